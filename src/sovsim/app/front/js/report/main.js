// A report comes alive: its run on the map and in courses, at any quarter. The page is whole
// without this; what stands here is drawn from the numbers that the page carries.

import { h, replace } from "../core/dom.js";
import { t, useTexts } from "../core/texts.js";
import { courseIn } from "../model/quantity.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";
import { tileMap } from "../pictures/map.js";

const MOST_LINES = 6; // as many as there are colours to tell apart

function openRun(place, data) {
  const { units, quantities, quarters, events, focus, name } = data;
  const run = { quarters, series: data.series, units: { state: data.states } };
  let quantity = quantities[0];
  let step = quarters.length - 1;
  let states = focus.filter((code) => data.states.includes(code)).slice(0, MOST_LINES);
  let chosen = states[0] ?? data.states[0];
  const map = createFigure();
  const courses = createFigure();
  const news = h("div", { class: "look-news", role: "status" });

  const menu = h("select", { id: "look-quantity", onchange: () => {
    quantity = quantities[Number(menu.value)];
    show();
  } }, quantities.map(({ label }, k) => h("option", { value: String(k) }, label)));
  const slider = h("input", { type: "range", id: "look-quarter", min: "0", max: String(quarters.length - 1),
    step: "1", value: String(step), oninput: () => go(Number(slider.value)) });
  const when = h("output", { for: "look-quarter" });

  function go(to) {
    step = to;
    slider.value = String(to);
    show();
  }

  function choose(code) {
    chosen = code;
    states = [...states.filter((one) => one !== code), code].slice(-MOST_LINES);
    show();
  }

  function show() {
    when.textContent = quarters[step];
    slider.setAttribute("aria-valuetext", quarters[step]);
    const values = new Map(data.states.map((code) => [code, courseIn(quantity, run, code)]));
    const title = t("report.map", { label: quantity.label, quarter: quarters[step] });
    map.show((size) => ({
      ...tileMap({ tiles: tilesOf(values), scale: quantity, chosen, title, onChoose: choose }, size),
      name: `${name}-${quantity.name}-${quarters[step]}`,
    }));
    courses.show((size) => ({
      ...lines({
        title: quantity.label, quarters, scale: quantity, cursor: step, onQuarter: go,
        lines: states.map((code, k) => ({ key: code, label: units[code].name, hue: k + 1, other: false,
          values: values.get(code), band: null })),
      }, size),
      name: `${name}-${quantity.name}`,
    }));
    replace(news, newsOf());
  }

  const tilesOf = (values) => Object.entries(units).filter(([, { tile }]) => tile).map(([code, unit]) => {
    const course = values.get(code) ?? [];
    const value = course[step] ?? null;
    return { code, name: unit.name, tile: unit.tile, hegemon: unit.kind === "hegemon", value,
      before: step === 0 ? null : course[0] ?? null, words: quantity.codes?.[value] ?? "" };
  });

  // What happened in the quarter, that of the chosen state first.
  function newsOf() {
    const now = events.filter(([at]) => at === step);
    const [own, other] = [true, false].map((wanted) =>
      now.filter(([, , whom]) => whom.includes(chosen) === wanted));
    const list = (found) => h("ul", {}, found.map(([, words]) => h("li", {}, words)));
    return [
      h("h4", {}, t("report.news", { state: units[chosen].name, quarter: quarters[step] })),
      own.length > 0 ? list(own) : h("p", {}, t("report.news.none")),
      other.length > 0 ? h("details", {}, h("summary", {}, t("report.news.others", { n: other.length })), list(other)) : null,
    ];
  }

  replace(place,
    h("div", { class: "look-controls" },
      h("p", {}, h("label", { for: "look-quantity" }, t("report.quantity")), menu),
      h("p", {}, h("label", { for: "look-quarter" }, t("report.quarter")), slider, when)),
    h("div", { class: "look-pictures" }, map.element, courses.element), news);
  show();
}

const data = JSON.parse(document.getElementById("look-data").textContent);
useTexts(data.texts);
document.getElementById("look-section").hidden = false;
openRun(document.getElementById("look-place"), data);
