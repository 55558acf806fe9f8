// What colours of areas and signs mean.

import { s } from "../core/dom.js";
import { exact, signed } from "../core/numbers.js";
import { change, shade, shadeOfRung, tint } from "./colours.js";
import { mark } from "./marks.js";
import { widthOf, wrapped } from "./scale.js";

const PIECES = 20;

// A scale of values: -> { drawn, height }
export function shareLegend({ label, unit, low, high, diverging }, { width, size, top }) {
  const long = Math.min(width, 22 * size);
  const left = (width - long) / 2;
  const high_ = 0.7 * size;
  const words = wrapped(unit === "" ? label : `${label}, ${unit}`, size, width);
  return {
    height: high_ + size * (1.5 + 1.3 * words.length),
    drawn: s("g", { class: "legend", aria: { hidden: "true" } },
      Array.from({ length: PIECES }, (_, k) => s("rect", {
        x: left + (k * long) / PIECES, y: top, width: long / PIECES + 0.5, height: high_,
        fill: diverging ? change((2 * k + 1) / PIECES - 1) : shade((k + 0.5) / PIECES),
      })),
      s("rect", { class: "frame", x: left, y: top, width: long, height: high_ }),
      [low, (low + high) / 2, high].map((value, k) => s("text", {
        class: "tick", x: left + (k * long) / 2, y: top + high_ + size,
      }, diverging ? signed(value) : exact(value))),
      words.map((line, k) => s("text", {
        class: "tick", x: width / 2, y: top + high_ + size * (2.2 + 1.3 * k),
      }, line))),
  };
}

// The colour of a code.
export const codeShade = (code, { codes, ordered }) =>
  (ordered ? shadeOfRung(code, Object.keys(codes).length) : tint(code));

// Codes that occur on a map.
export function codeLegend(scale, tiles, { width, size, top }) {
  const { label, codes } = scale;
  const held = new Set(tiles.map(({ value }) => String(value)));
  const shown = Object.entries(codes).filter(([code]) => held.has(code));
  const { drawn, height } = keyRows(shown.map(([code, words]) => ({
    words: `${code} ${words}`,
    sign: (x, y) => s("rect", {
      class: "swatch", x, y: y - 0.5 * size, width: size, height: size,
      fill: codeShade(Number(code), scale),
    }),
  })), { width, size, top: top + 1.6 * size });
  return {
    height: height + 1.6 * size,
    drawn: s("g", { class: "legend", aria: { hidden: "true" } },
      s("text", { class: "tick left", x: 0, y: top + 0.5 * size }, label), drawn),
  };
}

// What marks mean; only those that occur.
export const markLegend = (kinds, wordsOf, place) => keyRows(kinds.map((kind) => ({
  words: wordsOf(kind), sign: (x, y) => mark(kind, x + 0.5 * place.size, y, 0.42 * place.size),
})), place);

// Signs with their words, in as many rows as they need: -> { drawn, height }
export function keyRows(entries, { width, size, top }) {
  let [x, y] = [0, top + 0.5 * size];
  const drawn = entries.map(({ words, sign, long = size }) => {
    const needs = long + 0.4 * size + widthOf(words, size) + 1.2 * size;
    if (x > 0 && x + needs > width) {
      x = 0;
      y += 1.45 * size;
    }
    const entry = s("g", {}, sign(x, y),
      s("text", { class: "tick left", x: x + long + 0.4 * size, y }, words));
    x += needs;
    return entry;
  });
  return { drawn, height: entries.length === 0 ? 0 : y - top + size };
}
