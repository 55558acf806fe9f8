// The lessons: their list, and one of them, a step at a time.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { clipped } from "../core/prose.js";
import { t } from "../core/texts.js";
import { lessonCard } from "./card.js";
import { openLesson } from "./lesson.js";

export function openLessons(root, app) {
  let shown = null;
  let part = null;

  function update({ part: name }) {
    if (name === part && shown !== null) {
      shown.update(app.link());
      return;
    }
    shown?.close();
    part = name;
    const lesson = app.content.lessons[name];
    shown = lesson === undefined || !Object.hasOwn(app.content.lessons, name)
      ? showList(root, app, name) : openLesson(root, app, lesson);
  }

  update(app.link());
  return { update, close: () => shown?.close() };
}

function showList(root, { content }, asked) {
  const lessons = Object.entries(content.lessons).sort(([, a], [, b]) => a.order - b.order);
  replace(root,
    h("h1", {}, t("page.lessons")),
    asked === "" ? null : h("p", { class: "fault", role: "alert" }, t("lessons.unknown", { name: clipped(asked) })),
    h("p", { class: "large" }, t(lessons.length > 0 ? "lessons.what" : "lessons.none")),
    h("ol", { class: "cards lessons" }, lessons.map(([name, lesson]) =>
      h("li", { class: "card" }, lessonCard(name, lesson, "h2", content)))));
  return { update() {}, close() {} };
}
