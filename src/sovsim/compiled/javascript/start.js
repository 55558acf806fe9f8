// Where a run starts: the region's and the scenario's values, draws around them, and the rest.

// The state of one run at step 0.
//   given: [{ slot, mark, value }], start values that go before those of the scenario
//   parameters: name -> value, before those of the scenario
function startOf(model, scenario, keys, run, given, parameters) {
  const state = new Float64Array(model.slots);
  const { values, drawn, follow, given: marked } = scenario.start;
  for (const [first, part] of values) state.set(part, first);
  for (const [column, first, per, low, high, units] of drawn) {
    for (const [unit, value, spread] of units) {
      const draw = drawStart(keys, run, model.words[per][unit], column);
      state[first + unit] = mn(mx(value + spread * quantile(draw), low), high);
    }
  }
  const own = new Set(given.map(({ slot }) => slot));
  for (const { slot, value } of given) state[slot] = value;
  for (const [slot, leader] of follow) if (!own.has(slot)) state[slot] = state[leader];
  for (const slot of marked) state[slot] = 1;
  for (const { mark } of given) if (mark !== null) state[mark] = 1;
  setParameters(state, model, scenario, keys, run, parameters);
  scenario.rest(state, null, null, null);
  for (const [to, from, length] of model.copies) state.copyWithin(to, from, from + length);
  for (const { first, last, begin } of Object.values(model.totals)) {
    state.fill(begin, first, last);
  }
  return state;
}

function setParameters(state, model, scenario, keys, run, own) {
  for (const [name, { slot, value }] of Object.entries(model.parameters)) {
    const set = scenario.parameters[name];
    if (own[name] !== undefined) state[slot] = own[name];
    else if (set === undefined) state[slot] = value;
    else if (typeof set === "number") state[slot] = set;
    else {
      const [low, high, word] = set;
      state[slot] = low + (high - low) * drawStart(keys, run, model.systemWord, word);
    }
  }
}
