// What the hegemon did to each state, quarter by quarter, on its ladder of coercion; and what
// else happened to them.

import { s } from "../core/dom.js";
import { t } from "../core/texts.js";
import { inkOn, shadeOfRung } from "./colours.js";
import { keyRows, markLegend } from "./legend.js";
import { KINDS, mark } from "./marks.js";
import { quarterTicks, widthOf } from "./scale.js";

const NAMED = 560; // wider pictures write names, others codes
const SHORT = 2; // letters of a rung that a narrow cell has room for

// A row a state, a column a quarter.
//   rows: [{ code, name, rungs: by quarter (number or null) }]; rungs: { number: words }
//   marks: [{ step, code, kind, words }], of states; flags: [{ step, words }], of the scenario
//   quarters; cursor; chosen: code; onChoose(code, place)
//   -> { svg, title, rows }
export function timeline(given, { width, size }) {
  const { rows, quarters, rungs, marks, flags, cursor, chosen, title, onChoose } = given;
  const named = width >= NAMED;
  const labels = rows.map(({ code, name }) => (named ? name : code));
  const left = Math.max(...labels.map((label) => widthOf(label, size))) + 0.8 * size;
  const cell = (width - left - 0.3 * size) / quarters.length;
  const tall = 1.6 * size;
  const top = flags.length > 0 ? 1.6 * size : 0.3 * size;
  const bottom = top + rows.length * tall;
  const x = (step) => left + step * cell;
  const held = new Set(rows.flatMap((row) => row.rungs));
  const shown = Object.keys(rungs).map(Number).filter((rung) => held.has(rung));
  const key = keyRows(shown.map((rung) => ({
    words: `${rung} ${rungs[rung]}`,
    sign: (at, y) => s("rect", { class: "swatch", x: at, y: y - 0.5 * size, width: size, height: size,
      fill: rungShade(rung, rungs) }),
  })), { width, size, top: bottom + 2.3 * size });
  const kinds = KINDS.filter((kind) => marks.some((one) => one.kind === kind) ||
    (kind === "scenario" && flags.length > 0));
  const signs = markLegend(kinds, (kind) => t(`picture.mark.${kind}`),
    { width, size, top: bottom + 2.7 * size + key.height });
  const svg = s("svg", {
    class: "timeline", viewBox: `0 0 ${width} ${Math.ceil(bottom + 3.1 * size + key.height + signs.height)}`,
    role: "img", aria: { label: `${title}. ${t("picture.timeline.what")}` },
  },
  s("title", {}, title), s("desc", {}, t("picture.timeline.what")),
  rows.map((row, k) => rowOf(row, {
    label: labels[k], y: top + k * tall, tall, x, cell, size, rungs, chosen, left,
  })),
  s("g", { class: "within" }, marks.map(({ step, code, kind, words }) => {
    const k = rows.findIndex((row) => row.code === code);
    return k < 0 ? null : mark(kind, x(step) + cell / 2, top + (k + 0.5) * tall,
      Math.min(0.42 * size, Math.max(0.5 * cell, 0.26 * size)), words);
  })),
  flags.map(({ step, words }) => mark("scenario", x(step) + cell / 2, top - 0.7 * size, 0.36 * size, words)),
  cursor === null ? null : s("rect", { class: "cursor-cell", x: x(cursor), y: top - 0.2 * size,
    width: cell, height: rows.length * tall + 0.4 * size }),
  quarterTicks(quarters, Math.max(Math.floor((width - left) / (4.2 * size)), 2)).map(([place, words]) =>
    s("text", { class: "tick", x: Math.min(x(place) + cell / 2, width - widthOf(words, size) / 2),
      y: bottom + 1.1 * size }, words)),
  key.drawn, signs.drawn);
  if (onChoose) {
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      const place = Math.floor((((event.clientX - box.left) / box.width) * width - left) / cell);
      const row = rows[Math.floor(((((event.clientY - box.top) / box.width) * width) - top) / tall)];
      if (row !== undefined && place < quarters.length) onChoose(row.code, place >= 0 ? place : null);
    });
  }
  return { svg, title, rows: () => tableRows(given) };
}

// All quarters of a row with the same rung are one shape: a picture of many small ones is slow.
function rowOf(row, { label, y, tall, x, cell, size, rungs, chosen, left }) {
  const spans = new Map(); // rung -> [[from, to]]
  for (const [from, to, rung] of pieces(row.rungs)) {
    if (rung === null) continue;
    if (!spans.has(rung)) spans.set(rung, []);
    spans.get(rung).push([from, to]);
  }
  return s("g", { class: `row${row.code === chosen ? " chosen" : ""}` },
    s("text", { class: "name", x: left - 0.5 * size, y: y + tall / 2 }, label),
    [...spans].map(([rung, held]) => {
      const face = rungShade(rung, rungs);
      return [s("path", {
        class: "cell", style: { fill: face },
        d: held.map(([from, to]) => boxAt(x(from), y + 1, Math.max((to - from) * cell - 0.5, 0.5), tall - 2)).join(""),
      }, s("title", {}, `${row.name}: ${rungs[rung]}`)),
      rung > 0 ? digits(rung, held.filter(([from, to]) => (to - from) * cell >= widthOf("8", size) * SHORT)
        .map(([from, to]) => (x(from) + x(to)) / 2), y + tall / 2, inkOn(face)) : null];
    }));
}

const boxAt = (x, y, width, height) =>
  `M${tenth(x)} ${tenth(y)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}z`;

// A rung is one digit, so that one text writes it at many places.
const digits = (rung, places, y, fill) => (places.length === 0 ? null
  : s("text", { class: "tick", x: places.map(tenth).join(" "), y, style: { fill } }, String(rung).repeat(places.length)));

const tenth = (place) => Math.round(place * 10) / 10;

function pieces(rungs) {
  const found = [];
  rungs.forEach((rung, step) => {
    const last = found.at(-1);
    if (last !== undefined && last[2] === rung) last[1] = step + 1;
    else found.push([step, step + 1, rung]);
  });
  return found;
}

function tableRows({ rows, quarters, rungs, marks, flags }) {
  const found = [];
  for (const { name, rungs: held } of rows) {
    for (const [from, to, rung] of pieces(held)) {
      if (rung) found.push([from, [spanOf(quarters, from, to), name, rungs[rung]]]);
    }
  }
  for (const { step, code, words } of marks) {
    const name = rows.find((row) => row.code === code)?.name ?? code;
    found.push([step, [quarters[step], name, words]]);
  }
  for (const { step, words } of flags) found.push([step, [quarters[step], t("picture.mark.scenario"), words]]);
  found.sort((a, b) => a[0] - b[0]);
  return [[t("picture.quarter"), t("picture.state"), t("picture.what")], ...found.map(([, row]) => row)];
}

const spanOf = (quarters, from, to) =>
  (to - from === 1 ? quarters[from] : `${quarters[from]}–${quarters[to - 1]}`);

const rungShade = (rung, rungs) => shadeOfRung(rung, Object.keys(rungs).length);
