// What was given up for what: where a course ended, beside the usual one, in words and numbers.
// There is no sum of it: how much safety is worth how much freedom is not for a program to say.

import { h } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { inAList, t } from "../core/texts.js";
import { stacked } from "../core/stacked.js";
import { wide } from "../core/wide.js";
import { courseOf, placeOfSeat } from "./compared.js";
import { endsByLuck } from "./luck.js";
import { HEGEMON } from "./seats.js";
import { LEAST, sizeInWords, sizeOf } from "./sizes.js";

// Variable -> whether more of it is what a government wants (1), wants less of (-1), or another
// course that is neither (0). Ours.
const OF_STATE = { autonomy: 1, capacity: 1, welfare: 1, regime_security: 1, support: 1, unrest: -1,
  pressure: -1,
  threat_perception: -1, dependence: -1, debt: -1, occupation: -1, dependence_west: 0,
    dependence_china: 0,
  dependence_turkey: 0, alignment_russia: 0, alignment_west: 0 };
const OF_HEGEMON = { alignment_russia: 1, dependence: 1, resources: 1, alignment_west: -1,
  sanction_burden: -1,
  isolation_west: -1, autonomy: 0, unrest: 0, rhetoric_respect: 0, action_respect: 0 };

// Rows: { variable, label, start, own, usual, difference, sense, told, luck: element to be filled }
export function tradeOf(both, seat, content, from = 0) {
  const place = placeOfSeat(seat, both.described);
  const table = seat === HEGEMON ? OF_HEGEMON : OF_STATE;
  return Object.entries(table).filter(([variable]) =>
    content.variables[variable]).map(([variable, sense]) => {
    const [own, usual] = [both.own, both.usual].map((run) =>
      courseOf(run, variable, place, content));
    const difference = own.at(-1) - usual.at(-1);
    return { variable, label: content.variables[variable].label, start: own[from], own: own.at(-1),
      usual: usual.at(-1), difference, sense, told: kindOf(difference, sense),
      luck: h("span", {}, "…") };
  }).filter(({ own }) => Number.isFinite(own));
}

const kindOf = (difference, sense) => (Math.abs(difference) < LEAST ? "same"
  : sense === 0 ? "other" : sense * difference > 0 ? "gained" : "given");

// What is a state's own is said of the states where their hegemon is played.
const nameOf = (variable, seat) =>
  (seat === HEGEMON && Object.hasOwn(OF_STATE, variable) ? `hegemon.${variable}` : variable);

// The trade as a paragraph.
export function tradeInWords(rows, who, seat, hegemon) {
  const apart = rows.filter(({ told }) => told !== "same");
  const notable = apart.filter(({ difference }) => sizeOf(difference) !== "barely");
  const named = (kind) => notable.filter(({ told }) => told === kind)
    .sort((one, other) => Math.abs(other.difference) - Math.abs(one.difference))
    .map(({ variable, difference }) =>
      t(`play.trade.${nameOf(variable, seat)}.${difference > 0 ? "up" : "down"}`,
      { hegemon, size: sizeInWords(difference), change: number(Math.abs(difference), 2) }));
  const [gained, given, other] = ["gained", "given", "other"].map(named);
  if (notable.length === 0) return t(apart.length === 0 ? "play.trade.none" : "play.trade.barely", { who });
  const key = gained.length === 0 ? "loss" : given.length === 0 ? "gain" : "both";
  const first = gained.length + given.length === 0 ? t("play.trade.words.same", { who })
    : t(`play.trade.words.${key}`, { who, gained: inAList(gained), given: inAList(given) });
  return other.length === 0 ? first
    : `${first} ${t("play.trade.words.other", { other: inAList(other) })}`;
}

export function tradeTable(rows) {
  const apart = rows.filter(({ told }) => told !== "same");
  const alike = rows.filter(({ told }) => told === "same");
  return h("div", {}, apart.length === 0 ? null : tableOf(apart),
    alike.length === 0 ? null : h("details", {},
      h("summary", {}, t("play.trade.alike", { n: alike.length })), tableOf(alike)));
}

function tableOf(rows) {
  return wide(stacked(h("table", { class: "play-trade" },
    h("caption", {}, t("play.trade.caption")),
    h("thead", {}, h("tr", {}, ["what", "start", "own", "usual", "difference", "luck", "told"].map((key) =>
      h("th", { scope: "col", class: ["what", "told", "luck"].includes(key) ? null : "number" },
        t(`play.trade.${key}`))))),
    h("tbody", {}, rows.map(({ label, start, own, usual, difference, told, luck }) =>
      h("tr", { class: `play-${told}` },
      h("th", { scope: "row" }, label),
      [start, own, usual].map((value) => h("td", { class: "number" }, number(value, 2))),
      h("td", { class: "number" }, told === "same" ? "0" : signed(difference, 2)),
      h("td", {}, luck), h("td", {}, t(`play.trade.kind.${told}`, { size: sizeInWords(difference) }))))))));
}

// Fills in where the usual policy ends with other luck, as soon as that has been computed.
export async function tellLuck(host, rows, seat, game, content, goesOn) {
  const place = placeOfSeat(seat, game.described);
  const variables = rows.map(({ variable }) => variable);
  const found = await endsByLuck(host, game, variables, place, content, goesOn);
  for (const { variable, luck } of found === null ? [] : rows) {
    const { lower, upper } = found.get(variable);
    luck.textContent = t("play.trade.range", { lower: number(lower, 2), upper: number(upper, 2) });
  }
}
