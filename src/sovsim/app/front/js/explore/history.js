// Quarter by quarter: what the hegemon did to whom, and what else happened.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { createFigure } from "../pictures/figure.js";
import { timeline } from "../pictures/timeline.js";
import { createOnce } from "./once.js";
import { marksOf } from "./reading.js";
import { createSides } from "./sides.js";

//   choose(patch), go(place), tell(what happened) -> words
export function createHistory({ choose, go, tell }) {
  const figure = createFigure();
  const sides = createSides("explore.history.of", () => paint());
  const element = h("section", { class: "history", aria: { labelledby: "history-title" } },
    h("h2", { id: "history-title" }, t("explore.history")), sides.element, figure.element);
  let model = null;

  const once = createOnce();

  function show(next) {
    model = next;
    const { runs: { a, b }, view: { state }, content, place } = model;
    if (a !== null) once([a, b, state, content, place], paint);
  }

  function paint() {
    const { runs, view, content, place } = model;
    sides.show(runs.b !== null);
    const side = sides.shown();
    const run = runs[side];
    const { quarters } = run;
    const codes = run.units.state;
    const rows = codes.map((code, k) => ({ code, name: content.units[code].name,
      rungs: run.series.rung.map((quarter, step) => (step === 0 ? null : quarter[k])) }));
    const marks = codes.flatMap((code) => marksOf(run.events, code, tell)
      .filter(({ kind }) => kind !== "scenario"));
    const flags = content.scenarios[run.settings.scenario].events
      .map(({ quarter, text }) => ({ step: quarters.indexOf(quarter), words: text }))
      .filter(({ step }) => step > 0);
    const { hegemon } = content.scenarios[run.settings.scenario];
    const title = t("explore.history.title", { hegemon: content.units[hegemon].name });
    figure.show((size) => ({
      ...timeline({ title, rows, quarters, marks, flags, cursor: place, chosen: view.state,
        rungs: content.columns.rung.codes, onChoose(code, at) {
          choose({ state: code });
          if (at !== null) go(at);
        } }, size),
      name: `${run.settings.scenario}-history`,
    }));
  }

  return { element, show, close: figure.close };
}
