// Where the usual policy would have ended with other luck: how far apart chance alone puts two ends.

import { quantileOf } from "../core/numbers.js";
import { manyRuns } from "../model/bands.js";
import { columnsOf } from "./values.js";

export const RUNS = 64;

// The middle half of the ends of many runs of a game's scenario, without its plays.
//   place: of the state; null for the mean over all
//   -> Map variable -> { lower, upper }; null where they are not wanted any more
export async function endsByLuck(host, { settings, now, described }, variables, place, content, goesOn) {
  const columns = columnsOf(variables, content, described);
  const ends = new Map(variables.map((variable) => [variable, []]));
  const whole = await manyRuns(host, { ...settings, plays: [] }, { runs: RUNS, columns }, ({ runs, mean }) => {
    for (const [variable, found] of ends) {
      const values = mean(columnsOf([variable], content, described), place);
      found.push(...values.subarray(now * runs.length, (now + 1) * runs.length));
    }
  }, goesOn);
  return whole ? new Map([...ends].map(([variable, found]) => [variable, middleHalf(found)])) : null;
}

function middleHalf(values) {
  const sorted = Float64Array.from(values).sort();
  return { lower: quantileOf(sorted, 0.25), upper: quantileOf(sorted, 0.75) };
}
