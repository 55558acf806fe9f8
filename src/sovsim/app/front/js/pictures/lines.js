// Courses through the quarters: lines with the spread of many runs, what happened, and the public
// record behind them.

import { s } from "../core/dom.js";
import { exact, number } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { rangeOf, ticksWithin } from "./axis.js";
import { keyRows, markLegend } from "./legend.js";
import { KINDS, mark } from "./marks.js";
import {
  areaBetween, lineThrough, quarterTicks, scaleOf, spaced, stepsThrough, widthOf,
} from "./scale.js";

const WIDE = 480; // wider pictures write short names beside lines, others above them
const MARK_ROWS = 3;

// Some lines of one column.
//   lines: [{ key, label, hue: 1.., other: whether of the second course, values: by quarter,
//     band: by quarter { low, lower, middle, upper, high } or null }]
//   quarters; cursor: place of the quarter that is shown; scale: as of a map
//   marks: [{ step, kind, words, hue }]; facts: [{ from, to, words }], places among the quarters
//   onQuarter(place): whoever points at a quarter
//   -> { svg, title, rows }
export function lines(given, { width, size }) {
  const { quarters, scale, title, facts = [], marks = [], cursor, onQuarter } = given;
  const longest = Math.max(...given.lines.map(({ label }) => widthOf(label, size)), 0) + 4.5 * size;
  const wide = width >= WIDE && longest <= width / 2;
  const key = wide ? { drawn: [], height: 0 } : lineKey(given, { width, size, top: 0 });
  const names = wide ? longest : 0;
  const placed = placedMarks(marks, quarters.length);
  const strip = (placed.length === 0 ? 0 : 1 + Math.max(...placed.map(({ row }) => row))) * 1.1 * size;
  const box = {
    left: leftOf(scale, size), right: width - Math.max(names, 0.8 * size),
    top: key.height + strip + 0.8 * size,
  };
  box.bottom = box.top + Math.max(Math.min(0.48 * (box.right - box.left), 19 * size), 11 * size);
  const [low, high] = rangeOf(given, scale);
  const x = scaleOf(0, Math.max(quarters.length - 1, 1), box.left, box.right);
  const y = scaleOf(low, high, box.bottom, box.top);
  const kinds = KINDS.filter((kind) => placed.some((one) => one.kind === kind));
  const signs = markLegend(kinds, (kind) => t(`picture.mark.${kind}`),
    { width, size, top: box.bottom + 2.4 * size });
  const height = Math.ceil(box.bottom + 2.2 * size + (signs.height ? signs.height + 0.4 * size : 0));
  const held = { ...given, x, y, box, size, wide, placed };
  const svg = s("svg", {
    class: `lines${onQuarter ? " pointed" : ""}`, viewBox: `0 0 ${width} ${height}`, role: "img",
    aria: { label: `${title}. ${said(given)}` },
  },
  s("title", {}, title), s("desc", {}, said(given)),
  key.drawn, factsOf(facts, held), axesOf(held, low, high), cursorOf(held),
  given.lines.map((line) => bandOf(line, held)), given.lines.map((line) => lineOf(line, held)),
  dotsOf(held), wide ? namesOf(held) : null,
  placed.map(({ kind, step, words, row, hue }) => s("g", { class: `series-${hue ?? 1}` },
    mark(kind, x(step), box.top - (0.75 + 1.1 * row) * size, 0.4 * size, words))),
  signs.drawn);
  if (onQuarter) point(svg, x, quarters.length, width, onQuarter);
  return { svg, title, rows: () => tableRows(given) };
}

const leftOf = ({ codes }, size) => (codes === null ? 3 * size
  : Math.min(Math.max(...Object.values(codes).map((words) => widthOf(words, size))) + 0.8 * size, 10 * size));

function axesOf({ scale, quarters, x, box, size, y }, low, high) {
  const ticks = scale.codes === null ? ticksWithin(low, high, scale) : Object.keys(scale.codes).map(Number);
  const most = Math.max(Math.floor((box.right - box.left) / (4.2 * size)), 2);
  return s("g", { class: "axes", aria: { hidden: "true" } },
    ticks.map((tick) => [
      s("line", { class: "grid", x1: box.left, x2: box.right, y1: y(tick), y2: y(tick) }),
      s("text", { class: "tick end", x: box.left - 0.4 * size, y: y(tick) },
        scale.codes === null ? exact(tick) : cut(scale.codes[tick], 18)),
    ]),
    s("line", { class: "axis", x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom }),
    quarterTicks(quarters, most).map(([place, words]) => [
      s("line", { class: "axis", x1: x(place), x2: x(place), y1: box.bottom, y2: box.bottom + 0.3 * size }),
      s("text", { class: "tick", x: x(place), y: box.bottom + 1.1 * size }, words),
    ]));
}

// Facts of public record are dates, not values: shaded from bottom to top.
function factsOf(facts, { x, box, size }) {
  return s("g", { class: "facts" }, facts.map(({ from, to, words }) => s("rect", {
    x: x(from) - 0.2 * size, y: box.top, width: Math.max(x(to) - x(from), 0) + 0.4 * size,
    height: box.bottom - box.top,
  }, s("title", {}, words))));
}

