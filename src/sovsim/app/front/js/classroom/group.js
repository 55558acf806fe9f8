// One group of a class on the page: outcomes by player, the spread, choices, what told them apart.

import { h } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { stacked } from "../core/stacked.js";
import { t } from "../core/texts.js";
import { spread } from "../model/bands.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";
import { nameOfSeat } from "../play/seats.js";
import { OUTCOMES } from "../play/values.js";
import { contentFor } from "../telling/overlay.js";
import { distinguished } from "./distinguished.js";
import { seedsOf, spreadOf } from "./groups.js";
import { strips } from "./strips.js";

const SCALE = { label: "", unit: "", low: 0, high: 1, codes: null, ordered: false };
const FEW = 5; // more lines than this are not told apart by colour

//   group: pupils of the same scenario, seat and span; names: pupil -> what it is called here
export function groupPart(group, names, whole) {
  const [{ scenario, seat, from, now, quarters }] = group;
  const content = contentFor(whole, scenario);
  const about = content.scenarios[scenario];
  const who = nameOfSeat(seat, about, content);
  const ordered = [...group].sort((one, other) =>
    other.outcomes.autonomy.own - one.outcomes.autonomy.own);
  const seeds = seedsOf(group);
  const title = t("class.group.title", { who, title: about.title });
  return h("section", { class: "class-group", aria: { label: title } },
    h("h2", {}, title),
    h("p", {}, t("class.group.span", { n: group.length, first: quarters[from],
      last: quarters[now - 1] }), " ",
      seeds.length === 1 ? t("class.group.seed", { seed: seeds[0] })
        : t("class.group.seeds", { seeds: seeds.join(", ") })),
    outcomesTable(ordered, names, content),
    h("p", {}, spreadInWords(group, content)),
    h("h3", {}, t("class.apart.title")),
    distinguished(group, names, content),
    h("div", { class: "class-pictures" },
      stripsFigure(ordered, names, quarters.slice(from, now)),
      coursesFigure(ordered, names, seeds, content)));
}

function outcomesTable(ordered, names, content) {
  const label = (variable) => content.variables[variable].label;
  const heads = [t("class.name"), ...OUTCOMES.flatMap((variable) =>
    [label(variable), t("class.against")]), t("class.seed"), t("class.remarks")];
  return h("div", { class: "wide", tabindex: "0", role: "region",
    aria: { label: t("class.outcomes") } },
    stacked(h("table", { class: "class-outcomes" },
      h("caption", {}, t("class.outcomes")),
      h("thead", {},
        h("tr", {}, h("td", {}), OUTCOMES.map((variable) =>
          h("th", { scope: "colgroup", colspan: "2" }, label(variable))), h("td", {}), h("td", {})),
        h("tr", {}, h("th", { scope: "col" }, t("class.name")), OUTCOMES.map(() => [
          h("th", { scope: "col", class: "number" }, t("class.end")),
          h("th", { scope: "col", class: "number" }, t("class.against"))]),
        h("th", { scope: "col", class: "number" }, t("class.seed")),
          h("th", { scope: "col" }, t("class.remarks")))),
      h("tbody", {}, ordered.map((pupil) => h("tr", {}, h("th", { scope: "row" }, names.get(pupil)),
        OUTCOMES.map((variable) => [
          h("td", { class: "number" }, number(pupil.outcomes[variable].own, 3)),
          h("td", { class: "number" }, signed(pupil.outcomes[variable].difference, 3))]),
        h("td", { class: "number" }, String(pupil.seed)),
        h("td", { class: "small" }, [...forceInWords(pupil, content), ...pupil.warnings,
          pupil.now < pupil.until ? t("class.unfinished") : ""].filter(Boolean).join(" ")))))), heads));
}

const forceInWords = ({ force }, { sentences: { hegemon } }) => Object.entries(force).map(([rung, when]) =>
  t("class.force", { hegemon, did: t(`play.did.${rung}`), when: when.join(", ") }));

const spreadInWords = (group, content) => OUTCOMES.map((variable) => {
  const { low, middle, high } = spreadOf(group.map(({ outcomes }) => outcomes[variable].own));
  return t("class.spread", { label: content.variables[variable].label, low: number(low, 2),
    middle: number(middle, 2),
    high: number(high, 2) });
}).join(" ");

function stripsFigure(ordered, names, quarters) {
  const figure = createFigure();
  const rows = ordered.map((pupil) => ({ name: names.get(pupil), choices: pupil.choices }));
  figure.show((size) => ({ ...strips({ rows, quarters, title: t("class.strips.title") }, size),
    name: "class-choices", note: t("class.strips.what") }));
  return figure.element;
}

// Courses of autonomy: each of a few; of many the freest, the least free and the middle half. The
// usual one stands beside them where all met the same chance.
function coursesFigure(ordered, names, seeds, content) {
  const figure = createFigure();
  const { ends, courses } = ordered[0];
  const line = (key, label, hue, values, more = {}) =>
    ({ key, label, hue, other: false, values, band: null, ...more });
  const own = (pupil, hue) => line(names.get(pupil), names.get(pupil), hue,
    pupil.courses.autonomy.own);
  const all = ordered.length <= FEW ? ordered.map((pupil, k) => own(pupil, k + 2)) : [
    own(ordered[0], 4), middleOf(ordered, line), own(ordered.at(-1), 3)];
  const usual = seeds.length > 1 ? []
    : [line("usual", t("play.debrief.usual"), 1, courses.autonomy.usual, { other: true })];
  const title = t("class.courses", { label: content.variables.autonomy.label });
  figure.show((size) => ({
    ...lines({ quarters: ends, scale: SCALE, title, cursor: null, lines: [...all, ...usual] },
      size),
    name: "class-autonomy", note: ordered.length <= FEW ? null : t("class.courses.note") }));
  return figure.element;
}

function middleOf(ordered, line) {
  const band = spread(ordered[0].ends.map((_, step) =>
    ordered.map(({ courses }) => courses.autonomy.own[step])));
  return line("middle", t("class.middle"), 2, band.map(({ middle }) => middle), { band });
}
