// A lesson in a list: its aim, its time, what it runs, how far somebody has come; the teacher's page.

import { h } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { t } from "../core/texts.js";
import { progressOf } from "./progress.js";
import { scenariosOf } from "./scenarios.js";

// What stands in the card. heading: h2 or h3
export function lessonCard(name, lesson, heading, content = null) {
  const { title, aim, minutes, steps, order } = lesson;
  const asked = steps.filter((step) => step.kind === "predict").length;
  const given = Object.keys(progressOf(name).answers).length;
  const to = (values) => encodeLink({ page: "lessons", part: name, values });
  return [
    h(heading, {}, h("a", { href: to({}) }, `${order}. ${title}`)),
    h("p", {}, aim),
    h("p", { class: "small" }, t("lessons.length", { minutes, asked }),
      given > 0 ? ` · ${t("lessons.begun", { given, asked })}` : "",
      lesson.teacher === undefined ? null
        : [" · ", h("a", { href: to({ step: "teacher" }) }, t("lesson.teacher"))]),
    content === null ? null : h("p", { class: "small" }, t("lessons.runs", {
      scenarios: scenariosOf(lesson).map((one) => content.scenarios[one]?.title ?? one).join(" · ") })),
  ];
}
