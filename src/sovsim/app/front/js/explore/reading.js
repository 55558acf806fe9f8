// What a picture needs of two courses: values, differences, what happened, what is on record.

import { courseIn, quantityOf } from "../model/quantity.js";
import { kindOf } from "../pictures/marks.js";

// The scale of a quantity for a picture; of a difference, as far as it goes.
export function scaleOf(quantity, apart = null) {
  const ordered = quantity.columns[0] === "rung";
  if (apart === null) return { ...quantity, ordered, diverging: false };
  const most = Math.max(0.01, ...apart.flat().filter(Number.isFinite).map(Math.abs));
  return { ...quantity, codes: null, ordered, diverging: true, low: -most, high: most };
}

// A course through the quarters; by quarters of the first where there are two.
export function courseOf(quantity, run, unit, quarters = run.quarters) {
  const values = courseIn(quantity, run, unit);
  if (quarters === run.quarters) return values;
  return quarters.map((quarter) => values[run.quarters.indexOf(quarter)] ?? null);
}

// What is drawn of a unit: [{ side, values }], or the one difference A less B.
export function coursesOf(quantity, { runs, view }, unit) {
  const { quarters } = runs.a;
  const a = courseOf(quantity, runs.a, unit);
  if (view.b === null || runs.b === null) return [{ side: "a", values: a }];
  const b = courseOf(quantity, runs.b, unit, quarters);
  if (view.apart && quantity.codes === null) {
    return [{ side: "apart", values: a.map((value, k) => (b[k] === null ? null : value - b[k])) }];
  }
  return [{ side: "a", values: a }, { side: "b", values: b }];
}

// Quantities of a view, the one on the map first.
export const quantitiesOf = ({ column, lines }, content) =>
  [column, ...lines].map((name) => quantityOf(content, name)).filter(Boolean);

// Marks of what happened to a state, by its kind; words by `tell`.
export function marksOf(events, code, tell) {
  return (events ?? []).flatMap((list, step) => list.filter((one) => concerns(one, code)).flatMap((one) => {
    const kind = kindOf(one);
    return kind === null ? [] : [{ step, code, kind, words: tell(one) }];
  }));
}

export const concerns = ({ unit, target }, code) =>
  unit === code || target === code || (typeof unit === "string" && unit.split("-").includes(code));

// Facts of public record behind a column's course: dates, not values.
export function factsOf(quantity, states, quarters, { observed, units, columns, variables }) {
  const variable = columns[quantity.columns[0]]?.variable;
  const names = new Set([variable, quantity.name, ...quantity.columns]);
  const last = quarters.length - 1;
  const at = (quarter, otherwise) => {
    if (quarter === null) return otherwise;
    const place = quarters.indexOf(quarter);
    return place >= 0 ? place : quarter < quarters[0] ? 0 : last;
  };
  return (observed?.facts ?? []).flatMap((fact) => {
    const whom = fact.states.filter((code) => states.includes(code));
    const outside = (fact.from !== null && fact.from > quarters[last]) ||
      (fact.until !== null && fact.until < quarters[0]);
    if (whom.length === 0 || outside || !fact.beside.some((one) => names.has(one))) return [];
    const who = whom.map((code) => units[code].name).join(", ");
    const until = fact.until === fact.from ? "" : `–${fact.until ?? ""}`;
    return [{ from: at(fact.from, 0), to: at(fact.until, last), fact,
      words: `${who}: ${fact.words} (${fact.from ?? ""}${until})` }];
  });
}
