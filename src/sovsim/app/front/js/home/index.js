// The first page: what there is, and where to begin.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { t } from "../core/texts.js";
import { lessonCard } from "../lessons/card.js";
import { ownScenario } from "./own.js";

const DOORS = ["explore", "play", "lessons", "class"];

export function openHome(root, { content, host }) {
  const scenarios = Object.entries(content.scenarios);
  const lessons = Object.entries(content.lessons).sort(([, a], [, b]) => a.order - b.order);
  const asked = lessons.filter(([, lesson]) => lesson.asked);
  replace(root,
    h("section", { class: "lead" },
      h("h1", {}, t("home.title")),
      h("p", { class: "large" }, t("home.what"))),
    asked.length === 0 ? h("p", {}, t("home.first")) : h("section", { aria: { labelledby: "home-begin" } },
      h("h2", { id: "home-begin" }, t("home.begin")),
      h("ul", { class: "cards" }, asked.map(([name, lesson]) => h("li", { class: "card" }, lessonCard(name, lesson, "h3"))))),
    h("ul", { class: "cards doors" }, DOORS.filter((page) => page !== "lessons" || lessons.length > 0)
      .map((page) => h("li", { class: "card" },
        h("h2", {}, h("a", { href: encodeLink({ page }) }, t(`page.${page}`))),
        h("p", {}, t(`home.${page}`))))),
    host.mode === "served" ? ownScenario() : null,
    lessons.length === 0 ? null : h("section", { aria: { labelledby: "home-lessons" } },
      h("h2", { id: "home-lessons" }, t("page.lessons")),
      h("ol", { class: "plain" }, lessons.map(([name, { title, order }]) =>
        h("li", { value: String(order) }, h("a", { href: encodeLink({ page: "lessons", part: name }) }, title))))),
    h("section", { aria: { labelledby: "home-scenarios" } },
      h("h2", { id: "home-scenarios" }, t("home.scenarios")),
      h("ul", { class: "cards" }, scenarios.map(([name, { title, question, first, last }]) =>
        h("li", { class: "card" },
          h("h3", {}, h("a", { href: encodeLink({ page: "explore", values: { scenario: name } }) }, title)),
          h("p", {}, question),
          h("p", { class: "small" }, t("home.span", { first, last })))))));
  return { update() {}, close() {} };
}
