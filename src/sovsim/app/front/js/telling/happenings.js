// All that happened in a quarter of a run: what the model tells, and what the hegemon did to whom.

import { eventOf } from "./events.js";

const DEEDS = ["rung", "route", "talks"];
const [RESPECT, REWARD] = ["respect", "reward"];

// Columns that a run must have for its deeds to be told.
export const DEED_COLUMNS = Object.freeze([...DEEDS]);

// Rows as the table of events has them, in its order: each type, actor and target once.
//   run: of wholeRun, with DEED_COLUMNS among its columns; step: 1 is the first quarter
export function happeningsOf(run, step, content) {
  const told = (run.events?.[step] ?? []).map((one) => eventOf(one, content));
  const found = new Map();
  for (const one of [...told, ...deedsIn(run, step, content)]) {
    const key = `${one.type} ${one.actor} ${one.target}`;
    if (!found.has(key)) found.set(key, one);
  }
  return [...found.values()];
}

// What the hegemon did to each state in a quarter, beyond leaving it alone.
function deedsIn({ series, units }, step, { region, decisions }) {
  if (DEEDS.some((column) => series[column] === undefined)) return [];
  const options = DEEDS.map((decision) => Object.keys(decisions[decision].options));
  return units.state.map((target, place) => {
    const [rung, route, talks] = DEEDS.map((column, which) =>
      options[which][series[column][step][place]]);
    const type = rung === REWARD ? "reward" : "coercion";
    const who = { actor: region.hegemon, target, unit: target };
    return { type, ...who, size: null, cause: "", rung, route, talks };
  }).filter(({ rung }) => rung !== RESPECT);
}
