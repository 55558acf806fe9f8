// Looking back: a game beside the usual course, what the trade was, where it turned, what was
// hidden.

import { h } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { remember } from "../core/store.js";
import { t } from "../core/texts.js";
import { stacked } from "../core/stacked.js";
import { wide } from "../core/wide.js";
import { createFigure } from "../pictures/figure.js";
import { lines } from "../pictures/lines.js";
import { compared, courseOf, forgetBoth, placeOfSeat } from "./compared.js";
import { HEGEMON, nameOfSeat } from "./seats.js";
import { revealed } from "./revealed.js";
import { LEAST, sizesInWords } from "./sizes.js";
import { tellLuck, tradeInWords, tradeOf, tradeTable } from "./trade.js";
import { turningPoints } from "./turning.js";

const SHOWN = ["autonomy", "alignment_russia", "alignment_west", "dependence", "pressure", "unrest",
  "regime_security", "welfare", "capacity"];
const SCALE = { label: "", unit: "", low: 0, high: 1, codes: null, ordered: false };
const METRICS = ["sovereignty_gap", "domination", "interference", "constrained_alignment",
  "coercion"];

// The page. acts: { save(), again() or null, fresh() }
export async function debriefPage(host, game, content, acts) {
  const both = await compared(host, game, content);
  const parts = [];
  for (const seat of game.seats) parts.push(await seatPart(host, both, seat, game, content));
  forgetBoth(both);
  const scenario = content.scenarios[game.settings.scenario];
  const who = game.seats.map((seat) => nameOfSeat(seat, scenario, content)).join(", ");
  const { quarters } = game.described;
  return h("div", { class: "play-debrief" },
    h("h1", { tabindex: "-1" }, t("play.debrief.title",
      { who, first: quarters[game.from], last: quarters[game.now - 1] })),
    h("p", { class: "large" }, t("play.debrief.what",
      { title: scenario.title, seed: game.settings.seed })),
    h("p", {}, t("play.debrief.no-score")),
    parts,
    h("section", { aria: { labelledby: "play-talk" } },
      h("h2", { id: "play-talk" }, t("play.debrief.talk")),
      h("ul", {}, ["one", "two", "three", "four"].map((key) =>
        h("li", {}, t(`play.debrief.talk.${key}`, { hegemon: content.sentences.hegemon }))),
        (scenario.discussion ?? []).map((question) => h("li", {}, question)))),
    handIn(game),
    h("p", { class: "play-acts" },
      h("button", { class: "first", type: "button", onclick: acts.save }, t("play.save")),
      acts.again === null ? null : h("button", { type: "button", onclick: acts.again },
        t("play.debrief.go-on")),
      h("button", { type: "button", onclick: acts.fresh }, t("play.debrief.fresh")),
      h("button", { type: "button", onclick: () => window.print() }, t("play.debrief.print"))));
}

// The name under which a game is handed in; whoever came by a link has not been asked for it.
function handIn(game) {
  const name = h("input", { id: "play-hand-in", type: "text", maxlength: "60", autocomplete: "off",
    value: game.player, oninput: () => { game.player = name.value.trim(); },
    onchange: () => remember("player", game.player) });
  return h("div", { class: "play-hand-in" }, h("h2", {}, t("play.hand-in")),
    h("p", {}, t("play.hand-in.words")),
    h("div", { class: "play-field" }, h("label", { for: "play-hand-in" }, t("play.setup.player")), name));
}

async function seatPart(host, both, seat, game, content) {
  const scenario = content.scenarios[game.settings.scenario];
  const who = nameOfSeat(seat, scenario, content);
  const rows = tradeOf(both, seat, content, game.from);
  const section = (key, ...inside) => h("section", {}, h("h3", {}, t(`play.debrief.${key}`)),
    inside);
  const part = h("section", { class: "play-seat", aria: { label: who } },
    game.seats.length > 1 ? h("h2", {}, who) : null,
    section("trade", h("p", { class: "large" }, tradeInWords(rows, who, seat,
      content.sentences.hegemon)), tradeTable(rows),
      h("p", { class: "small" }, sizesInWords(), " ", t("play.trade.note"))),
    section("courses", coursesOf(both, seat, game, content)),
    section("turning", await turningPoints(both, seat, game.from, content)),
    section("gap", metricsOf(both, seat, content)),
    section("hidden", revealed(both, seat, createFigure(), content)));
  let shown = false;
  tellLuck(host, rows, seat, game, content, () => {
    shown ||= part.isConnected;
    return part.isConnected || !shown;
  }).catch(() => {
    for (const { luck } of rows) luck.textContent = t("picture.none");
  });
  return part;
}

// Courses of a variable that the reader picks.
function coursesOf(both, seat, game, content) {
  const figure = createFigure();
  const place = placeOfSeat(seat, both.described);
  const known = SHOWN.filter((variable) => content.variables[variable]);
  const label = (variable) => content.variables[variable].label;
  const id = `play-course-${seat}`;
  const pick = h("select", { id, onchange: () => show() },
    known.map((variable) => h("option", { value: variable }, label(variable))));
  function show() {
    const variable = pick.value;
    const [own, usual] = [both.own, both.usual].map((run) =>
      courseOf(run, variable, place, content));
    figure.show((size) => ({
      ...lines({ quarters: both.quarters, scale: { ...SCALE, label: label(variable) },
        title: seat === HEGEMON ? t("play.debrief.figure.mean", { label: label(variable) })
          : t("play.debrief.figure", { label: label(variable), who: content.units[seat].name }),
        cursor: null, lines: [
          { key: "own", label: t("play.debrief.own"), hue: 2, other: false, values: own,
            band: null },
          { key: "usual", label: t("play.debrief.usual"), hue: 3, other: true, values: usual,
            band: null }] }, size),
      name: `${seat}-${variable}`.toLowerCase(), note: null }));
  }
  show();
  return h("div", {}, h("p", {}, h("label", { for: id }, t("play.debrief.pick")), " ", pick),
    figure.element);
}

const meaningOf = ({ meaning, unit, window: over }) => `${meaning} ${unit}; ${over}`;

const shown = (value) => (Number.isInteger(value) ? number(value) : number(value, 3));

// What the model's own measures say, the sovereignty gap first.
function metricsOf(both, seat, content) {
  const place = placeOfSeat(seat, both.described);
  const value = ({ metrics }, name) => (place === null || metrics[name].states === undefined
    ? metrics[name].value[0] : metrics[name].states[0][place]);
  const rows = METRICS.filter((name) => content.metrics[name] && both.own.metrics[name])
    .map((name) => [name, value(both.own, name), value(both.usual, name)]);
  const [, own, usual] = rows[0];
  return h("div", {},
    h("p", {}, t(Math.abs(own - usual) < LEAST ? "play.gap.same" : own < usual
      ? "play.gap.narrower" : "play.gap.wider",
      { own: number(own, 2), usual: number(usual, 2) })),
    wide(stacked(h("table", {},
      h("thead", {}, h("tr", {}, ["what", "own", "usual", "difference"].map((key) =>
        h("th", { scope: "col", class: key === "what" ? null : "number" },
          t(`play.trade.${key}`))))),
      h("tbody", {}, rows.map(([name, mine, theirs]) => h("tr", {},
        h("th", { scope: "row" }, content.metrics[name].label, h("br", {}),
          h("span", { class: "small" }, meaningOf(content.metrics[name]))),
        h("td", { class: "number" }, shown(mine)), h("td", { class: "number" }, shown(theirs)),
        h("td", { class: "number" }, mine === theirs ? "0" : signed(mine - theirs)))))))));
}
