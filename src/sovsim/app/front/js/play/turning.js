// Turning points: where a course first parted from the usual one, and the years in which it parted
// most, with the terms of the ledger that did it.

import { h } from "../core/dom.js";
import { signed } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { courseOf, placeOfSeat } from "./compared.js";
import { decisionName, optionName } from "./options.js";
import { HEGEMON } from "./seats.js";
import { LEAST } from "./sizes.js";

const MOST_YEARS = 3;
const MOST_TERMS = 3;
const LEAST_TERM = 0.001;
const FAR = 3; // rungs
const OWN = { action: {}, breach: {}, vote_regime: {}, vote_war: {}, bid_move_eu: { target: "EU" },
  bid_move_nato: { target: "NATO" }, body_move_cis: { target: "CIS" },
    body_move_csto: { target: "CSTO" },
  body_move_eaeu: { target: "EAEU" } };

// The first decision that was another one than the usual policy's; null where none was.
//   -> { step, address, own, usual }
export function firstOwn({ own, usual, described, steps }, seat, from) {
  const hegemon = seat === HEGEMON;
  const columns = hegemon ? ["rung", "talks", "route"] : Object.keys(OWN);
  for (let step = from; step < steps; step++) {
    for (const column of columns.filter((one) => own.series[one])) {
      const places = hegemon ? described.units.state.keys() : [placeOfSeat(seat, described)];
      for (const place of places) {
        const [mine, theirs] = [own, usual].map(({ series }) => series[column][step + 1][place]);
        if (mine === theirs) continue;
        const { codes } = described.columns[column];
        const address = hegemon ? { decision: column, target: described.units.state[place] }
          : { decision: column.replace(/_(eu|nato|cis|csto|eaeu)$/, ""), ...OWN[column] };
        return { step, address, own: codes[mine], usual: codes[theirs] };
      }
    }
  }
  return null;
}

// The first act of the hegemon towards a state that was another one.
export function firstReply({ own, usual, described, steps }, seat, from) {
  const place = placeOfSeat(seat, described);
  if (place === null) return null;
  const { codes } = described.columns.rung;
  for (let step = from; step < steps; step++) {
    const [mine, theirs] = [own, usual].map(({ series }) => series.rung[step + 1][place]);
    if (mine !== theirs) return { step, own: codes[mine], usual: codes[theirs] };
  }
  return null;
}

// The quarter in which the hegemon's acts lay furthest apart on its ladder; null where they lay
// near each other all the time.
export function gravestReply({ own, usual, described, steps }, seat, from) {
  const place = placeOfSeat(seat, described);
  if (place === null) return null;
  const rungs = ({ series }, step) => series.rung[step + 1][place];
  const apart = (step) => Math.abs(rungs(own, step) - rungs(usual, step));
  let step = from;
  for (let one = from; one < steps; one++) if (apart(one) > apart(step)) step = one;
  if (apart(step) < FAR) return null;
  const { codes } = described.columns.rung;
  return { step, own: codes[rungs(own, step)], usual: codes[rungs(usual, step)] };
}

// The years in which a variable parted most from the usual course, with the terms behind.
//   -> [{ year, difference, terms: [{ term, value }] }]
export async function yearsApart(both, seat, variable, from, content) {
  const place = placeOfSeat(seat, both.described);
  const [own, usual] = [both.own, both.usual].map((run) => courseOf(run, variable, place, content));
  const apart = own.map((value, step) => value - usual[step]);
  const { quarters } = both.described;
  const years = [];
  for (let step = from; step < both.steps;) {
    let end = step + 1;
    while (end < both.steps && !quarters[end].endsWith("Q1")) end += 1;
    years.push({ year: quarters[step].slice(0, 4), step, end,
      difference: apart[end] - apart[step] });
    step = end;
  }
  const largest = years.filter(({ difference }) => Math.abs(difference) >= LEAST)
    .sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference)).slice(0,
      MOST_YEARS);
  for (const one of largest) one.terms = await termsOf(both, seat, variable, one, content);
  return largest.sort((one, other) => one.step - other.step);
}

async function termsOf({ own, usual, described }, seat, variable, { step, end },
  { variables, terms }) {
  const columns = variables[variable].columns.filter((column) => described.columns[column]);
  const units = seat === HEGEMON ? described.units.state : [seat];
  const sums = new Map();
  for (let at = step + 1; at <= end; at++) {
    for (const [run, sign] of [[own, 1], [usual, -1]]) {
      for (const { column, unit, term, value } of (await run.why(at)).terms) {
        if (!columns.includes(column) || !units.includes(unit)) continue;
        sums.set(term, (sums.get(term) ?? 0) + (sign * value) / (columns.length * units.length));
      }
    }
  }
  return [...sums].map(([term, value]) =>
    ({ term: terms[variable]?.[term]?.label ?? term.replaceAll("_", " "), value }))
    .filter(({ value }) => Math.abs(value) >= LEAST_TERM)
    .sort((one, other) => Math.abs(other.value) - Math.abs(one.value)).slice(0, MOST_TERMS);
}

// All of it on the page.
export async function turningPoints(both, seat, from, content) {
  const own = firstOwn(both, seat, from);
  const reply = own === null ? null : firstReply(both, seat, from);
  const gravest = gravestReply(both, seat, from);
  const variable = seat === HEGEMON ? "alignment_russia" : "autonomy";
  const years = await yearsApart(both, seat, variable, from, content);
  const label = content.variables[variable].label;
  return h("ol", { class: "play-turning" },
    own === null ? h("li", {}, t("play.turning.never")) : h("li", {}, t("play.turning.own", {
      quarter: both.described.quarters[own.step], decision: decisionName(own.address, content),
      own: optionName(own.address, own.own, content),
        usual: optionName(own.address, own.usual, content) })),
    reply === null ? null : replyIn("reply", reply, seat, both, content),
    gravest === null || gravest.step === reply?.step ? null
      : replyIn("gravest", gravest, seat, both, content),
    years.map(({ year, difference, terms }) => h("li", {},
      t("play.turning.year", { year, label, difference: signed(difference, 2) }), " ",
      terms.length === 0 ? t("play.turning.no-terms") : t("play.turning.terms", {
        terms: terms.map(({ term, value }) => `${term} ${signed(value, 3)}`).join(", ") }))),
    own !== null && years.length === 0 ? h("li", {}, t("play.turning.flat", { label })) : null);
}

const replyIn = (key, { step, own, usual }, seat, { described }, content) =>
  h("li", {}, t(`play.turning.${key}`, {
    quarter: described.quarters[step], hegemon: content.sentences.hegemon,
    own: optionName({ decision: "rung", target: seat }, own, content),
    usual: optionName({ decision: "rung", target: seat }, usual, content) }));
