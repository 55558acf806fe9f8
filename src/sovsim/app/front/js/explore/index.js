// Explore: turn a lever, see what follows, ask why.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { clipped } from "../core/prose.js";
import { t } from "../core/texts.js";
import { markOf } from "../model/mark.js";
import { capitalised } from "../telling/patterns.js";
import { eventOf, sentenceOf } from "../telling/events.js";
import { contentFor } from "../telling/overlay.js";
import { createCompare } from "./compare.js";
import { createCourses } from "./courses.js";
import { createHistory } from "./history.js";
import { createLevers } from "./levers.js";
import { createLook } from "./look.js";
import { createMany } from "./many.js";
import { createMaps } from "./maps.js";
import { createMenus } from "./menus.js";
import { createNews } from "./news.js";
import { columnsOf, readyRuns, spreadOf } from "./columns.js";
import { createRunner } from "./runner.js";
import { createScenario } from "./scenario.js";
import { createSeed } from "./seed.js";
import { createSpoken } from "./spoken.js";
import { createTakeaway } from "./takeaway.js";
import { createTransport } from "./transport.js";
import { usualOf } from "./usual.js";
import { valuesOf, viewOf } from "./view.js";

// What moves with a lever and with time; the rest follows when it is calm.
const FIRST = ["scenario", "seed", "compare", "transport", "menus", "levers", "maps", "courses"];
const CALM = 80; // milliseconds
const REST = 350; // milliseconds after which the address follows what is shown

