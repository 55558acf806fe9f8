// The form in which a seat sets its course: for every decision that is due, its open options.

import { h } from "../core/dom.js";
import { percent } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { decisionName, optionMeaning, optionName } from "./options.js";
import { HEGEMON, keyOf, openOf } from "./seats.js";

const USUAL = ""; // left to the usual policy
const FIRST = ["action", "rung", "leader_mission", "vote_regime", "vote_war"]; // always shown open

// The form of one seat.
//   own: its decisions that are due, of `ownOf`; before: key -> option of last time
//   -> { element, read() -> key -> option }; what is left to the usual policy is not in it
export function courseForm(seat, own, before, content) {
  const due = own.filter((choice) => openOf(choice).length > 1);
  const element = seat === HEGEMON ? hegemonForm(due, before, content)
    : stateForm(due, before, content);
  return {
    element,
    read: () => Object.fromEntries([...element.querySelectorAll("[data-decision]")].map((field) =>
      [field.dataset.decision, field.tagName === "SELECT" ? field.value : chosenIn(field)])
      .filter(([, option]) => option !== USUAL)),
  };
}

const chosenIn = (field) => field.querySelector("input:checked")?.value ?? USUAL;

function stateForm(due, before, content) {
  const order = [...due].sort((one, other) => rank(one) - rank(other));
  return h("div", { class: "play-course" }, order.map((choice) =>
    fieldOf(choice, before, content)));
}

const rank = ({ decision }) => (FIRST.includes(decision) ? 0 : 1);

function fieldOf(choice, before, content) {
  const { address } = choice;
  const key = keyOf(address);
  const held = openOf(choice).includes(before[key]) ? before[key] : USUAL;
  const one = (option, title, words, share) => h("label", { class: "play-option" },
    h("input", { type: "radio", name: key, value: option, checked: option === held }),
    h("span", {}, h("strong", {}, title), share === null ? null
      : h("span", { class: "play-share small" },
        ` ${t("play.course.share", { share: percent(share) })}`),
    h("br", {}), h("span", { class: "small" }, words)));
  const options = choice.options.filter(({ open }) => open);
  return h("fieldset", { data: { decision: key } },
    h("legend", {}, decisionName(address, content)),
    one(USUAL, t("play.course.usual"), t("play.course.usual.words"), null),
    options.map(({ option, probability }) => one(option, optionName(address, option, content),
      optionMeaning(address, option, content), probability)));
}

// The hegemon decides about every state: a row a state, and the rest below.
function hegemonForm(due, before, content) {
  const about = due.filter(({ address }) => content.units[address.target]?.kind === "state");
  const codes = [...new Set(about.map(({ address }) => address.target))];
  const columns = [...new Set(about.map(({ decision }) => decision))];
  const rest = due.filter((choice) => !about.includes(choice));
  return h("div", { class: "play-course" },
    h("p", { class: "small" }, t("play.course.hegemon")),
    h("div", { class: "wide" }, h("table", { class: "play-ladder" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("play.known.state")),
        columns.map((decision) => h("th", { scope: "col" },
          t(`play.decision.${decision}.short`))))),
      h("tbody", {}, codes.map((code) => h("tr", {},
        h("th", { scope: "row" }, content.units[code].name),
        columns.map((decision) => h("td", {}, selectOf(
          about.find((one) => one.decision === decision && one.address.target === code), before,
            content)))))))),
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
