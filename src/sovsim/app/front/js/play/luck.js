// Where the usual policy would have ended with other luck: how far apart chance alone puts two ends.

import { manyRuns, spread } from "../model/bands.js";
import { columnsOf } from "./values.js";

const RUNS = 64;

// The middle half of the ends of many runs of a game's scenario, without its plays.
//   place: of the state; null for the mean over all
//   -> Map variable -> quantiles, as of `spread`; null where they are not wanted any more
export async function endsByLuck(host, { settings, now, described }, variables, place, content, goesOn) {
  const parts = new Map(variables.map((variable) => [variable, columnsOf([variable], content, described)]));
  const columns = [...new Set([...parts.values()].flat())];
  const ends = new Map(variables.map((variable) => [variable, []]));
  const whole = await manyRuns(host, { ...settings, plays: [] }, { runs: RUNS, columns }, ({ runs, mean }) => {
    for (const [variable, found] of ends) {
      const values = mean(parts.get(variable), place);
      found.push(...values.subarray(now * runs.length, (now + 1) * runs.length));
    }
  }, goesOn);
  return whole ? new Map([...ends].map(([variable, found]) => [variable, spread([found])[0]])) : null;
}
