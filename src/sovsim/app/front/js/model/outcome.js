// The value that a question is about, in each of many runs; and how many runs answer it how.

import { manyRuns } from "./bands.js";
import { quantityOf } from "./quantity.js";
import { describedOf, endsOf } from "./run.js";

// outcome: as a lesson has it (scenario, against, set, set_against, column or metric, unit,
// quarter, since, cuts, runs) -> { values, shares, mean, runs }
//   A value that equals a cut belongs to the option above it; an undefined one to none.
export async function outcomeOf(host, outcome, goesOn = () => true, progress = () => {}) {
  const runs = outcome.runs ?? 64;
  const sides = outcome.against === undefined ? 1 : 2;
  const told = (side) => (done) => progress((side * runs + done) / (sides * runs));
  const own = await valuesOf(host, outcome, outcome.scenario, outcome.set, runs, goesOn, told(0));
  const other = sides === 1 ? null
    : await valuesOf(host, outcome, outcome.against, outcome.set_against, runs, goesOn, told(1));
  if (own === null || (sides === 2 && other === null)) return null;
  const values = own.map((one, run) => (other === null ? one : one - other[run]));
  const defined = values.filter(Number.isFinite);
  const counts = Array(outcome.cuts.length + 1).fill(0);
  for (const value of defined) counts[optionOf(value, outcome.cuts)] += 1;
  const mean = defined.reduce((sum, one) => sum + one, 0) / defined.length;
  return { values, runs: defined.length, mean, counts,
    shares: counts.map((count) => count / defined.length) };
}

export const optionOf = (value, cuts) => cuts.filter((cut) => cut <= value).length;

async function valuesOf(host, outcome, scenario, set, runs, goesOn, progress) {
  const described = await describedOf(host, scenario);
  const read = outcome.metric === undefined
    ? courseReader(host.content, outcome, described)
    : metricReader(outcome, described);
  const columns = outcome.metric === undefined ? quantityOf(host.content, outcome.column).columns : [];
  const settings = { scenario, seed: 0, set: set ?? {}, plays: [] };
  const found = [];
  const whole = await manyRuns(host, settings, { runs, columns, metrics: columns.length === 0 },
    (portion) => {
      found.push(...read(portion));
      progress(found.length);
    }, goesOn);
  return whole ? found : null;
}

function courseReader(content, { column, unit, quarter, since }, { quarters, units }) {
  const { columns, per } = quantityOf(content, column);
  const place = unit === undefined ? 0 : units[per].indexOf(unit);
  const ends = endsOf(quarters);
  const step = quarter === undefined ? ends.length - 1 : ends.indexOf(quarter);
  const before = since === undefined ? null : ends.indexOf(since);
  return ({ runs, mean }) => {
    const values = mean(columns, place);
    const at = (one, run) => values[one * runs.length + run];
    return runs.map((_, run) => (before === null ? at(step, run) : at(step, run) - at(before, run)));
  };
}

function metricReader({ metric, unit }, { units }) {
  const place = unit === undefined ? null : units.state.indexOf(unit);
  return ({ metrics }) => {
    const { value, states } = metrics[metric];
    const found = place === null ? value : states.map((one) => one[place]);
    return found.map((one) => one ?? NaN);
  };
}
