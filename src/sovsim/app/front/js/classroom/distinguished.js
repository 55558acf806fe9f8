// What told the freest of a group apart from the others: what they did more often, or less. These
// are differences within one class, no causes; two games beside each other on the same noise are.

import { h } from "../core/dom.js";
import { number, percent } from "../core/numbers.js";
import { inAList, t } from "../core/texts.js";
import { optionName, wordsFor } from "../play/options.js";

const FEWEST = 4; // smaller groups are read game by game
const LEAST_SHARE = 0.08; // of quarters, by which shares of an action differ
const LEAST_PART = 0.34; // of players, by which moves differ
const MOST = 5;

export function distinguished(group, names, content) {
  if (group.length < FEWEST) return h("p", { class: "small" }, t("class.apart.few", { n: FEWEST }));
  const ordered = [...group].sort((one, other) =>
    other.outcomes.autonomy.difference - one.outcomes.autonomy.difference);
  const count = Math.max(Math.round(group.length / 3), 1);
  const [freest, others] = [ordered.slice(0, count), ordered.slice(count)];
  const rows = [...byAction(freest, others, content), ...byMove(freest, others, content)]
    .sort((one, other) => other.weight - one.weight).slice(0, MOST);
  const gap = mean(freest.map(autonomyOf)) - mean(others.map(autonomyOf));
  return h("div", {},
    h("p", {}, t("class.apart.who", { names: inAList(freest.map((one) => names.get(one))), n: count,
      gap: number(gap, 3) })),
    rows.length === 0 ? h("p", {}, t("class.apart.nothing"))
      : h("ul", {}, rows.map(({ words }) => h("li", {}, words))),
    forced(group) === 0 ? null : h("p", {}, t("class.apart.force", { one: forced(freest), all: freest.length,
      other: forced(others), rest: others.length })),
    h("p", { class: "small" }, t("class.apart.note")));
}

// In how many games land was taken or the state invaded: what moves autonomy most, and a draw's work.
const forced = (pupils) => pupils.filter(({ force }) => Object.keys(force).length > 0).length;
const autonomyOf = ({ outcomes }) => outcomes.autonomy.own;
const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;

// Shares of quarters in which each foreign policy was taken.
function byAction(freest, others, content) {
  const options = new Set([...freest, ...others].flatMap(({ choices }) =>
    choices.map(({ option }) => option)));
  const share = (pupils, option) => mean(pupils.map(({ choices }) =>
    choices.filter((one) => one.option === option).length / choices.length));
  return [...options].filter(Boolean).map((option) =>
    [option, share(freest, option), share(others, option)])
    .filter(([, one, other]) => Math.abs(one - other) >= LEAST_SHARE)
    .map(([option, one, other]) => ({ weight: Math.abs(one - other),
      words: t("class.apart.action", {
      option: optionName({ decision: "action" }, option, content), one: percent(one),
        other: percent(other) }) }));
}

// Shares of players who ever moved on a bid, a body, relations.
function byMove(freest, others, content) {
  const keyOf = ({ decision, target = "", option }) => JSON.stringify([decision, target, option]);
  const kept = (pupil) => pupil.moves.filter(({ decision, option }) => decision !== "action" &&
    option !== "stay" &&
    option !== "keep");
  const keys = new Set([...freest, ...others].flatMap((pupil) => kept(pupil).map(keyOf)));
  const part = (pupils, key) => mean(pupils.map((pupil) =>
    (kept(pupil).some((move) => keyOf(move) === key) ? 1 : 0)));
  return [...keys].map((key) => [key, part(freest, key), part(others, key)])
    .filter(([, one, other]) => Math.abs(one - other) >= LEAST_PART)
    .map(([key, one, other]) => {
      const [decision, target, option] = JSON.parse(key);
      const address = target === "" ? { decision } : { decision, target };
      return { weight: Math.abs(one - other), words: t("class.apart.move",
        { decision: t(`class.decision.${decision}`, wordsFor(address, content)),
        option: optionName(address, option, content), one: percent(one), other: percent(other) }) };
    });
}
