// Measures a script of scenarios in whatever runs it; `loaded` is the time that it took to load.
async function measured(loaded) {
  const { ask, ready, Simulation, scenarios, drawQuarters } = sovsim;
  const scenario = Object.values(scenarios)[0];
  const { model, steps } = scenario;
  const found = { loaded, steps };
  const clock = (work) => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  };
  const runs = (count) => Array.from({ length: count }, (_, run) => run);
  const whole = (count, ledger = false) => {
    const { simulation } = ask({ ask: "prepare", runs: runs(count) });
    const time = clock(() => {
      for (let step = 0; ledger && step < steps; step++) ask({ ask: "step", simulation, ledger });
      if (!ledger) ask({ ask: "step", simulation, quarters: steps });
    });
    ask({ ask: "forget", simulation });
    return time;
  };
  const best = (times, work) => Math.min(...runs(times).map(work));
  const engine = (name) => {
    found[`${name} first run`] = whole(1);
    found[`${name} one run, warm`] = best(12, () => whole(1));
    found[`${name} 64 runs, first`] = whole(64);
    found[`${name} 64 runs, again`] = best(4, () => whole(64));
    found[`${name} 200 runs`] = best(2, () => whole(200));
    const simulation = new Simulation(model, scenario, 0, runs(64), [], {});
    simulation.advance(steps);
    found[`${name} bits`] = fnv(simulation.states);
  };
  found["prepare one run, first"] = clock(() => ask({ ask: "prepare" }));
  engine("JavaScript");
  found["prepare 64 runs"] = best(3, () => clock(() => ask({ ask: "prepare", runs: runs(64) })));
  found["first run, ledger"] = whole(1, true);
  found["one run, ledger, warm"] = best(8, () => whole(1, true));
  const { keys, draws } = new Simulation(model, scenario, 0, [0], [], {});
  const out = new Float64Array(4 * model.address.words.length);
  const noise = () => runs(steps / 4).forEach((four) =>
    drawQuarters(keys, 0, 4 * four, model.address, out));
  found["JavaScript one run, noise alone"] = best(20, () => clock(noise));
  await ready;
  if (model.fast !== null) engine("WebAssembly");
  return found;
}

// FNV-1a over the bits of numbers; one nan is like another.
function fnv(states) {
  let hash = 0x811c9dc5;
  for (const state of states) {
    const bytes = new Uint8Array(state.map((one) => (one === one ? one : NaN)).buffer);
    for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16);
}
