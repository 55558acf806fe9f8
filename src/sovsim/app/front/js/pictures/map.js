// The region as tiles: a state each, coloured by a value that is also written on it.

import { s } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { t } from "../core/texts.js";
import { change, inkOn, shade } from "./colours.js";
import { codeLegend, codeShade, shareLegend } from "./legend.js";
import { widthOf } from "./scale.js";

const GAP = 0.04;
const BIG = 92; // no tile is larger, in small letters' pixels of 13
const BOLD = 1.12; // how much wider bold letters are than others
const NAMED = 6.2; // tiles of so many letters' heights have room for names

// A map of one column.
//   tiles: [{ code, name, tile: [row, column], hegemon, value, before, words }], value null where
//     there is none; before: at the start, or null; words: of a code
//   scale: { label, unit, low, high, codes: { code: words } | null, ordered: whether codes are
//     rungs, diverging: whether it is of differences, from -high to high }
//   chosen: code of the state that is shown closely; onChoose(code)
//   -> { svg, title, rows, changes: whether changes are written on tiles, too }
export function tileMap({ tiles, scale, chosen, title, onChoose }, { width, size }) {
  const [top, left, rows, columns] = frameOf(tiles);
  const tile = Math.min(width / columns, (BIG * size) / 13);
  const spare = (width - tile * columns) / 2;
  const placed = tiles.map((one) => ({
    ...one, x: spare + (one.tile[1] - left) * tile, y: (one.tile[0] - top) * tile,
  }));
  const legend = scale.codes === null
    ? shareLegend(scale, { width, size, top: rows * tile + size })
    : codeLegend(scale, tiles, { width, size, top: rows * tile + size });
  const height = Math.ceil(rows * tile + size + legend.height);
  const stop = placed.find(({ code }) => code === chosen) ?? placed[0];
  const svg = s("svg", {
    class: "map", viewBox: `0 0 ${width} ${height}`, role: onChoose ? "group" : "img",
    aria: { label: `${title}. ${t("picture.map.how")}` },
  },
  s("title", {}, title), s("desc", {}, descriptionOf(tiles, scale)),
  placed.map((one) => tileOf(one, {
    tile, size, scale, chosen: one.code === chosen, stop: one === stop, onChoose,
  })),
  legend.drawn);
  if (onChoose) svg.addEventListener("keydown", (event) => move(event, placed, svg));
  return { svg, title, changes: showsChange(tile, size, scale), rows: () => tableRows(tiles, scale) };
}

function frameOf(tiles) {
  const rows = tiles.map(({ tile }) => tile[0]);
  const columns = tiles.map(({ tile }) => tile[1]);
  const [top, left] = [Math.min(...rows), Math.min(...columns)];
  return [top, left, Math.max(...rows) - top + 1, Math.max(...columns) - left + 1];
}

function tileOf(one, { tile, size, scale, chosen, stop, onChoose }) {
  const inset = GAP * tile;
  const side = tile - 2 * inset;
  const known = Number.isFinite(one.value);
  const face = known && !one.hegemon ? faceOf(one.value, scale) : null;
  const press = onChoose && {
    role: "button", tabindex: stop ? "0" : "-1", onclick: () => onChoose(one.code),
    onkeydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      onChoose(one.code);
    },
  };
  return s("g", {
    class: `tile${one.hegemon ? " hegemon" : ""}${chosen ? " chosen" : ""}`,
    data: { key: one.code },
    transform: `translate(${(one.x + inset).toFixed(1)} ${(one.y + inset).toFixed(1)})`,
    ...press,
    aria: onChoose ? { label: `${one.name}: ${saidOf(one, scale)}`, pressed: chosen } : {},
  },
  s("title", {}, `${one.name}: ${saidOf(one, scale)}`),
  s("rect", { width: side, height: side, rx: one.hegemon ? side * 0.12 : 3, style: { fill: face } }),
  linesOf(one, scale, tile, size).map(({ text, height, strong }) => s("text", {
    class: strong ? "strong" : null, x: side / 2, y: side * height, style: {
      fill: face ? inkOn(face) : null,
      "font-size": `${letters(text, strong, side, size).toFixed(1)}px`,
    },
  }, text)));
}

