// Which columns the model is asked for.

import { quantityOf } from "../model/quantity.js";
import { DEED_COLUMNS } from "../telling/happenings.js";
import { quantitiesOf } from "./reading.js";

// Those on the pictures, and what the hegemon did; where two courses are compared, every code
// besides, so that the first decision that differs is found. The fewer, the sooner an answer.
export function columnsOf(view, content) {
  const { columns } = content;
  const codes = view.b === null ? [] : Object.keys(columns).filter((name) =>
    columns[name].codes !== null && ["state", "system"].includes(columns[name].per));
  const shown = quantitiesOf(view, content).flatMap((one) => one.columns);
  return [...new Set([...shown, ...DEED_COLUMNS, ...codes])];
}

// Quantities whose spread is drawn: numbers, of the pictures.
export const spreadOf = (view, content) =>
  quantitiesOf(view, content).filter((one) => one.codes === null && quantityOf(content, one.name) !== null);

// Runs that can be drawn: of the scenarios and with the columns that are shown; none until they come.
export function readyRuns({ runs: { a, b }, view, content, place }) {
  const wanted = columnsOf(view, content);
  const fits = (run, settings) => run !== null && run.settings.scenario === settings.scenario &&
    wanted.every((column) => column in run.series);
  if (place === null || !fits(a, view.a)) return { a: null, b: null };
  if (view.b === null) return { a, b: null };
  return fits(b, view.b) ? { a, b } : { a: null, b: null };
}
