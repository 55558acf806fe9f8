// The form in which a seat sets its course: for every decision that is due, its open options.

import { h } from "../core/dom.js";
import { percent } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { stacked } from "../core/stacked.js";
import { wide } from "../core/wide.js";
import { decisionName, optionMeaning, optionName, wordsFor } from "./options.js";
import { HEGEMON, addressesOf, keyOf, openOf } from "./seats.js";

const USUAL = ""; // left to the usual policy
const FIRST = ["action", "rung", "leader_mission", "vote_regime", "vote_war"]; // always shown open

// The form of one seat.
//   own: its decisions that are due, of `ownOf`; before: key -> option of last time
//   quarterly: whether the course is for one quarter; for a year it may also hold what is not open
//     yet, and is done as soon as it is
//   -> { element, read() -> key -> option }; what is left to the usual policy is not in it
export function courseForm(seat, own, { before, quarterly, described, content }) {
  const due = own.filter((choice) => openOf(choice).length > 1);
  const element = seat === HEGEMON ? hegemonForm(due, before, content)
    : stateForm(seat, due, { before, quarterly, described, content });
  return {
    element,
    read: () => Object.fromEntries([...element.querySelectorAll("[data-decision]")].map((field) =>
      [field.dataset.decision, field.tagName === "SELECT" ? field.value : chosenIn(field)])
      .filter(([, option]) => option !== USUAL)),
  };
}

const chosenIn = (field) => field.querySelector("input:checked")?.value ?? USUAL;

function stateForm(seat, due, { before, quarterly, described, content }) {
  const order = [...due].sort((one, other) => rank(one) - rank(other));
  const held = due.map(({ address }) => keyOf(address));
  const later = quarterly ? [] : addressesOf(seat, described.decisions)
    .filter((address) => !held.includes(keyOf(address)));
  const isSet = later.some((address) => Object.hasOwn(before, keyOf(address)));
  return h("div", { class: "play-course" },
    order.map((choice) => fieldOf(choice, before, content, !quarterly)),
    later.length === 0 ? null : h("details", { open: isSet },
      h("summary", {}, t("play.course.later")),
      h("p", { class: "small" }, t("play.course.later.words", wordsFor({}, content))),
      h("div", { class: "play-fields" }, later.map((address) =>
        laterField(address, described.decisions[address.decision].options, before, content)))));
}

const rank = ({ decision }) => (FIRST.includes(decision) ? 0 : 1);

function fieldOf(choice, before, content, withClosed = false) {
  const { address } = choice;
  const key = keyOf(address);
  const options = choice.options.filter(({ open }) => open || withClosed);
  const held = options.some(({ option }) => option === before[key]) ? before[key] : USUAL;
  const one = (option, title, words, note) => h("label", { class: "play-option" },
    h("input", { type: "radio", name: key, value: option, checked: option === held }),
    h("span", {}, h("strong", {}, title), note === null ? null
      : h("span", { class: "play-share small" }, ` ${note}`),
    h("br", {}), h("span", { class: "small" }, words)));
  return h("fieldset", { data: { decision: key } },
    h("legend", {}, decisionName(address, content)),
    one(USUAL, t("play.course.usual"), t("play.course.usual.words"), null),
    options.map(({ option, open, probability }) => one(option,
      optionName(address, option, content), optionMeaning(address, option, content),
      open ? t("play.course.share", { share: percent(probability) }) : t("play.course.closed"))));
}

// A decision that is not due now: what is to be done should it come up within the year.
function laterField(address, options, before, content) {
  const key = keyOf(address);
  const id = `play-later-${key.trim().replaceAll(" ", "-")}`;
  return h("div", { class: "play-field" }, h("label", { for: id }, decisionName(address, content)),
    h("select", { id, data: { decision: key } },
      h("option", { value: USUAL }, t("play.course.usual")),
      options.map((option) => h("option", { value: option, selected: before[key] === option },
        optionName(address, option, content)))));
}

// The hegemon decides about every state: a row a state, and the rest below.
function hegemonForm(due, before, content) {
  const about = due.filter(({ address }) => content.units[address.target]?.kind === "state");
  const codes = [...new Set(about.map(({ address }) => address.target))];
  const columns = [...new Set(about.map(({ decision }) => decision))];
  const rest = due.filter((choice) => !about.includes(choice));
  return h("div", { class: "play-course" },
    h("p", { class: "small" }, t("play.course.hegemon")),
    wide(stacked(h("table", { class: "play-ladder" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("play.known.state")),
        columns.map((decision) => h("th", { scope: "col" },
          t(`play.decision.${decision}.short`))))),
      h("tbody", {}, codes.map((code) => h("tr", {},
        h("th", { scope: "row" }, content.units[code].name),
        columns.map((decision) => h("td", {}, selectOf(
          about.find((one) => one.decision === decision && one.address.target === code), before,
            content))))))))),
    rest.map((choice) => fieldOf(choice, before, content)),
    h("details", {}, h("summary", {}, t("play.course.meanings")),
      columns.map((decision) => [h("h4", {}, t(`play.decision.${decision}.short`)), meaningsOf(
        about.find((one) => one.decision === decision), content)])));
}

function selectOf(choice, before, content) {
  if (choice === undefined) return "–";
  const key = keyOf(choice.address);
  const open = openOf(choice);
  return h("select", { data: { decision: key }, aria: { label: decisionName(choice.address,
    content) } },
    h("option", { value: USUAL }, t("play.course.usual")),
    open.map((option) => h("option", { value: option, selected: before[key] === option },
      optionName(choice.address, option, content))));
}

const meaningsOf = ({ decision, options }, content) => h("dl", {}, options.map(({ option }) => [
  h("dt", {}, optionName({ decision }, option, content)),
  h("dd", { class: "small" }, optionMeaning({ decision, target: "all" }, option, content))]));