// How high letters are, so that a text has room on its tile.
const letters = (text, strong, side, size) =>
  Math.min(size * (strong ? 1 : 0.95), side * 0.29, (0.92 * side) / widthOf(text, strong ? BOLD : 1));

// What is written on a tile: who, the value, and its change since the start with its sign.
function linesOf(one, scale, tile, size) {
  const name = tile >= NAMED * size && one.name.length <= 12 ? one.name : one.code;
  if (one.hegemon || !Number.isFinite(one.value)) return [{ text: name, height: 0.5, strong: true }];
  const changed = Number.isFinite(one.before) && showsChange(tile, size, scale);
  const value = scale.diverging ? signed(one.value, 2) : scale.codes === null ? number(one.value, 2)
    : tile >= NAMED * size ? short(one.words) : String(one.value);
  if (!changed) {
    return [{ text: name, height: 0.33, strong: true }, { text: value, height: 0.68 }];
  }
  const moved = one.value - one.before;
  const sign = Math.abs(moved) < 0.005 ? "=" : moved > 0 ? "▲" : "▼";
  return [{ text: name, height: 0.24, strong: true }, { text: value, height: 0.52 },
    { text: sign === "=" ? sign : `${sign} ${number(Math.abs(moved), 2)}`, height: 0.79 }];
}

const showsChange = (tile, size, { codes }) => codes === null && tile > 3.6 * size;

const short = (words) => (words.length > 11 ? `${words.slice(0, 10)}…` : words);

function faceOf(value, scale) {
  const { low, high, codes, diverging } = scale;
  if (codes !== null) return codeShade(value, scale);
  if (diverging) return change(value / high);
  return shade(high > low ? (value - low) / (high - low) : 0);
}

function saidOf({ hegemon, value, before, words }, scale) {
  if (hegemon) return t("picture.map.hegemon");
  if (!Number.isFinite(value)) return t("picture.none");
  if (scale.codes !== null) return words;
  const since = Number.isFinite(before)
    ? `, ${t("picture.map.since", { change: signed(value - before, 2) })}` : "";
  return `${scale.diverging ? signed(value, 2) : number(value, 2)}${since}`;
}

function descriptionOf(tiles, scale) {
  const held = tiles.filter(({ hegemon, value }) => !hegemon && Number.isFinite(value));
  if (held.length === 0 || scale.codes !== null) return t("picture.map.what");
  const ordered = [...held].sort((a, b) => a.value - b.value);
  const [low, high] = [ordered[0], ordered.at(-1)];
  return t("picture.map.range", {
    low: `${low.name} ${number(low.value, 2)}`, high: `${high.name} ${number(high.value, 2)}`,
  });
}

function tableRows(tiles, scale) {
  const rows = tiles.filter(({ hegemon }) => !hegemon).map(({ name, code, value, before, words }) =>
    (scale.codes === null ? [name, code, value, before ?? null] : [name, code, value, words]));
  return [[t("picture.state"), t("picture.code"), scale.label,
    scale.codes === null ? t("picture.map.start") : t("picture.meaning")], ...rows];
}

// Arrow keys go to the nearest tile in their direction.
function move(event, placed, svg) {
  const [right, down] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[
    event.key] ?? [0, 0];
  const from = placed.find(({ code }) => code === document.activeElement?.dataset.key);
  if (from === undefined || (right === 0 && down === 0)) return;
  event.preventDefault();
  const distances = placed.filter((one) => one !== from).map((one) => {
    const [x, y] = [one.tile[1] - from.tile[1], one.tile[0] - from.tile[0]];
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down) + Math.abs(y * right);
    return [ahead > 0 ? ahead + 2 * aside : Infinity, one];
  }).sort((a, b) => a[0] - b[0]);
  if (distances.length === 0 || distances[0][0] === Infinity) return;
  const next = svg.querySelector(`[data-key="${CSS.escape(distances[0][1].code)}"]`);
  for (const one of svg.querySelectorAll(".tile")) one.setAttribute("tabindex", one === next ? "0" : "-1");
  next.focus();
}
