// What was hidden all the while: what the hegemon expected and granted, beside what the government
// believed and gave; and what was done without a name.

import { h } from "../core/dom.js";
import { number } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { lines } from "../pictures/lines.js";
import { courseOf, placeOfSeat } from "./compared.js";
import { optionName } from "./options.js";
import { HEGEMON } from "./seats.js";

const LINES = ["expected_compliance", "perceived_expectation", "alignment_russia",
  "sovereignty_conception"];
const SCALE = { label: "", unit: "", low: 0, high: 1, codes: null, ordered: false };

export function revealed(both, seat, figure, content) {
  const place = placeOfSeat(seat, both.described);
  const { hegemon } = content.sentences;
  const courses = LINES.filter((variable) => content.variables[variable]).map((variable) =>
    [variable, courseOf(both.own, variable, place, content)]).filter(([, values]) =>
      values.every(Number.isFinite));
  const title = t(seat === HEGEMON ? "play.hidden.figure.hegemon" : "play.hidden.figure",
    { hegemon });
  figure.show((size) => ({
    ...lines({ quarters: both.quarters, scale: SCALE, title, cursor: null,
      lines: courses.map(([variable, values], k) =>
      ({ key: variable, label: t(`play.hidden.${variable}`, { hegemon }), hue: k + 1, other: k > 1,
        values, band: null })) }, size),
    name: "hidden", note: null }));
  const held = Object.fromEntries(courses);
  const last = (variable) => held[variable]?.at(-1) ?? NaN;
  const gap = last("alignment_russia") - last("expected_compliance");
  return h("div", {},
    h("p", {}, t(Math.abs(gap) < 0.02 ? "play.hidden.words.met" : gap < 0
      ? "play.hidden.words.less" : "play.hidden.words.more",
      { hegemon, expected: number(last("expected_compliance"), 2),
        believed: number(last("perceived_expectation"), 2),
        given: number(last("alignment_russia"), 2),
          granted: number(last("sovereignty_conception"), 2) })),
    figure.element,
    seat === HEGEMON ? null : veiledActs(both, place, seat, content));
}

// Acts without a name, that no newspaper had.
function veiledActs({ own, described, steps }, place, seat, content) {
  const { codes } = described.columns.rung;
  const acts = [];
  for (let step = 0; step < steps; step++) {
    const rung = codes[own.series.rung[step + 1][place]];
    if (content.sentences.veiled.includes(rung)) acts.push([described.quarters[step], rung]);
  }
  const { hegemon } = content.sentences;
  if (acts.length === 0) return h("p", {}, t("play.hidden.no-acts", { hegemon }));
  return h("div", {}, h("p", {}, t("play.hidden.acts", { hegemon })),
    h("ul", {}, content.sentences.veiled
    .map((rung) => [rung, acts.filter(([, one]) => one === rung).map(([quarter]) => quarter)])
    .filter(([, when]) => when.length > 0)
    .map(([rung, when]) => h("li", {},
      `${optionName({ decision: "rung", target: seat }, rung, content)}: ${when.join(", ")}`))));
}
