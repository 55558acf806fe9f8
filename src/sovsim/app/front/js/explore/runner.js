// Asks the model, and only for what is newest: a question that a newer one has overtaken is dropped,
// and many runs that nobody wants any more stop at their next portion.

import { manyRuns, spreadOfRuns } from "../model/bands.js";
import { wholeRun } from "../model/run.js";

const RUNS = 64;
const QUIET = 60; // milliseconds without a newer question after which the rest is made
const ENOUGH = 16; // runs from which a spread is drawn while the others still come

// tell(patch): { runs: { a, b } } | { bands: { a, b } } | { failed } of the question
// { a, b, columns, spread: columns } that was asked last.
export function createRunner(host, tell) {
  let wanted = null;
  let number = 0;
  let busy = false;
  let held = [];
  let open = true;

  async function work() {
    busy = true;
    while (wanted !== null && open) {
      const [question, mine] = [wanted, number];
      wanted = null;
      try {
        const a = await wholeRun(host, question.a, question.columns, null, false);
        const b = question.b === null ? null
          : await wholeRun(host, question.b, question.columns, null, false);
        for (const run of held) run?.forget();
        held = [a, b];
        if (open) tell({ question, runs: { a, b } });
        if (mine === number) after(question, mine);
      } catch (error) {
        if (mine === number && open) tell({ question, failed: error });
      }
    }
    busy = false;
  }

  // While a lever still moves, spreads would only be in its way.
  function after(question, mine) {
    const goesOn = () => open && mine === number;
    setTimeout(async () => {
      if (!goesOn()) return;
      try {
        await spreads(host, question, goesOn, (bands, runs) => tell({ question, bands, spreadOf: runs }));
      } catch (error) {
        if (goesOn()) tell({ question, failed: error });
      }
    }, QUIET);
  }

  return {
    ask(question) {
      number += 1;
      wanted = question;
      if (!busy) work();
    },
    close() {
      open = false;
      for (const run of held) run?.forget();
    },
  };
}

// The spread of every quantity: side -> quantity -> unit -> [quarter] -> quantiles.
async function spreads(host, question, goesOn, tell) {
  const bands = { a: null, b: null };
  const columns = [...new Set(question.spread.flatMap((one) => one.columns))];
  for (const side of ["a", "b"]) {
    if (question[side] === null) continue;
    const made = [];
    let runs = 0;
    await manyRuns(host, question[side], { runs: RUNS, columns }, (portion) => {
      made.push(portion);
      runs += portion.runs.length;
      if (runs < ENOUGH || (runs & (runs - 1)) !== 0) return; // 16, 32, 64
      const portions = [...made];
      bands[side] = Object.fromEntries(question.spread.map((one) => [one.name, lazily(portions, one)]));
      tell({ ...bands }, runs);
    }, goesOn);
  }
}

// Quantiles are worked out for those units alone that somebody looks at.
function lazily(portions, { columns }) {
  const known = new Map();
  return (unit) => {
    if (!known.has(unit)) known.set(unit, spreadOfRuns(portions, columns, unit));
    return known.get(unit);
  };
}
