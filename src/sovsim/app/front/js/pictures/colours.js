// Colours of values. Those of lines are the style's (`series-1` and on); these are of areas, and
// the same in light and dark. No colour stands alone: a number or a word stands on it.

const SHARES = ["#f7f5ec", "#c9dfd6", "#82b6c4", "#3f7fae", "#1b4480", "#0b1f44"];
const CHANGES = ["#7a2f0b", "#d0824a", "#f5efe6", "#6fa3c4", "#123f6e"];
const LADDER = ["#f6f6f2", "#dceae2", "#f0d07a", "#e6ab45", "#d38532", "#c25d2e", "#963a3c",
  "#622042", "#280f26"];
const TINTS = ["#f1efe8", "#c3d9ee", "#f2dba4", "#c2e0cf", "#edc4b8", "#dccae8", "#d9d58f", "#b9c3cf",
  "#e9b774"];
const INK = "#000000"; // with white, one of the two always has a contrast of 4.5
const PAPER = "#ffffff";

export const HUES = 6;

// A share from 0 (light) to 1 (dark).
export const shade = (share) => between(SHARES, share);

// A change from -1 (brown) by 0 to 1 (blue).
export const change = (share) => between(CHANGES, (share + 1) / 2);

// A rung of the hegemon's ladder, light to dark.
export const shadeOfRung = (rung, rungs) => between(LADDER, rungs <= 1 ? 0 : rung / (rungs - 1));

// One of some codes that have no order, told apart by tints.
export const tint = (code) => TINTS[code % TINTS.length];

// The colour of words that can be read on a ground.
export const inkOn = (ground) => (contrast(ground, INK) >= contrast(ground, PAPER) ? INK : PAPER);

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = parts(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function between(colours, share) {
  const place = Math.min(Math.max(share, 0), 1) * (colours.length - 1);
  const low = Math.min(Math.floor(place), colours.length - 2);
  const [from, to] = [parts(colours[low]), parts(colours[low + 1])];
  const mixed = from.map((part, k) => Math.round(part + (to[k] - part) * (place - low)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
