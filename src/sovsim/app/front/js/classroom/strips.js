// The choices of a class as strips: a row a game, a cell a quarter; a letter and a tint for each
// foreign policy, a frame where the player chose it and not the usual policy.

import { s } from "../core/dom.js";
import { t } from "../core/texts.js";
import { inkOn, tint } from "../pictures/colours.js";
import { keyRows } from "../pictures/legend.js";
import { quarterTicks, widthOf } from "../pictures/scale.js";

const OPTIONS = ["continue", "accommodate", "hedge", "diversify", "request_assistance", "resist",
  "contest_words", "declare_neutral"];
const LONGEST = 18; // letters of a name beside its strip

// rows: [{ name, choices: [{ option, count, played }] }]; quarters: those that were played
//   -> { svg, title, rows }
export function strips({ rows, quarters, title }, { width, size }) {
  const labels = rows.map(({ name }) => (name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…`
    : name));
  const left = Math.min(Math.max(...labels.map((label) => widthOf(label, size))) + 0.8 * size,
    0.4 * width);
  const cell = (width - left) / quarters.length;
  const tall = 1.6 * size;
  const bottom = rows.length * tall;
  const letters = cell >= 0.8 * size;
  const used = OPTIONS.filter((option) => rows.some(({ choices }) =>
    choices.some((one) => one.option === option)));
  const key = keyRows(used.map((option) => ({
    words: `${letterOf(option)} ${t(`play.did.${option}`)}`,
    sign: (x, y) => s("rect", { class: "swatch", x, y: y - 0.5 * size, width: size, height: size,
      fill: tintOf(option) }),
  })), { width, size, top: bottom + 2.2 * size });
  const svg = s("svg", { class: "strips",
    viewBox: `0 0 ${width} ${Math.ceil(bottom + 2.6 * size + key.height)}`,
    role: "img", aria: { label: `${title}. ${t("class.strips.what")}` } },
  s("title", {}, title), s("desc", {}, t("class.strips.what")),
  rows.map(({ choices }, k) => s("g", {},
    s("text", { class: "tick end", x: left - 0.4 * size, y: (k + 0.5) * tall }, labels[k]),
    choices.map((one, step) => cellOf(one, { x: left + step * cell, y: k * tall, cell, tall, size,
      letters })))),
  quarterTicks(quarters, Math.max(Math.floor((width - left) / (4.2 * size)),
    2)).map(([place, words]) =>
    s("text", { class: "tick", x: left + (place + 0.5) * cell, y: bottom + 1.1 * size }, words)),
  key.drawn);
  return { svg, title, rows: () => tableRows(rows, quarters) };
}

function cellOf({ option, count, played }, { x, y, cell, tall, size, letters }) {
  const fill = option === "" ? tint(0) : tintOf(option);
  const words = option === "" ? String(count) : letterOf(option);
  return s("g", {},
    s("rect", { class: "cell", x: x + 0.5, y: y + 1, width: Math.max(cell - 1, 0.5),
      height: tall - 2, fill }),
    played ? s("rect", { class: "class-played", x: x + 0.5, y: y + tall - 4,
      width: Math.max(cell - 1, 0.5), height: 3 }) : null,
    letters ? s("text", { class: "class-letter", x: x + cell / 2, y: y + tall / 2,
      fill: inkOn(fill),
      "font-size": 0.8 * size }, words) : null);
}

const tintOf = (option) => tint(OPTIONS.indexOf(option));
const letterOf = (option) => t(`class.letter.${option}`);

const tableRows = (rows, quarters) => [[t("class.name"), ...quarters],
  ...rows.map(({ name, choices }) => [name, ...choices.map(({ option, count, played }) =>
    (option === "" ? String(count) : t(`play.did.${option}`)) + (played
      ? ` ${t("class.strips.own")}` : ""))])];
