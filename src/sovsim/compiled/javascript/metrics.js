// Metrics of each run, from what has come together of them.
const TAIL = 8; // quarters at the end over which stocks are averaged

// Returns metric -> { value: a number a run, states: a list of numbers a run, where it has them }.
function metricsOf(simulation) {
  const { step, model } = simulation;
  let read = simulation;
  if (step !== simulation.scenario.steps) {
    read = simulation.at(Math.max(step - TAIL, 0));
    read.tailFrom = read.step;
    read.advance(step - read.step);
  }
  const found = {};
  for (const [name, metric] of Object.entries(model.metrics)) {
    if (metric.difference !== undefined) continue;
    const upper = together(read, name, "upper", metric);
    const lower = metric.against ? together(read, name, "lower", metric) : null;
    const value = upper.map((units, run) => {
      const above = across(units, metric);
      return lower === null ? above : ratio(above, across(lower[run], metric));
    });
    found[name] = { value };
    if (metric.per === "state") {
      found[name].states = upper.map((units, run) =>
        units.map((one, unit) => (lower === null ? one : ratio(one, lower[run][unit]))));
    }
  }
  for (const [name, { difference }] of Object.entries(model.metrics)) {
    if (difference === undefined) continue;
    const [first, second] = difference.map((part) => found[part].value);
    found[name] = { value: first.map((one, run) => one - second[run]) };
  }
  return Object.fromEntries(Object.keys(model.metrics).map((name) => [name, found[name]]));
}

function together({ states, step, model }, name, part, metric) {
  const { first, last } = model.totals[`${name} ${part}`];
  const count = { MEAN: step, TAIL: Math.min(step, TAIL) }[metric.window] ?? 1;
  return states.map((state) => Array.from(state.subarray(first, last), (one) => one / count));
}

function across(units, { across: how }) {
  const sum = units.reduce((whole, one) => whole + one, 0);
  return how === "sum" ? sum : sum / units.length;
}

function ratio(upper, lower) {
  return lower > 0 ? upper / lower : NaN;
}
