// The class on one screen: a teacher drops the saved games of all students.

import { h, replace } from "../core/dom.js";
import { readFile } from "../core/download.js";
import { t } from "../core/texts.js";
import { GameFault, LARGEST } from "../play/opened.js";
import { groupPart } from "./group.js";
import { groupsOf } from "./groups.js";
import { pupilsOf } from "./pupil.js";
import { downloadClass } from "./table.js";

const MOST_FILES = 300;

export function openClass(root, { host, content, announce }) {
  let pupils = []; // rows of games that fit
  let refused = []; // [name of the file, why]
  let hidden = false; // names
  let closed = false;
  let waiting = [];
  let reading = false;
  let all = 0; // files since the last time that nothing was waiting
  const seen = new Set();

  const status = h("p", { role: "status", class: "class-status" });
  const shown = h("div", { class: "class-shown" });
  const input = h("input", { class: "unseen", type: "file", multiple: true,
    accept: ".toml,text/plain",
    onchange: () => {
      take([...input.files]);
      input.value = "";
    } });
  const place = h("div", { class: "class-drop", ondragover: (event) => {
    event.preventDefault();
    place.classList.add("over");
  }, ondragleave: () => place.classList.remove("over"), ondrop: (event) => {
    event.preventDefault();
    place.classList.remove("over");
    take([...event.dataTransfer.files]);
  } },
  h("p", {}, t("class.drop")), h("label", { class: "button" }, t("class.choose"), input));
  replace(root, h("div", { class: "class-page" },
    h("h1", {}, t("class.title")), h("p", { class: "large" }, t("class.what")), place, status,
      shown));

  function take(files) {
    waiting.push(...files.slice(0, MOST_FILES));
    all += Math.min(files.length, MOST_FILES);
    if (files.length > MOST_FILES) refused.push([t("class.more", { n: files.length - MOST_FILES }),
      t("class.fault.many", { n: MOST_FILES })]);
    if (!reading) read();
  }

  // One after the other, so that what has been read can be seen.
  async function read() {
    reading = true;
    for (let done = 0; waiting.length > 0 && !closed; done++) {
      const [file] = waiting.splice(0, 1);
      status.textContent = t("class.reading", { done: done + 1, all });
      await one(file);
      if (!closed && (waiting.length === 0 || done % 8 === 7)) show();
    }
    reading = false;
    all = 0;
    if (closed) return;
    status.textContent = t("class.read", { n: pupils.length, refused: refused.length });
    announce(status.textContent);
  }

  async function one(file) {
    try {
      const text = await readFile(file, LARGEST);
      const found = await pupilsOf(host, content, file.name, text);
      const key = found[0].signed ? text : `${file.name} ${text}`; // two without names may be alike
      if (seen.has(key)) throw new GameFault(t("class.fault.twice"));
      seen.add(key);
      pupils.push(...found);
    } catch (error) {
      if (!(error instanceof GameFault || error instanceof RangeError ||
        typeof error.kind === "string")) throw error;
      refused.push([file.name, error.message]);
    }
  }

  function show() {
    const names = namesOf(pupils, hidden);
    replace(shown, pupils.length === 0 ? null : toolsOf(names),
      groupsOf(pupils).map((group) => groupPart(group, names, content)), refusedPart());
  }

  const toolsOf = (names) => h("p", { class: "play-acts" },
    h("button", { type: "button", aria: { pressed: String(hidden) }, onclick: () => {
      hidden = !hidden;
      show();
    } }, t("class.hide")),
    h("button", { type: "button", onclick: () => downloadClass(pupils, names) }, t("class.csv")),
    h("button", { type: "button", onclick: () => window.print() }, t("play.debrief.print")),
    h("button", { type: "button", onclick: () => {
      pupils = [];
      refused = [];
      seen.clear();
      status.textContent = "";
      show();
    } }, t("class.clear")));

  const refusedPart = () => (refused.length === 0 ? null
    : h("section", { class: "fault", aria: { labelledby: "class-refused" } },
    h("h2", { id: "class-refused" }, t("class.refused")),
    h("ul", {}, refused.map(([name, why]) => h("li", {}, h("strong", {}, name), `: ${why}`)))));

  return {
    update() {},
    close() {
      closed = true;
      waiting = [];
    },
  };
}

// What each is called: by the name in the file, or by a number. Names that occur twice are told
// apart by their file.
function namesOf(pupils, hidden) {
  const counts = new Map();
  for (const { name } of pupils) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(pupils.map((pupil, k) => [pupil, hidden ? t("class.anonymous", { n: k + 1 })
    : counts.get(pupil.name) > 1 ? `${pupil.name} (${pupil.file})` : pupil.name]));
}
