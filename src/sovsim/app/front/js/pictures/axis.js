// How far the upright axis of a picture of courses goes, and what is written on it.

import { ticksOf } from "./scale.js";

// Shares from quarter to quarter of their range, as far as they go; what is unbounded likewise.
export function rangeOf({ lines: held }, { low, high, codes, diverging }) {
  if (codes !== null || diverging) return [low, high];
  const values = held.flatMap(({ values: course, band }) =>
    [...course, ...(band ?? []).flatMap((one) => [one.low, one.high])]).filter(Number.isFinite);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || least === most) return [Number.isFinite(low) ? low : 0, Number.isFinite(high) ? high : 1];
  const size = high - low <= 2 ? (high - low) / 4 : ticksOf(Math.min(least, 0), most, 3)[1] ?? most;
  const floor = Math.max(low, Math.floor(least / size + 1e-9) * size);
  const ceiling = Math.min(high, Math.ceil(most / size - 1e-9) * size);
  return ceiling - floor >= 2 * size ? [floor, ceiling]
    : ceiling < high ? [floor, Math.min(high, floor + 2 * size)] : [Math.max(low, ceiling - 2 * size), ceiling];
}

// Both ends are written where the axis is of quarters of a range, so that nobody takes it for whole.
export function ticksWithin(low, high, scale) {
  const size = (scale.high - scale.low) / 4;
  const pieces = Math.round((high - low) / size);
  const even = Math.abs((high - low) / size - pieces) < 1e-9;
  if (scale.diverging || size > 0.5 || !even) return ticksOf(low, high);
  return Array.from({ length: pieces + 1 }, (_, k) => Number((low + k * size).toPrecision(12)));
}
