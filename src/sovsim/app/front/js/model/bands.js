// Many runs of the same settings: how a course is spread. They come in portions, of several workers
// at once, so that a newer question goes before what is left of an older one.

import { quantileOf } from "../core/numbers.js";

const PORTION = 8;
const MOST_LANES = 4;
const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

// Goes through many runs, a portion at a time, in their order.
//   each({ runs, metrics, quarters, mean(columns, unit) -> value[quarter * runs + run] }): quarter 0
//     is the start; unit null is the mean of all
//   goesOn() says whether they are still wanted -> whether all were made
export async function manyRuns(host, settings, { runs = 64, columns = [], metrics = false }, each, goesOn) {
  const { scenario, seed, set, plays } = settings;
  const made = new Map(); // first run of a portion -> what has not been told yet
  let asked = 0;
  let told = 0;

  async function work(lane) {
    while (asked < runs && goesOn()) {
      const first = asked;
      asked += PORTION;
      const numbers = Array.from({ length: Math.min(PORTION, runs - first) }, (_, k) => first + k);
      const answer = await host.ask({ ask: "course", scenario, seed, runs: numbers, set, plays,
        columns, metrics, flat: true, keep: false }, lane);
      if (!goesOn()) return;
      made.set(first, portionOf(answer));
      for (; made.has(told); told += PORTION) {
        each(made.get(told));
        made.delete(told);
      }
    }
  }

  await Promise.all(lanes().map(work));
  return told >= runs;
}

// As many workers as there are processors, within reason: each holds the model once.
function lanes() {
  const count = Math.min(globalThis.navigator?.hardwareConcurrency ?? 1, MOST_LANES);
  return Array.from({ length: count }, (_, k) => `bands ${k}`);
}

function portionOf({ series, metrics, steps, runs }) {
  const quarters = steps + 1;
  const length = quarters * runs.length;
  return {
    runs, metrics, quarters,
    mean(columns, unit) {
      const found = new Float64Array(length);
      for (const column of columns) {
        const values = series[column];
        const units = values.length / length;
        const from = units === 1 ? 0 : unit ?? 0; // what there is one of is everybody's
        const to = unit === null ? units : from + 1;
        for (let k = 0; k < length; k++) {
          let sum = 0;
          for (let one = from; one < to; one++) sum += values[k * units + one];
          found[k] += sum / (to - from);
        }
      }
      return found.map((sum) => sum / columns.length);
    },
  };
}

// Quantiles of a unit over all runs of some portions, through the quarters.
//   -> [quarter] -> { low, lower, middle, upper, high }
export function spreadOfRuns(portions, columns, unit) {
  const means = portions.map((one) => one.mean(columns, unit));
  return spread(Array.from({ length: portions[0].quarters }, (_, quarter) => {
    const found = new Float64Array(portions.reduce((sum, { runs }) => sum + runs.length, 0));
    let to = 0;
    portions.forEach(({ runs: { length } }, k) => {
      found.set(means[k].subarray(quarter * length, (quarter + 1) * length), to);
      to += length;
    });
    return found;
  }));
}

// Quantiles of many values of each quarter, as spreadOfRuns.
export function spread(quarters) {
  return quarters.map((values) => {
    const sorted = Float64Array.from(values).sort();
    const [low, lower, middle, upper, high] = SHARES.map((share) => quantileOf(sorted, share));
    return { low, lower, middle, upper, high };
  });
}
