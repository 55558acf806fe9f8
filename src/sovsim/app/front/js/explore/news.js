// What happened in the quarter that is shown, in words.

import { claimList } from "../core/claims.js";
import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";
import { modelsTongue } from "../core/tongue.js";
import { newsOf } from "../telling/newspaper.js";
import { createOnce } from "./once.js";

const MOST = 8; // that are told at once

export function createNews() {
  const title = h("h2", { id: "news-title" });
  const inside = h("div", { class: "news-sides" });
  const element = h("section", { class: "news", aria: { labelledby: "news-title" } }, title, inside);
  const once = createOnce();

  function paint(model) {
    const { runs, place, content, view } = model;
    const quarter = runs.a.quarters[place];
    title.textContent = place === 0 ? t("explore.news.start") : t("explore.news", { quarter });
    if (place === 0) {
      replace(inside, h("p", {}, t("explore.news.start.text")));
      return;
    }
    const [a, b] = ["a", "b"].map((side) => newsIn(runs[side], quarter, content));
    replace(inside, groupsOf(a, b, content, view));
  }

  return {
    element,
    show(model) {
      const { runs: { a, b }, view: { state }, content, place } = model;
      if (a !== null) once([a, b, state, content, place], () => paint(model));
    },
  };
}

function newsIn(run, quarter, content) {
  if (run === null) return null;
  const place = run.quarters.indexOf(quarter);
  return place < 1 ? [] : newsOf(run, place, content, { all: true });
}

// What both courses have in common stands once; then what only one of them has.
function groupsOf(a, b, content, view) {
  if (b === null) return listOf(a, content, view);
  const missing = (list) => ({ text }) => !list.some((one) => one.text === text);
  const groups = [["explore.news.both", a.filter((one) => !missing(b)(one))],
    ["explore.news.a", a.filter(missing(b))], ["explore.news.b", b.filter(missing(a))]];
  return groups.filter(([, list]) => list.length > 0)
    .map(([key, list]) => h("div", {}, h("h3", {}, t(key)), listOf(list, content, view)));
}

// What is about the state that is looked at goes first.
function listOf(news, content, { state }) {
  if (news.length === 0) return h("p", {}, t("explore.news.none"));
  const own = news.filter(({ states }) => states.includes(state));
  const rest = news.filter((one) => !own.includes(one));
  const first = [...own, ...rest.slice(0, Math.max(MOST - own.length, 2))];
  const later = rest.filter((one) => !first.includes(one));
  return [h("ul", { class: "news-list" }, first.map((one) => itemOf(one, content, own.includes(one)))),
    later.length === 0 ? null : h("details", {}, h("summary", {}, t("explore.news.more", { n: later.length })),
      h("ul", { class: "news-list" }, later.map((one) => itemOf(one, content, false))))];
}

function itemOf({ text, by, claims }, content, own) {
  return h("li", { class: own ? "own" : null }, h("span", { lang: modelsTongue() }, text),
    by ? h("span", { class: "small", lang: modelsTongue() }, ` ${by}`) : null, claimList(claims, content));
}
