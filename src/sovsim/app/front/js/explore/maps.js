// The region at the quarter that is shown: A, and B beside it, or what lies between them.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { quantityOf } from "../model/quantity.js";
import { createFigure } from "../pictures/figure.js";
import { tileMap } from "../pictures/map.js";
import { createOnce } from "./once.js";
import { courseOf, coursesOf, scaleOf } from "./reading.js";

//   choose(patch of the view)
export function createMaps({ choose }) {
  const figures = { a: createFigure(), b: createFigure() };
  const element = h("div", { class: "maps" }, figures.a.element, figures.b.element);
  const once = createOnce();

  function paint(model) {
    const { view, runs, content } = model;
    const quantity = quantityOf(content, view.column);
    const both = view.b !== null && runs.b !== null && !(view.apart && quantity.codes === null);
    element.classList.toggle("two", both);
    figures.b.element.hidden = !both;
    figures.a.show(drawn(model, quantity, "a", choose));
    if (both) figures.b.show(drawn(model, quantity, "b", choose));
  }

  return {
    element,
    show(model) {
      const { view: { column, state, apart }, runs: { a, b }, content, place } = model;
      if (a !== null) once([a, b, content, place, column, state, apart], () => paint(model));
    },
    close() {
      for (const figure of Object.values(figures)) figure.close();
    },
  };
}

function drawn(model, quantity, side, choose) {
  const { view, runs, content, place } = model;
  const two = view.b !== null && runs.b !== null;
  const apart = two && view.apart && quantity.codes === null;
  const quarter = runs.a.quarters[place];
  const values = valuesOf(model, quantity, side, apart);
  const scale = scaleOf(quantity, apart ? [...values.values()].map(({ course }) => course) : null);
  const words = { label: quantity.label, when: place === 0 ? t("explore.at-start") : quarter };
  const title = quantity.per !== "state" ? t("explore.map.system", words)
    : apart ? t("explore.map.apart", words)
      : two ? t("explore.map.of", { ...words, side: side.toUpperCase() }) : t("explore.map.title", words);
  const tiles = Object.entries(content.units).filter(([, { tile }]) => tile).map(([code, unit]) => {
    const course = values.get(code)?.course ?? [];
    const value = course[place] ?? null;
    return { code, name: unit.name, tile: unit.tile, hegemon: unit.kind === "hegemon", value,
      before: apart || place === 0 ? null : course[0] ?? null, words: quantity.codes?.[value] ?? "" };
  });
  return (size) => {
    const picture = tileMap({ tiles, scale, chosen: view.state, title,
      onChoose: (code) => choose({ state: code }) }, size);
    const changes = picture.changes && tiles.some(({ before }) => before !== null);
    return { ...picture, name: `${view[side]?.scenario ?? view.a.scenario}-${view.column}-${quarter}`,
      note: changes ? t("explore.map.note") : null };
  };
}

// state -> { course }
function valuesOf(model, quantity, side, apart) {
  const { runs } = model;
  const found = new Map();
  if (quantity.per !== "state") return found;
  for (const code of runs.a.units.state) {
    const course = apart ? coursesOf(quantity, model, code)[0].values
      : courseOf(quantity, runs[side], code, runs.a.quarters);
    found.set(code, { course });
  }
  return found;
}