export function openExplore(root, app) {
  const { host, content } = app;
  const none = { a: null, b: null };
  let model = { view: null, content, runs: none, bands: none, spreadOf: 0, usual: none, place: 0 };
  let written = null; // values of the address that this page wrote
  let timer = null;
  let frame = null;
  let calm = null;
  let asked = "";
  let linked = ""; // the question that a link put
  const runner = createRunner(host, take);
  const faults = h("p", { class: "faults", role: "status" });
  const fault = h("p", { class: "fault", role: "alert", hidden: true });
  const go = (place) => change({ place });
  const choose = (patch) => change({ view: { ...model.view, ...patch } });
  const words = new WeakMap(); // what happened -> in words, which several pictures need again and again
  const tell = (one) => {
    if (!words.has(one)) words.set(one, capitalised(sentenceOf(eventOf(one, model.content), model.content)));
    return words.get(one);
  };
  const parts = {
    scenario: createScenario(content, { choose: (scenario) => fresh({ ...model.view.a, scenario, set: {} }) }),
    seed: createSeed({ choose: (patch) => both(patch) }),
    compare: createCompare({
      begin: () => choose({ b: { ...model.view.a, set: { ...model.view.a.set } } }),
      end: () => choose({ b: null, apart: false }),
      choose: (scenario) => choose({ b: { ...model.view.b, scenario } }),
      apart: (apart) => choose({ apart }), go,
    }),
    transport: createTransport({ go, jumps: {
      picture: () => parts.maps.element, levers: () => parts.levers.element,
      news: () => parts.news.element, look: () => parts.look.element,
    } }),
    menus: createMenus({ choose }),
    levers: createLevers({ move, reset: (side) => choose({ [side]: { ...model.view[side], set: {} } }) }),
    maps: createMaps({ choose }),
    courses: createCourses({ go, tell }),
    news: createNews(),
    look: createLook({ choose }),
    history: createHistory({ choose, go, tell }),
    takeaway: createTakeaway(app),
    spoken: createSpoken(app),
    ...(host.mode === "served" ? { many: createMany() } : {}),
  };
  replace(root, h("div", { class: "explore" },
    h("div", { class: "explore-head" }, parts.scenario.element, faults, fault),
    parts.transport.element, // stands lower, but is reached first by the keyboard
    h("div", { class: "explore-main" }, parts.menus.first,
      h("div", { class: "explore-pictures" }, parts.maps.element, parts.courses.element),
      parts.menus.element),
    h("div", { class: "explore-side" }, parts.seed.element, parts.compare.element),
    h("div", { class: "explore-levers" }, parts.levers.element),
    h("div", { class: "explore-more" }, parts.news.element, parts.look.element, parts.history.element,
      parts.many?.element ?? null, parts.takeaway.element)));

  function move(side, name, value) {
    const set = { ...model.view[side].set };
    if (value === null) delete set[name];
    else set[name] = value;
    choose({ [side]: { ...model.view[side], set } });
  }

  const both = (patch) => choose({ a: { ...model.view.a, ...patch },
    b: model.view.b && { ...model.view.b, ...patch } });

  // Another scenario is looked at as it is looked at first.
  function fresh(a) {
    const [view] = viewOf({ scenario: a.scenario, seed: String(a.seed), run: String(a.run) }, content);
    change({ view: { ...view, column: model.view.column, lines: model.view.lines }, place: null });
  }

  function change(patch) {
    model = { ...model, ...patch };
    if (patch.view) question();
    later();
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  }

  function question() {
    const { view } = model;
    const local = contentFor(content, view.a.scenario);
    if (local !== model.content) model = { ...model, content: local };
    const columns = columnsOf(view, local);
    const key = JSON.stringify([view.a, view.b, columns]);
    for (const side of ["a", "b"]) {
      if (view[side]) usualOf(host, view[side]).then((usual) => take({ usual: { [side]: usual } })).catch(() => {});
    }
    if (key === asked) return;
    asked = key;
    runner.ask({ a: view.a, b: view.b, columns, spread: spreadOf(view, local), key });
  }

  // What the model answers; spreads of an earlier question are dropped with it.
  function take({ question: of, failed, usual, ...patch }) {
    if (failed?.kind === "bad-value" && of.key === linked) return void without(failed);
    if (usual) model = { ...model, usual: { ...model.usual, ...usual } };
    else if (failed) fault.textContent = t("explore.failed", { words: failed.message });
    else {
      const first = patch.runs && model.runs.a === null;
      if (patch.runs) patch.bands = none;
      model = { ...model, ...patch };
      if (first || model.place === null || (patch.runs && wanted !== null)) settle();
      model.place = Math.min(model.place, model.runs.a.quarters.length - 1);
    }
    fault.hidden = !failed;
    later();
  }

  // Levers that the model refuses together are left out of a link, as they are one by one.
  function without({ message }) {
    const { a, b } = model.view;
    say([t("explore.refused", { words: message })]);
    choose({ a: { ...a, set: {} }, b: b && { ...b, set: {} } });
  }

  let wanted = null; // a quarter that the address asks for, until there is a run

  function settle() {
    const { quarters } = model.runs.a;
    const place = quarters.indexOf(wanted);
    if (wanted !== null && place < 0) say([`quarter=${wanted}`]);
    model.place = place >= 0 ? place : quarters.length - 1;
    wanted = null;
  }

  function later() {
    frame ??= requestAnimationFrame(() => {
      frame = null;
      paint();
    });
  }

  function paint() {
    if (model.view === null) return;
    const shown = { ...model, runs: readyRuns(model) };
    for (const name of FIRST) parts[name].show(shown);
    clearTimeout(calm);
    calm = setTimeout(() => follow(shown, Object.keys(parts).filter((name) => !FIRST.includes(name))),
      shown.runs.a === null ? 0 : CALM);
    root.toggleAttribute("data-shown", model.runs.a !== null);
  }

  // One part after the other; the page answers in between, and something newer goes before the rest.
  function follow(shown, [name, ...later]) {
    parts[name].show(shown);
    if (later.length > 0) calm = setTimeout(() => follow(shown, later));
  }

  // The address follows once nothing has moved for a while.
  function write() {
    if (model.view === null || model.runs.a === null || model.place === null) return;
    const { quarters } = model.runs.a;
    const quarter = model.place === quarters.length - 1 ? null : quarters[model.place];
    const values = valuesOf({ ...model.view, quarter }, content);
    written = sorted(values);
    app.go({ values }, true);
  }

  const say = (list) => {
    const parts = list.slice(0, 5).map((one) => clipped(one, 160)).join(", ");
    faults.textContent = list.length === 0 ? "" : t("explore.faults", { parts });
  };

  // A link of other rules, or of another form of the scenario, shows something else here.
  function checkMark(of, scenario) {
    markOf(host, content, scenario).then((mark) => {
      if (mark !== of) faults.textContent = `${faults.textContent} ${t("explore.other-rules")}`.trim();
    }).catch(() => {});
  }

  function update(link) {
    if (sorted(link.values) === written) return;
    const [view, wrong] = viewOf(link.values, content);
    say(wrong);
    if (link.values.of) checkMark(link.values.of, view.a.scenario);
    wanted = view.quarter;
    const same = model.view !== null && model.runs.a !== null &&
      model.view.a.scenario === view.a.scenario;
    model = { ...model, view, place: same ? model.place : null, runs: same ? model.runs : none };
    if (same) settle();
    question();
    linked = asked;
    later();
  }

  update(app.link());
  return {
    update,
    close() {
      clearTimeout(timer);
      clearTimeout(calm);
      cancelAnimationFrame(frame);
      runner.close();
      for (const part of Object.values(parts)) part.close?.();
    },
  };
}

const sorted = (values) => encodeLink({ page: "explore", values: Object.fromEntries(Object.entries(values).sort()) });
