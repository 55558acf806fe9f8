// The class on one screen: a teacher drops the saved games of all students. It stays in the memory
// of the page until the page is closed, which the browser then asks about; nothing is stored.

import { h, replace } from "../core/dom.js";
import { readFile } from "../core/download.js";
import { t } from "../core/texts.js";
import { GameFault, LARGEST } from "../play/opened.js";
import { groupPart } from "./group.js";
import { groupsOf } from "./groups.js";
import { pupilsOf } from "./pupil.js";
import { downloadClass } from "./table.js";

const MOST_FILES = 300;
const classes = new WeakMap(); // host -> its class

// What is held of a class: rows of games that fit, [name of the file, why] of those that do not,
// files that wait to be read, whether names are hidden.
const nobody = (hidden = false) => ({ pupils: [], refused: [], waiting: [], seen: new Set(), hidden });

const isHeld = ({ pupils, waiting }) => pupils.length + waiting.length > 0;

// The class of a page; who closes the page while it holds somebody is asked first.
function classOf(host) {
  if (!classes.has(host)) {
    classes.set(host, nobody());
    window.addEventListener("beforeunload", (event) => {
      if (isHeld(classes.get(host))) event.preventDefault();
    });
  }
  return classes.get(host);
}

export function openClass(root, { host, content, announce }) {
  let held = classOf(host);
  let closed = false;
  let reading = false;
  let all = held.waiting.length; // files since the last time that nothing was waiting

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
    h("h1", {}, t("class.title")), h("p", { class: "large" }, t("class.what")),
    h("p", { class: "small" }, t("class.kept")), place, status, shown));

  function take(files) {
    held.waiting.push(...files.slice(0, MOST_FILES));
    all += Math.min(files.length, MOST_FILES);
    if (files.length > MOST_FILES) held.refused.push([t("class.more", { n: files.length - MOST_FILES }),
      t("class.fault.many", { n: MOST_FILES })]);
    if (!reading) read();
  }

  // One after the other, so that what has been read can be seen.
  async function read() {
    reading = true;
    for (let done = 0; held.waiting.length > 0 && !closed; done++) {
      const [file] = held.waiting;
      status.textContent = t("class.reading", { done: done + 1, all });
      const mine = held;
      const found = await rowsOf(file, mine);
      if (mine !== held) continue; // begun anew
      if (closed) return; // read again by whoever comes back
      held.waiting.shift();
      held.pupils.push(...found);
      if (held.waiting.length === 0 || done % 8 === 7) show();
    }
    reading = false;
    all = 0;
    if (!closed && held.pupils.length + held.refused.length > 0) tell();
  }

  function tell() {
    status.textContent = t("class.read", { n: held.pupils.length, refused: held.refused.length });
    announce(status.textContent);
  }

  // The rows of a file; none where it cannot be used, which is then said.
  async function rowsOf(file, { seen, refused }) {
    try {
      const text = await readFile(file, LARGEST);
      const found = await pupilsOf(host, content, file.name, text);
      const key = found[0].signed ? text : `${file.name} ${text}`; // two without names may be alike
      if (seen.has(key)) throw new GameFault(t("class.fault.twice"));
      if (!closed) seen.add(key);
      return found;
    } catch (error) {
      if (!(error instanceof GameFault || error instanceof RangeError ||
        typeof error.kind === "string")) throw error;
      if (!closed) refused.push([file.name, error.message]);
      return [];
    }
  }

  function show() {
    const names = namesOf(held.pupils, held.hidden);
    replace(shown, held.pupils.length === 0 ? null : toolsOf(names),
      groupsOf(held.pupils).map((group) => groupPart(group, names, content)), refusedPart());
  }

  const toolsOf = (names) => h("p", { class: "play-acts" },
    h("button", { type: "button", aria: { pressed: String(held.hidden) }, onclick: () => {
      held.hidden = !held.hidden;
      show();
    } }, t("class.hide")),
    h("button", { type: "button", onclick: () => downloadClass(held.pupils, names) }, t("class.csv")),
    h("button", { type: "button", onclick: () => window.print() }, t("play.debrief.print")),
    h("button", { type: "button", onclick: () => {
      held = nobody(held.hidden);
      classes.set(host, held);
      status.textContent = "";
      show();
    } }, t("class.clear")));

  const refusedPart = () => (held.refused.length === 0 ? null
    : h("section", { class: "fault", aria: { labelledby: "class-refused" } },
    h("h2", { id: "class-refused" }, t("class.refused")),
    h("ul", {}, held.refused.map(([name, why]) => h("li", {}, h("strong", {}, name), `: ${why}`)))));

  show();
  if (held.waiting.length > 0) read();
  else if (isHeld(held)) tell();

  return {
    update() {},
    close() {
      closed = true;
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
