// Measures a script of scenarios in whatever runs it.
//   loaded: milliseconds that it took to load
//   bits: whether nothing is wanted but the bits of whole runs
async function measured(loaded, bits) {
  const { ask, ready, scenarios } = sovsim;
  const scenario = Object.values(scenarios)[0];
  const found = { loaded, "prepare one run, first": clock(() => ask({ ask: "prepare" })) };
  if (!bits) Object.assign(found, engine("JavaScript", scenario));
  found["JavaScript bits"] = bitsOf(scenario);
  if (!bits) Object.assign(found, ofJavaScript(scenario));
  await ready;
  if (scenario.model.fast === null) return found;
  if (!bits) Object.assign(found, engine("WebAssembly", scenario));
  return { ...found, "WebAssembly bits": bitsOf(scenario) };
}

const runs = (count) => Array.from({ length: count }, (_, run) => run);
const best = (times, work) => Math.min(...runs(times).map(work));

function clock(work) {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

// The time of some whole runs, prepared before; with the ledger quarter by quarter.
function whole(count, steps, ledger = false) {
  const { simulation } = sovsim.ask({ ask: "prepare", runs: runs(count) });
  const one = () => sovsim.ask({ ask: "step", simulation, ledger });
  const time = clock(ledger ? () => runs(steps).forEach(one)
    : () => sovsim.ask({ ask: "step", simulation, quarters: steps }));
  sovsim.ask({ ask: "forget", simulation });
  return time;
}

function engine(name, { steps }) {
  return {
    [`${name} first run`]: whole(1, steps),
    [`${name} one run`]: best(12, () => whole(1, steps)),
    [`${name} 64 runs, first`]: whole(64, steps),
    [`${name} 64 runs`]: best(4, () => whole(64, steps)),
    [`${name} 200 runs`]: best(2, () => whole(200, steps)),
  };
}

function ofJavaScript(scenario) {
  const { model, steps } = scenario;
  const { keys } = new sovsim.Simulation(model, scenario, 0, [0], [], {});
  const out = new Float64Array(4 * model.address.words.length);
  const noise = () => runs(steps / 4).forEach((four) =>
    sovsim.drawQuarters(keys, 0, 4 * four, model.address, out));
  return {
    "prepare 64 runs": best(3, () => clock(() => sovsim.ask({ ask: "prepare", runs: runs(64) }))),
    "one run, ledger, first": whole(1, steps, true),
    "one run, ledger": best(8, () => whole(1, steps, true)),
    "one run, its draws alone": best(20, () => clock(noise)),
  };
}

// FNV-1a over the bits of the states at the end of 64 runs; one nan is like another.
function bitsOf(scenario) {
  const simulation = new sovsim.Simulation(scenario.model, scenario, 0, runs(64), [], {});
  simulation.advance(scenario.steps);
  let hash = 0x811c9dc5;
  for (const state of simulation.states) {
    const bytes = new Uint8Array(state.map((one) => (one === one ? one : NaN)).buffer);
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