function bandOf({ band, hue, other }, { x, y }) {
  if (!band) return null;
  const edge = (share) => band.map((one, step) => [x(step), y(one[share])]);
  return s("g", { class: `band series-${hue}${other ? " other" : ""}`, aria: { hidden: "true" } },
    s("path", { d: areaBetween(edge("high"), edge("low")) }),
    s("path", { d: areaBetween(edge("upper"), edge("lower")) }));
}

function lineOf({ values, hue, other, label }, { x, y, scale }) {
  const points = values.map((value, step) => [x(step), y(value)]);
  return s("path", {
    class: `line series-${hue}${other ? " other" : ""}`,
    d: scale.codes === null ? lineThrough(points) : stepsThrough(points),
  }, s("title", {}, label));
}

function cursorOf({ cursor, x, box }) {
  if (cursor === null || cursor === undefined) return null;
  return s("line", { class: "cursor", x1: x(cursor), x2: x(cursor), y1: box.top, y2: box.bottom });
}

function dotsOf({ lines: held, cursor, x, y, size }) {
  if (cursor === null || cursor === undefined) return null;
  return held.filter(({ values }) => Number.isFinite(values[cursor])).map(({ values, hue, other }) =>
    s("circle", { class: `dot series-${hue}${other ? " other" : ""}`, cx: x(cursor),
      cy: y(values[cursor]), r: 0.3 * size }));
}

// Names beside the ends of lines, with the values at the quarter that is shown.
function namesOf({ lines: held, y, box, size, cursor, scale }) {
  const ends = held.map(({ values }) => y(values.findLast(Number.isFinite) ?? 0));
  const heights = spaced(ends, 1.25 * size, box.top, box.bottom);
  return held.map((line, k) => s("text", {
    class: `name series-${line.hue}`, x: box.right + 0.6 * size, y: heights[k],
  }, labelled(line, cursor, scale)));
}

function lineKey({ lines: held, cursor, scale }, place) {
  const long = 1.8 * place.size;
  const key = keyRows(held.map((line) => ({
    words: labelled(line, cursor, scale), long,
    sign: (x, y) => s("line", {
      class: `line series-${line.hue}${line.other ? " other" : ""}`, x1: x, x2: x + long, y1: y, y2: y,
    }),
  })), place);
  return { ...key, height: key.height + 0.6 * place.size };
}

function labelled({ label, values }, cursor, { codes }) {
  const value = values[cursor ?? values.length - 1];
  return codes === null ? `${label} ${number(value, 2)}` : label;
}

// Marks that find room above the lines; those that the scenario sets go first.
function placedMarks(marks, quarters) {
  const near = Math.max(0.03 * quarters, 0.5);
  const taken = Array.from({ length: MARK_ROWS }, () => []);
  const order = (one) => (one.kind === "scenario" ? 0 : 1);
  return [...marks].sort((a, b) => order(a) - order(b) || a.step - b.step).flatMap((one) => {
    const row = taken.findIndex((steps) => steps.every((step) => Math.abs(step - one.step) >= near));
    if (row < 0) return [];
    taken[row].push(one.step);
    return [{ ...one, row }];
  });
}

function said({ lines: held, quarters, scale }) {
  const [first, last] = [quarters[0], quarters.at(-1)];
  return held.map(({ label, values }) => (scale.codes === null
    ? t("picture.lines.course", { label, from: number(values[0], 2), to: number(values.at(-1), 2), first, last })
    : t("picture.lines.codes", { label, from: scale.codes[values[0]], to: scale.codes[values.at(-1)], first, last })))
    .join(" ");
}

function tableRows({ lines: held, quarters, scale }) {
  const value = (one) => (scale.codes === null || one === null ? one : scale.codes[one]);
  const shares = { low: 10, lower: 25, middle: 50, upper: 75, high: 90 };
  const columns = held.flatMap(({ label, values, band }) => [
    [label, (step) => value(values[step])],
    ...(band ? Object.entries(shares).map(([name, share]) =>
      [`${label}, ${t("picture.share", { share })}`, (step) => band[step][name]]) : []),
  ]);
  return [[t("picture.quarter"), ...columns.map(([head]) => head)],
    ...quarters.map((quarter, step) => [quarter, ...columns.map(([, cell]) => cell(step))])];
}

function point(svg, x, quarters, width, onQuarter) {
  const go = (event) => {
    const { left, width: shown } = svg.getBoundingClientRect();
    const at = ((event.clientX - left) / shown) * width;
    const place = Math.round((at - x(0)) / ((x(quarters - 1) - x(0)) / Math.max(quarters - 1, 1)));
    if (place >= 0 && place < quarters) onQuarter(place);
  };
  svg.addEventListener("click", go);
  svg.addEventListener("pointermove", (event) => {
    if (event.buttons === 1 && event.pointerType === "mouse") go(event);
  });
}

const cut = (words, most) => (words.length > most ? `${words.slice(0, most - 1)}…` : words);
