// A change, term by term: from a value before to the value after.

import { s } from "../core/dom.js";
import { exact, number, signed } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { scaleOf, ticksOf, widthOf, wrapped } from "./scale.js";

const MOST = 9; // terms that get a bar of their own
const LEAST = 0.0005; // the least a term must move

// The terms of a change.
//   before, after: { label, value }; terms: [{ label, value, claims: text }], unit
//   -> { svg, title, rows }
export function waterfall(given, { width, size }) {
  const { title } = given;
  const bars = barsOf(given);
  const wide = Math.min(0.42 * width, Math.max(...bars.map(({ label }) => widthOf(label, size))) + size);
  const labels = bars.map(({ label }) => wrapped(label, size, wide - 0.6 * size));
  const room = widthOf("−0.000", size) + 1.2 * size;
  const edges = bars.flatMap(({ from, to }) => [from, to]);
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  const x = scaleOf(low, Math.max(high, low + 0.002), wide, width - room);
  let y = 0.4 * size;
  const drawn = bars.map((bar, k) => {
    const tall = Math.max(labels[k].length * 1.15 * size + 0.6 * size, 1.9 * size);
    const middle = y + tall / 2;
    const before = k === 0 ? null : s("line", { class: "axis", x1: x(bar.from), x2: x(bar.from),
      y1: y - 0.3 * size, y2: middle });
    y += tall;
    return s("g", {}, before, bodyOf(bar, x, middle, size), labels[k].map((line, row) => s("text", {
      class: "tick end", x: wide - 0.6 * size,
      y: middle + (row - (labels[k].length - 1) / 2) * 1.15 * size,
    }, line)),
    s("text", { class: "value", x: x(Math.max(bar.from, bar.to)) + 0.5 * size, y: middle },
      bar.level ? number(bar.value, 3) : signed(bar.value, 3)));
  });
  const ticks = ticksOf(low, high, 3);
  const svg = s("svg", {
    class: "waterfall", viewBox: `0 0 ${width} ${Math.ceil(y + 2 * size)}`, role: "img",
    aria: { label: `${title}. ${saidOf(given)}` },
  },
  s("title", {}, title), s("desc", {}, saidOf(given)),
  ticks.map((tick) => [
    s("line", { class: "grid", x1: x(tick), x2: x(tick), y1: 0, y2: y }),
    s("text", { class: "tick", x: x(tick), y: y + size }, exact(tick)),
  ]), drawn);
  return { svg, title, rows: () => tableRows(given) };
}

// Level, terms from the largest rise to the largest fall, the rest as one, level.
function barsOf({ before, after, terms }) {
  const ordered = terms.filter(({ value }) => value !== 0)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const kept = ordered.filter(({ value }) => Math.abs(value) >= LEAST).slice(0, MOST);
  const rest = ordered.slice(kept.length);
  const sum = rest.reduce((all, { value }) => all + value, 0);
  kept.sort((a, b) => b.value - a.value);
  if (Math.abs(sum) >= LEAST) kept.push({ label: t("picture.waterfall.rest", { n: rest.length }), value: sum });
  let level = before.value;
  return [{ ...before, level: true, from: level, to: level },
    ...kept.map(({ label, value }) => {
      const from = level;
      level += value;
      return { label, value, from, to: level, level: false };
    }),
    { ...after, level: true, from: after.value, to: after.value }];
}

function bodyOf({ from, to, level, value }, x, y, size) {
  if (level) {
    return s("path", { class: "level", d: `M${x(to)} ${y - 0.5 * size}l${0.5 * size} ${0.5 * size}` +
      `l${-0.5 * size} ${0.5 * size}l${-0.5 * size} ${-0.5 * size}Z` });
  }
  const [left, long] = [x(Math.min(from, to)), Math.max(Math.abs(x(to) - x(from)), 1)];
  return s("rect", { class: `bar ${value > 0 ? "rise" : "fall"}`, x: left, y: y - 0.6 * size,
    width: long, height: 1.2 * size });
}

function saidOf({ before, after, terms }) {
  const largest = [...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 3);
  return t("picture.waterfall.said", {
    before: number(before.value, 3), after: number(after.value, 3),
    terms: largest.map(({ label, value }) => `${label} ${signed(value, 3)}`).join(", "),
  });
}

function tableRows({ before, after, terms }) {
  return [[t("picture.term"), t("picture.value"), t("picture.claims")],
    [before.label, before.value, ""], ...terms.map(({ label, value, claims }) => [label, value, claims]),
    [after.label, after.value, ""]];
}
