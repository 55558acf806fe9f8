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
