// A prediction: asked before anything is run, kept, and then held against what the model gives.

import { h, replace } from "../core/dom.js";
import { number, percent, signed } from "../core/numbers.js";
import { marked, prose } from "../core/prose.js";
import { t } from "../core/texts.js";
import { outcomeOf } from "../model/outcome.js";
import { quantityOf } from "../model/quantity.js";
import { contentFor } from "../telling/overlay.js";
import { keepAnswer, progressOf } from "./progress.js";

// The step of a prediction. Once given it stands; what the runs say follows below it.
export function predictStep(root, { app, lesson, step, place }) {
  let open = true;
  const result = h("div", { class: "result", aria: { live: "polite" } });
  const name = `prediction-${place}`;
  const form = h("form", { class: "prediction", onsubmit: (event) => {
    event.preventDefault();
    const chosen = new FormData(form).get("option");
    if (chosen === null) return;
    keepAnswer(lesson.name, place, Number(chosen));
    settle(Number(chosen));
  } },
  h("fieldset", { class: "options", aria: { describedby: `${name}-hint` } },
    h("legend", {}, marked(step.question)),
    step.options.map((option, number) => h("label", { class: "option" },
      h("input", { type: "radio", name: "option", value: String(number) }), h("span", {}, option)))),
  h("p", { class: "small", id: `${name}-hint` }, t("lesson.predict.hint")),
  h("button", { class: "first", type: "submit" }, t("lesson.predict.give")));

  function settle(chosen) {
    for (const input of form.querySelectorAll("input")) {
      input.checked = Number(input.value) === chosen;
      input.disabled = true;
    }
    form.querySelector("button").hidden = true;
    replace(result, h("p", { class: "small" }, t("lesson.predict.running")));
    outcomeOf(app.host, step.outcome, () => open,
      (share) => replace(result, h("progress", { value: share, max: 1, aria: { label: t("lesson.predict.running") } })))
      .then((found) => found && open && replace(result, answerOf(step, found, chosen, app.content)))
      .catch((error) => replace(result, h("p", { class: "fault", role: "alert" }, String(error.message))));
  }

  replace(root, prose(step.text), form, result);
  const given = progressOf(lesson.name).answers[place];
  if (given !== undefined) settle(given);
  return () => { open = false; };
}

// What the runs say: a bar for each answer, the reader's own marked, and what it comes to.
function answerOf({ options, outcome }, { shares, counts, runs, mean }, chosen, content) {
  const most = shares.indexOf(Math.max(...shares));
  const apart = outcome.against !== undefined;
  const value = apart || outcome.since !== undefined ? signed(mean) : number(mean);
  const { label, unit } = measureOf(outcome, contentFor(content, outcome.scenario));
  return [
    h("h3", {}, t("lesson.reveal.title")),
    h("table", { class: "shares" },
      h("caption", {}, t("lesson.reveal.caption", { runs })),
      h("tbody", {}, options.map((option, place) => h("tr", { class: place === chosen ? "own" : null },
        h("th", { scope: "row" }, option, place === chosen ? ` (${t("lesson.reveal.own")})` : ""),
        h("td", {}, h("div", { class: "bar", style: { "--share": String(shares[place]) } })),
        h("td", { class: "number" }, t("lesson.reveal.count", { n: counts[place], share: percent(shares[place]) })))))),
    h("p", {}, t(chosen === most ? "lesson.reveal.most" : counts[chosen] > 0 ? "lesson.reveal.some" : "lesson.reveal.none",
      { n: counts[chosen], runs, most: options[most] })),
    h("p", { class: "small" }, t(apart ? "lesson.reveal.mean.apart" : "lesson.reveal.mean", { value, label, unit,
      ...sidesOf(outcome, content) })),
  ];
}

// What is held against what: two scenarios, or one with other levers.
function sidesOf({ scenario, against }, { scenarios }) {
  const first = scenarios[scenario].title;
  return { first, other: against === scenario || against === undefined ? t("lesson.reveal.levers") : scenarios[against].title };
}

// What is measured, and in what unit.
function measureOf({ metric, column, unit: whose }, content) {
  const { label, unit } = metric === undefined ? quantityOf(content, column) : content.metrics[metric];
  return { unit: unit === "" ? "" : ` (${unit})`,
    label: whose === undefined ? label : `${label}, ${content.units[whose]?.name ?? whose}` };
}

// How many of a reader's predictions came out, over a lesson.
export async function scoreOf(app, lesson) {
  const { answers } = progressOf(lesson.name);
  const found = [];
  for (const [place, step] of lesson.steps.entries()) {
    if (step.kind !== "predict" || answers[place] === undefined) continue;
    const outcome = await outcomeOf(app.host, step.outcome);
    found.push({ title: step.title, share: outcome.shares[answers[place]],
      most: outcome.shares[answers[place]] === Math.max(...outcome.shares),
      option: step.options[answers[place]] });
  }
  return found;
}
