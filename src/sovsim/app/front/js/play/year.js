// One turn on the page: what came of the last year, what the government knows, what it may decide.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { courseForm } from "./course.js";
import { isOver, quarterOf, yearOf, yearStart } from "./game.js";
import { knownTo } from "./known.js";
import { decisionName, optionName } from "./options.js";
import { newspapers, quarterInWords } from "./newspaper.js";
import { replies } from "./replies.js";
import { keyOf, nameOfSeat, ownOf } from "./seats.js";

// The page of a turn for one seat.
//   turn: { seat, choices, before, known: { values, before }, quarterly, content }
//   acts: { decide(course), undo, save, end, pace(quarterly) }
export function turnPage(game, turn, acts) {
  const { seat, content, quarterly } = turn;
  const scenario = content.scenarios[game.settings.scenario];
  const name = nameOfSeat(seat, scenario, content);
  const last = game.told.filter(({ step }) => step >= game.from &&
    step >= yearStart(game, Math.max(game.now - 1, 0)));
  return h("div", { class: "play-turn" },
    headOf(game, name, scenario, turn),
    h("div", { class: "play-columns" },
      last.length === 0 || game.now === game.from ? introOf(scenario, game, content)
        : newsSection(last, turn, game, acts),
      h("section", { class: "play-knows", aria: { labelledby: "play-knows" } },
        h("h2", { id: "play-knows" }, t("play.known.title")),
        knownTo(seat, turn.known, { content, described: game.described }))),
    isOver(game) ? endOf(acts) : decideSection(game, turn, acts, name, quarterly));
}

function headOf(game, name, scenario, { content, seat }) {
  const over = isOver(game);
  const at = over ? t("play.turn.end") : quarterInWords(quarterOf(game));
  return h("header", { class: "play-head" },
    h("h1", { tabindex: "-1" }, over ? name : t("play.turn.title",
      { who: name, year: yearOf(quarterOf(game)) })),
    h("p", { class: "small" }, t("play.turn.where", { title: scenario.title, at,
      done: game.now - game.from, all: game.until - game.from, seed: game.settings.seed })),
    h("progress", { max: String(game.until - game.from), value: String(game.now - game.from),
      aria: { label: t("play.turn.progress") } }),
    game.seats.length < 2 ? null : h("p", { class: "small" }, t("play.turn.seats", {
      seats: game.seats.map((one) => nameOfSeat(one, scenario, content)).join(", "),
        now: nameOfSeat(seat, scenario, content) })));
}

function introOf(scenario, game, content) {
  return h("section", { aria: { labelledby: "play-intro" } },
    h("h2", { id: "play-intro" }, t("play.intro.title")),
    scenario.background.map((part) => h("p", {}, part)),
    h("p", {}, t("play.intro.how", { hegemon: content.sentences.hegemon })),
    scenario.events.some(({ nature }) => nature === "choice")
      ? h("p", { class: "small" }, t("play.intro.imposed")) : null);
}

function newsSection(last, { seat, content }, game, acts) {
  const first = game.described.quarters[last[0].step];
  return h("section", { aria: { labelledby: "play-news" } },
    h("h2", { id: "play-news" }, t("play.news.title", { year: yearOf(first) })),
    changedIn(last, game, seat, content),
    replies(last, seat, game, content),
    newspapers(last, seat, game, content),
    acts.undo === null ? null : h("p", {}, h("button", { type: "button", onclick: acts.undo },
      t("play.turn.undo", { what: acts.undone }))));
}

// What of a course could not be done as it was wished, each once.
function changedIn(told, game, seat, content) {
  const rows = new Map();
  for (const { step, changed } of told) {
    for (const { address, wanted, option } of changed.filter((one) => one.address.actor === seat)) {
      const key = `${keyOf(address)} ${wanted} ${option}`;
      if (!rows.has(key)) rows.set(key, t(option === null ? "play.turn.left" : "play.turn.changed",
        {
        quarter: game.described.quarters[step], decision: decisionName(address, content),
        wanted: optionName(address, wanted, content),
        option: option === null ? "" : optionName(address, option, content),
      }));
    }
  }
  return rows.size === 0 ? null : h("ul", { class: "small" },
    [...rows.values()].map((words) => h("li", {}, words)));
}

function decideSection(game, { seat, choices, before, content }, acts, name, quarterly) {
  const own = ownOf(seat, choices, game.described.decisions);
  const form = courseForm(seat, own,
    { before, quarterly, content, described: game.described });
  const whole = !quarterly;
  const pace = h("input", { type: "checkbox", id: "play-pace", checked: quarterly,
    onchange: () => acts.pace(pace.checked, form.read()) });
  return h("section", { class: "play-decide", aria: { labelledby: "play-decide" } },
    h("h2", { id: "play-decide" }, t(whole ? "play.decide.year" : "play.decide.quarter",
      { who: name, year: yearOf(quarterOf(game)), quarter: quarterInWords(quarterOf(game)) })),
    h("p", {}, t(whole ? "play.decide.words.year" : "play.decide.words.quarter")),
    h("form", { onsubmit: (event) => {
      event.preventDefault();
      acts.decide(form.read());
    } },
    form.element,
    h("p", { class: "play-pace" }, pace, h("label", { for: "play-pace" }, t("play.decide.pace"))),
    h("p", { class: "play-acts" },
      h("button", { class: "first", type: "submit" },
        t(acts.isLast ? (whole ? "play.decide.go.year" : "play.decide.go.quarter")
        : "play.decide.next")),
      h("button", { type: "button", onclick: acts.save }, t("play.save")),
      game.now > game.from ? h("button", { type: "button", onclick: acts.end },
        t("play.decide.end")) : null)));
}

const endOf = (acts) => h("p", { class: "play-acts" },
  h("button", { class: "first", type: "button", onclick: acts.end }, t("play.decide.look-back")),
  h("button", { type: "button", onclick: acts.save }, t("play.save")));

// Between two players at one device.
export const handOver = (name, onGo) => h("div", { class: "play-hand" },
  h("h1", { tabindex: "-1" }, t("play.hand.title", { who: name })),
  h("p", { class: "large" }, t("play.hand.words", { who: name })),
  h("p", {}, h("button", { class: "first", type: "button", onclick: onGo },
    t("play.hand.go", { who: name }))));
