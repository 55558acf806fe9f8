// The newspapers of a year: quarter by quarter, what concerns the reader's own state first.

import { h } from "../core/dom.js";
import { t } from "../core/texts.js";
import { modelsTongue } from "../core/tongue.js";
import { DEED_COLUMNS } from "../telling/happenings.js";
import { newsOf } from "../telling/newspaper.js";
import { HEGEMON } from "./seats.js";

// The newspapers of some quarters of a game, for a seat.
export function newspapers(told, seat, game, content) {
  return h("div", { class: "play-papers" }, told.map((one) => paperOf(one, seat, game, content)));
}

function paperOf(told, seat, game, content) {
  const quarter = game.described.quarters[told.step];
  const reader = seat === HEGEMON ? content.region.hegemon : seat;
  const news = newsOf(runOf(told, quarter, game), 0, content, { reader });
  const [mine, others] = [true, false].map((own) => news.filter((item) => item.own === own));
  return h("article", { class: "play-paper" },
    h("h4", {}, quarterInWords(quarter)),
    news.length === 0 ? h("p", {}, t("play.news.none")) : null,
    mine.length === 0 ? null : h("ul", { class: "play-mine" }, mine.map(lineOf)),
    others.length === 0 ? null : h("ul", {}, others.map(lineOf)));
}

const lineOf = ({ text, veiled }) => h("li", {},
  h("span", { lang: modelsTongue() }, text),
  veiled ? h("span", { class: "small" }, ` ${t("play.news.veiled")}`) : null);

// One quarter of a game as a run, as sentences are made of one.
const runOf = ({ events, codes }, quarter, { settings, described }) => ({
  quarters: [quarter], settings: { ...settings, plays: [] }, units: described.units,
    events: [events],
  series: Object.fromEntries(DEED_COLUMNS.map((column) => [column, [codes[column]]])),
});

export const quarterInWords = (quarter) =>
  t(`play.quarter.${quarter.slice(4)}`, { year: quarter.slice(0, 4) });
