// One lesson: its steps in order, each with its number in the link, and the teacher's page.

import { claimList } from "../core/claims.js";
import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { conceptCard } from "../concepts/card.js";
import { predictStep, scoreOf } from "./predict.js";
import { forgetProgress, keepSeen, progressOf } from "./progress.js";
import { compareStep, playStep, runStep } from "./runs.js";
import { teacherPage } from "./teacher.js";
import { whyStep } from "./why.js";

const KINDS = {
  read: readStep,
  predict: predictStep,
  run: runStep,
  compare: compareStep,
  why: whyStep,
  play: playStep,
  explain: readStep,
  discuss: discussStep,
};
const TEACHER = "teacher";

// A page that was made for students alone holds nothing of the teacher's.
const isTaught = ({ teacher }) => teacher !== undefined;

export function openLesson(root, app, lesson) {
  const last = lesson.steps.length; // the step behind the last one is the summary
  let leave = () => {};
  let shown = null;

  function at({ values }) {
    if (values.step === TEACHER && isTaught(lesson)) return TEACHER;
    const step = Number(values.step ?? 0);
    return Number.isInteger(step) && step >= 0 && step <= last ? step : 0;
  }

  function update(link) {
    const place = at(link);
    if (place === shown) return;
    leave();
    const first = shown === null;
    shown = place;
    const body = h("div", { class: "step-body" });
    const title = place === TEACHER ? t("lesson.teacher")
      : place === last ? t("lesson.summary") : lesson.steps[place].title;
    const heading = h("h2", { tabindex: "-1", class: "step-title" },
      place === TEACHER || place === last ? null : h("span", { class: "kind" }, t(`lesson.kind.${lesson.steps[place].kind}`)),
      title);
    replace(root,
      h("nav", { class: "crumbs", aria: { label: t("lesson.way") } },
        h("a", { href: encodeLink({ page: "lessons" }) }, t("page.lessons")),
        place === TEACHER ? [" · ", h("a", { href: to(lesson, 0) }, t("lesson.begin"))] : null),
      h("h1", {}, lesson.title),
      place === 0 ? head(lesson, app) : null,
      place === TEACHER ? null : steps(lesson, place),
      h("section", { class: "card step", aria: { label: title } }, heading, body),
      place === TEACHER ? null : ways(lesson, place, last));
    leave = fill(body, place) ?? (() => {});
    if (!first) heading.focus();
    if (place !== TEACHER) keepSeen(lesson.name, place);
  }

  function fill(body, place) {
    if (place === TEACHER) return teacherPage(body, app, lesson);
    if (place === last) return summary(body, app, lesson);
    const step = lesson.steps[place];
    const claims = claimList(step.claims, app.content);
    const inner = h("div", {});
    replace(body, inner, claims);
    return KINDS[step.kind](inner, { app, lesson, step, place });
  }

  update(app.link());
  return { update, close: () => leave() };
}

const to = (lesson, step) => encodeLink({ page: "lessons", part: lesson.name, values: { step: String(step) } });

function head(lesson, { content }) {
  const cards = lesson.concepts.filter((id) => Object.hasOwn(content.glossary, id));
  return h("div", { class: "lesson-head" },
    h("p", { class: "large" }, lesson.aim),
    h("p", { class: "small" }, t("lesson.time", { minutes: lesson.minutes }), !isTaught(lesson) ? null
      : [" · ", h("a", { href: to(lesson, TEACHER) }, t("lesson.teacher"))]),
    cards.length === 0 ? null : h("details", { class: "concepts-of" },
      h("summary", {}, t("lesson.concepts", { n: cards.length })),
      h("ul", { class: "cards" }, cards.map((id) => h("li", { class: "card" }, conceptCard(id, content))))));
}

function steps(lesson, place) {
  const { answers } = progressOf(lesson.name);
  return h("ol", { class: "steps", aria: { label: t("lesson.steps") } },
    lesson.steps.map((step, number) => h("li", {},
      h("a", { href: to(lesson, number), aria: { current: number === place ? "step" : null },
        class: answers[number] === undefined ? null : "answered" },
      h("span", { class: "unseen" }, `${t(`lesson.kind.${step.kind}`)}: ${step.title}`),
      h("span", { aria: { hidden: "true" } }, String(number + 1))))));
}

function ways(lesson, place, last) {
  return h("p", { class: "ways" },
    place > 0 ? h("a", { class: "button", href: to(lesson, place - 1) }, t("lesson.back")) : null,
    place < last ? h("a", { class: "button first", href: to(lesson, place + 1) }, t("lesson.next")) : null);
}

function readStep(root, { step }) {
  replace(root, prose(step.text));
}

function discussStep(root, { step }) {
  replace(root, prose(step.text), h("ol", { class: "questions" }, step.questions.map((one) => h("li", {}, one))));
}

// The lesson that comes after this one in the page, if there is one.
function nextLesson({ order }, { lessons }) {
  const after = Object.values(lessons).filter((one) => one.order > order).sort((a, b) => a.order - b.order)[0];
  return after === undefined ? null : h("p", {}, t("lesson.after"), " ",
    h("a", { href: encodeLink({ page: "lessons", part: after.name }) }, `${after.order}. ${after.title}`));
}

function summary(root, app, lesson) {
  const list = h("div", { aria: { live: "polite" } }, h("p", { class: "small" }, t("lesson.predict.running")));
  replace(root, list, h("button", { type: "button", onclick: () => {
    forgetProgress(lesson.name);
    app.go({ values: { step: "0" } });
  } }, t("lesson.again")), nextLesson(lesson, app.content));
  scoreOf(app, lesson).then((found) => replace(list, found.length === 0
    ? h("p", {}, t("lesson.summary.none"))
    : [h("p", {}, t("lesson.summary.what", { right: found.filter((one) => one.most).length, all: found.length })),
      h("ul", {}, found.map(({ title, option, share }) =>
        h("li", {}, t("lesson.summary.one", { title, option, share: Math.round(100 * share) }))))]))
    .catch((error) => replace(list, h("p", { role: "alert" }, String(error.message))));
}
