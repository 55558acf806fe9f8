// Many runs of the same settings: how a course is spread. They come in portions, so that a newer
// question goes before what is left of an older one.

import { quantileOf } from "../core/numbers.js";

const PORTION = 8;
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

// Goes through many runs, a portion at a time.
//   each({ series, metrics, runs }): series: column -> [quarter][run][unit], from quarter 1 on
//   goesOn() says whether they are still wanted -> whether all were made
export async function manyRuns(host, settings, { runs = 64, columns = [], metrics = false }, each, goesOn) {
  for (let first = 0; first < runs; first += PORTION) {
    if (!goesOn()) return false;
    const numbers = Array.from({ length: Math.min(PORTION, runs - first) }, (_, k) => first + k);
    const { scenario, seed, set, plays } = settings;
    const request = { ask: "prepare", scenario, seed, runs: numbers, set, plays };
    const { simulation, steps } = await host.ask(request, "bands");
    const start = await host.ask({ ask: "state", simulation, columns }, "bands");
    const { series } = await host.ask({ ask: "step", simulation, quarters: steps, columns }, "bands");
    const told = metrics ? (await host.ask({ ask: "metrics", simulation }, "bands")).metrics : null;
    await host.ask({ ask: "forget", simulation }, "bands");
    if (!goesOn()) return false;
    for (const column of columns) series[column].unshift(start.values[column]);
    each({ series, metrics: told, runs: numbers });
  }
  return true;
}

// Quantiles of a column, run by run, through the quarters.
//   -> [quarter] -> { low, lower, middle, upper, high }
export function spread(values) {
  return values.map((runs) => {
    const sorted = Float64Array.from(runs).sort();
    const [low, lower, middle, upper, high] = SHARES.map((share) => quantileOf(sorted, share));
    return { low, lower, middle, upper, high };
  });
}
