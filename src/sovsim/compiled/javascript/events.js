// What a scenario imposes: events, applied at the beginning of a quarter, and imposed options.

const EVENTS = "events.apply"; // the rule

// Sizes and dates of the shocks for one run; what varies is drawn.
function imposedOn(run, scenario, keys, systemWord) {
  const share = (name) => drawStart(keys, run, systemWord, name);
  const sizes = scenario.shocks.map(({ size, sizeWord }) =>
    sizeWord === undefined ? size : size[0] + (size[1] - size[0]) * share(sizeWord));
  const starts = scenario.shocks.map(({ start, startWord }) =>
    startWord === undefined
      ? start
      : Math.min(Math.floor(start[0] + (start[1] + 1 - start[0]) * share(startWord)), start[1]));
  return { sizes, starts };
}

// Applies the events of a quarter to the state of one run: `sovsim.compiled.events` to the bit.
// Slot k of it is state[at + k * apart]. `tell(slot, term, change)` is told of every change.
function applyEvents(state, at, apart, step, imposed, scenario, model, tell = () => {}) {
  for (const [first, last] of model.cleared) {
    for (let slot = first; slot < last; slot++) {
      tell(slot, "cleared", -state[at + slot * apart]);
      state[at + slot * apart] = 0;
    }
  }
  const due = scenario.due[step];
  if (due === undefined) return;
  const before = new Map();
  for (const number of due) {
    const shock = scenario.shocks[number];
    const holds = inForce(shock, imposed.starts[number], step);
    for (let slot = shock.first; slot < shock.last; slot++) {
      const place = at + slot * apart;
      const old = state[place];
      if (!before.has(slot)) before.set(slot, old);
      const here = before.get(slot);
      const change = imposed.sizes[number] + (shock.adds ? here : 0) - here;
      if (shock.stock) state[place] += holds ? change : 0;
      else if (holds) state[place] = here + change;
      tell(slot, `event_${shock.type}`, state[place] - old);
    }
  }
  for (const number of due) {
    const { stock, first, last, low, high } = scenario.shocks[number];
    for (let slot = first; stock && slot < last; slot++) {
      const place = at + slot * apart;
      const old = state[place];
      state[place] = mn(mx(old, low), high);
      tell(slot, "bounds", state[place] - old);
    }
  }
}

const inForce = ({ duration }, begin, step) => step >= begin && step < begin + duration;

// The events that begin in a quarter, each type and target once.
function begun(step, imposed, scenario) {
  const found = new Map();
  for (const number of scenario.due[step] ?? []) {
    const { type, target } = scenario.shocks[number];
    const begins = imposed.starts[number] === step;
    if (!found.has(`${type} ${target}`)) {
      const size = imposed.sizes[number];
      found.set(`${type} ${target}`, { begins, type, target, size });
    }
  }
  return [...found.values()].filter(({ begins }) => begins).map(({ type, target, size }) =>
    ({ rule: EVENTS, type, actor: "", target, unit: "system", size }));
}

// The options imposed in some quarters, a list for each: those of the scenario, then the plays.
function forcedTable(step, last, scenario, plays, model) {
  const table = [];
  for (let at = step; at < last; at++) table.push(new Float64Array(model.forcedSlots).fill(-1));
  for (const { first, last: end, option, start, duration } of [...scenario.overrides, ...plays]) {
    for (let at = Math.max(start, step); at < Math.min(start + duration, last); at++) {
      table[at - step].fill(option, first, end);
    }
  }
  return table;
}
