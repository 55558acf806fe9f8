// A closer look at one state, or at the hegemon: its attributes, its decisions, why it moved.

import { h, replace } from "../core/dom.js";
import { pause } from "../core/pause.js";
import { t } from "../core/texts.js";
import { imposedIn } from "../telling/imposed.js";
import { createAttributes } from "./attributes.js";
import { createChoices } from "./choices.js";
import { createOnce } from "./once.js";
import { createWhy } from "./why.js";

const POLICY = "action";
const BACK = 8; // quarters in which a last decision is looked for

//   choose(patch of the view)
export function createLook({ choose }) {
  const picker = h("select", { id: "explore-state", onchange: () => choose({ state: picker.value }) });
  const title = h("h2", { id: "look-title" });
  const attributes = createAttributes({ ask(name) {
    why.about(name);
    why.element.scrollIntoView({ block: "nearest" });
  } });
  const choices = createChoices();
  const why = createWhy();
  const element = h("section", { class: "look", aria: { labelledby: "look-title" } },
    h("div", { class: "look-head" }, title,
      h("label", { class: "field", for: "explore-state" },
        h("span", { class: "unseen" }, t("explore.look.whom")), picker)),
    h("div", { class: "look-parts" }, attributes.element, why.element, choices.element));
  let filled = null;
  let asked = 0;

  const once = createOnce();

  function show(model) {
    const { runs: { a, b }, view: { state, column }, content, place } = model;
    once([a, b, state, column, content, place], () => paint(model));
  }

  function paint(model) {
    const { view, runs, content, place } = model;
    if (filled !== content) {
      filled = content;
      const who = Object.entries(content.units).filter(([, { kind }]) => ["state", "hegemon"].includes(kind));
      replace(picker, who.map(([code, { name }]) => h("option", { value: code }, name)));
    }
    picker.value = view.state ?? "";
    if (runs.a === null || view.state === null) return;
    const quarter = place === 0 ? t("explore.at-start") : runs.a.quarters[place];
    title.textContent = t("explore.look.title", { name: content.units[view.state].name, quarter });
    asked += 1;
    const mine = asked;
    toldAt(model).then(async (found) => {
      const shows = [() => attributes.show(model, found),
        () => why.show(model, place === 0 ? null : withValues(found, model)),
        () => choices.show(model, place === 0 ? null : found)];
      for (const show of shows) {
        if (mine !== asked) return;
        show();
        await pause();
      }
      const older = place === 0 ? null : await withLast(model, found, () => mine === asked);
      if (older && mine === asked) choices.show(model, older);
    }).catch(() => {}); // a run that was overtaken answers no more
  }

  return { element, show, close: why.close };
}

// What is told of both courses at a quarter; of B at the same quarter, where it has it.
async function toldAt({ runs, place, content }) {
  const quarter = runs.a.quarters[place];
  const [a, b] = await Promise.all([toldOf(runs.a, quarter, content),
    runs.b === null ? null : toldOf(runs.b, quarter, content)]);
  return { a, b };
}

async function toldOf(run, quarter, content) {
  const place = run.quarters.indexOf(quarter);
  if (place < 0) return null;
  const state = await run.stateAt(place);
  if (place === 0) return { state, before: null };
  const told = await choicesAt(run, place, content);
  return { ...told, choices: [told], when: { quarter, scenario: run.settings.scenario }, state,
    before: await run.stateAt(place - 1) };
}

async function choicesAt(run, place, content) {
  const quarter = run.quarters[place];
  const { scenario, plays } = run.settings;
  return { quarter, ledger: await run.why(place), imposed: imposedIn(quarter, content, scenario, plays) };
}

// With the last quarter before this one in which the state decided on its foreign policy; null
// where it decided in this one, or long ago.
async function withLast({ runs, place, view, content }, found, goesOn) {
  const own = ({ unit, decision }) => unit === view.state && decision === POLICY;
  if (content.units[view.state].kind !== "state" || found.a.ledger.choices.some(own)) return null;
  const alone = (told) => ({ ...told, ledger: { ...told.ledger, choices: told.ledger.choices.filter(own) } });
  for (let before = place - 1; before >= Math.max(1, place - BACK) && goesOn(); before--) {
    const a = await choicesAt(runs.a, before, content);
    if (!a.ledger.choices.some(own)) continue;
    const there = runs.b?.quarters.indexOf(a.quarter) ?? -1;
    const b = found.b && there > 0 ? await choicesAt(runs.b, there, content) : null;
    return {
      a: { ...found.a, choices: [alone(a), ...found.a.choices] },
      b: b && { ...found.b, choices: [alone(b), ...found.b.choices] },
    };
  }
  return null;
}

// Values at the end of the quarter by column, of whoever is looked at.
function withValues(found, { view, runs }) {
  for (const side of ["a", "b"]) {
    const told = found[side];
    if (!told) continue;
    const place = runs[side].units.state.indexOf(view.state);
    told.values = Object.fromEntries(Object.entries(told.state).map(([column, units]) =>
      [column, units[Math.max(place, 0)]]));
  }
  return found;
}
