// Where runs start: the region's and the scenario's values, draws around them, and the rest.

// The state of each run at step 0.
//   given: [{ slot, mark, value }], start values that go before those of the scenario
//   parameters: name -> value, before those of the scenario
function startsOf(model, scenario, keys, runs, given, parameters) {
  const { fixed, drawn } = parametersOf(model, scenario, parameters);
  const alike = new Float64Array(model.slots);
  for (const [first, part] of scenario.start.values) alike.set(part, first);
  for (const slot of scenario.start.given) alike[slot] = 1;
  for (const { mark } of given) if (mark !== null) alike[mark] = 1;
  alike.set(fixed, model.parametersAt);
  for (const { first, last, begin } of Object.values(model.totals)) alike.fill(begin, first, last);
  return runs.map((run) => {
    const state = alike.slice();
    for (const [slot, low, high, word] of drawn) {
      state[slot] = low + (high - low) * drawStart(keys, run, model.systemWord, word);
    }
    drawValues(state, model, scenario, keys, run);
    setValues(state, scenario, given);
    scenario.rest(state, null, null, null);
    for (const [to, from, length] of model.copies) state.copyWithin(to, from, from + length);
    return state;
  });
}

function drawValues(state, model, scenario, keys, run) {
  for (const [column, first, per, low, high, units] of scenario.start.drawn) {
    for (const [unit, value, spread] of units) {
      const draw = drawStart(keys, run, model.words[per][unit], column);
      state[first + unit] = mn(mx(value + spread * quantile(draw), low), high);
    }
  }
}

function setValues(state, scenario, given) {
  const own = new Set(given.map(({ slot }) => slot));
  for (const { slot, value } of given) state[slot] = value;
  for (const [slot, leader] of scenario.start.follow) {
    if (!own.has(slot)) state[slot] = state[leader];
  }
}

// The parameters that are alike in all runs, and those that each run draws.
function parametersOf(model, scenario, own) {
  const fixed = [];
  const drawn = [];
  for (const [name, { slot, value }] of Object.entries(model.parameters)) {
    const set = own[name] ?? scenario.parameters[name] ?? value;
    fixed.push(typeof set === "number" ? set : 0);
    if (typeof set !== "number") drawn.push([slot, ...set]);
  }
  return { fixed, drawn };
}
