// Asks the model, and only for what is newest: a question that a newer one has overtaken is dropped,
// and many runs or tales of a course that nobody wants any more stop at their next portion.

import { manyRuns, spread } from "../model/bands.js";
import { wholeRun } from "../model/run.js";
import { toldRun } from "../model/told.js";

const RUNS = 64;
const QUIET = 60; // milliseconds without a newer question after which the rest is made
const ENOUGH = 16; // runs from which a spread is drawn while the others still come

// tell(patch): { runs: { a, b } } | { bands: { a, b } } | { events: { a, b } } | { failed } of the
// question { a, b, columns, spread: columns } that was asked last.
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

  // While a lever still moves, spreads and tales would only be in its way.
  function after(question, mine) {
    const goesOn = () => open && mine === number;
    setTimeout(async () => {
      if (!goesOn()) return;
      try {
        await spreads(host, question, goesOn, (bands, runs) => tell({ question, bands, spreadOf: runs }));
        await tales(host, question, goesOn, (events) => tell({ question, events }));
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

async function tales(host, question, goesOn, tell) {
  const a = await toldRun(host, question.a, goesOn);
  if (a === null) return;
  tell({ a, b: null });
  if (question.b === null) return;
  const b = await toldRun(host, question.b, goesOn);
  if (b !== null) tell({ a, b });
}

// The spread of every column and unit: side -> column -> [unit] -> [quarter] -> quantiles.
async function spreads(host, question, goesOn, tell) {
  const bands = { a: null, b: null };
  for (const side of ["a", "b"]) {
    if (question[side] === null) continue;
    const found = question.spread.map(() => []); // quantity -> [quarter] -> [unit] -> values of runs
    let runs = 0;
    const columns = [...new Set(question.spread.flatMap((one) => one.columns))];
    await manyRuns(host, question[side], { runs: RUNS, columns }, (portion) => {
      runs += portion.runs.length;
      question.spread.forEach((quantity, k) => gather(found[k], portion, quantity));
      if (runs < ENOUGH || (runs & (runs - 1)) !== 0) return; // 16, 32, 64
      bands[side] = Object.fromEntries(question.spread.map(({ name }, k) => [name, lazily(found[k])]));
      tell({ ...bands }, runs);
    }, goesOn);
  }
}

function gather(found, { series, runs }, { columns }) {
  const [first] = columns;
  series[first].forEach((quarter, step) => {
    found[step] ??= quarter[0].map(() => []);
    runs.forEach((_, run) => {
      found[step].forEach((values, unit) => {
        values.push(columns.reduce((sum, column) => sum + series[column][step][run][unit], 0) / columns.length);
      });
    });
  });
}

// Quantiles are worked out for those units alone that somebody looks at.
function lazily(found) {
  const copy = found.map((units) => units.map((values) => [...values]));
  const known = new Map();
  return (unit) => {
    if (!known.has(unit)) known.set(unit, spread(copy.map((units) => units[unit])));
    return known.get(unit);
  };
}
