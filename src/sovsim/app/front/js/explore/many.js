// Many runs of what is looked at, computed by sovsim on this computer: how outcomes and a course are
// spread. It is offered where the page is served.

import { h, replace } from "../core/dom.js";
import { csv, download } from "../core/download.js";
import { number } from "../core/numbers.js";
import { stacked } from "../core/stacked.js";
import { t } from "../core/texts.js";
import { wide } from "../core/wide.js";
import { quantityOf } from "../model/quantity.js";
import { endsOf } from "../model/run.js";
import { largeEnsemble } from "../model/served.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";

const USUAL = 1000;
const MOST = 20000;
const SHARES = ["low", "lower", "middle", "upper", "high"];

export function createMany() {
  const field = h("input", { type: "number", id: "many-runs", min: "1", max: String(MOST), step: "1",
    value: String(USUAL) });
  const begin = h("button", { type: "submit" }, t("many.begin"));
  const stop = h("button", { type: "button", hidden: true, onclick: () => halt(t("many.stopped")) }, t("many.stop"));
  const state = h("div", { role: "status" });
  const result = h("div", { class: "many-result" });
  const element = h("section", { class: "many", aria: { labelledby: "many-title" } },
    h("h2", { id: "many-title" }, t("many.title")), h("p", { class: "small" }, t("many.what")),
    h("form", { onsubmit: (event) => {
      event.preventDefault();
      work();
    } }, h("label", { for: "many-runs" }, t("many.runs"), " "), field, " ", begin, " ", stop),
    state, result);
  let model = null;
  let asked = 0;
  let shown = "";
  let figure = null;

  const keyOf = ({ view }) => JSON.stringify(view.a);

  function halt(words) {
    asked += 1;
    stop.hidden = true;
    begin.disabled = false;
    replace(state, words);
  }

  async function work() {
    asked += 1;
    const mine = asked;
    const { view, content } = model;
    const { scenario, seed, set } = view.a;
    const quantity = quantityOf(content, view.column);
    const key = keyOf(model);
    begin.disabled = true;
    stop.hidden = false;
    const bar = h("progress", { max: "1", value: "0", aria: { label: t("many.running") } });
    replace(state, bar);
    try {
      const request = { ask: "prepare", scenario, seed, set, runs: Number(field.value), columns: quantity.columns };
      const found = await largeEnsemble(request, (share) => { bar.value = share; }, () => mine === asked);
      if (mine !== asked || found === null) return;
      halt(t("many.done", { runs: found.runs, title: content.scenarios[scenario].title }));
      shown = key;
      tell(found, { quantity, content, state: view.state, scenario });
    } catch (error) {
      if (mine === asked) halt(t("many.failed", { words: error.message }));
    }
  }

  function tell(found, given) {
    figure?.close();
    figure = createFigure();
    const rows = tableOf(found, given.content);
    replace(result, figure.element,
      wide(stacked(h("table", { class: "many-table" }, h("caption", {}, t("many.caption", { runs: found.runs })),
        h("thead", {}, h("tr", {}, rows[0].map((head) => h("th", { scope: "col" }, head)))),
        h("tbody", {}, rows.slice(1).map(([label, ...cells]) => h("tr", {}, h("th", { scope: "row" }, label),
          cells.map((cell) => h("td", { class: "number" }, typeof cell === "number" ? number(cell) : cell ?? "–")))))))),
      h("p", {}, h("button", { type: "button", onclick: () =>
        download(`${given.scenario}-${found.runs}-runs.csv`, "text/csv", csv(rows)) }, t("many.csv"))));
    figure.show((size) => pictureOf(found, given, size));
  }

  return {
    element,
    show(next) {
      model = next;
      if (shown !== "" && shown !== keyOf(next)) {
        shown = "";
        replace(state, t("many.older"));
      }
    },
    close() {
      asked += 1;
      figure?.close();
    },
  };
}

// The outcomes that are told first, with their unit.
function tableOf({ metrics }, content) {
  const heads = ["metric", "unit", "mean", ...SHARES].map((key) => t(`many.${key}`));
  return [heads, ...Object.entries(metrics).filter(([name]) => content.metrics[name]?.headline)
    .map(([name, found]) => [content.metrics[name].label, content.metrics[name].unit, found.mean,
      ...SHARES.map((share) => found[share])])];
}

function pictureOf({ bands, quarters, runs }, { quantity, content, state, scenario }, size) {
  const ends = endsOf([...quarters]);
  const place = quantity.per === "state" ? Object.keys(content.units)
    .filter((code) => content.units[code].kind === "state").sort().indexOf(state) : 0;
  const held = quantity.columns.map((column, k) => {
    const band = ends.map((_, step) => Object.fromEntries(SHARES.map((share) =>
      [share, bands[column][share][step][Math.max(place, 0)]])));
    return { key: column, hue: k + 1, other: false, band, values: band.map(({ middle }) => middle),
      label: content.columns[column].label };
  });
  const whom = quantity.per === "state" ? content.units[state].name : quantity.label;
  const title = t("many.picture", { whom, runs });
  return { ...lines({ title, quarters: ends, scale: quantity, lines: held, cursor: null }, size),
    name: `${scenario}-${quantity.name}-${runs}-runs`, note: t("many.note") };
}
