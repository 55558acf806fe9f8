// What each request makes of a simulation, and what it refuses.

const shown = (value) => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

const where = ({ step, scenario }) => ({ step, quarter: scenario.quarters[step] });

const named = (what, table, name, kind) => (Object.hasOwn(table, name) ? table[name]
  : refuse(kind, `there is no ${what} ${shown(name)}; known: ${few(Object.keys(table))}`));

const few = (names) => (names.length > 12 ? `${names.slice(0, 12).join(", ")}, ...` : names.join(", "));

function whole(name, value, most, kind) {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  return refuse(kind, `${name} = ${shown(value)} is no whole number from 0 to ${most}`);
}

const scenarioOf = (page, { scenario }) =>
  named("scenario", page.scenarios, scenario ?? Object.keys(page.scenarios)[0], "unknown-scenario");

function describePage({ scenarios, about }) {
  const held = Object.values(scenarios).map(({ name, title, digest, steps, quarters }) =>
    ({ name, title, digest, steps, first: quarters[0] }));
  return { format: FORMAT, ...about, scenarios: held };
}

function describeScenario({ name, title, digest, steps, quarters, parameters, model }) {
  const { units, columns, decisions, metrics, telling, fast } = model;
  return {
    name, title, digest, steps, quarters, units, metrics, ledger: telling !== null,
    engine: fast === null ? "JavaScript" : "WebAssembly",
    columns: Object.fromEntries(Object.entries(columns).map(([column, { per, low, high, codes }]) =>
      [column, { per, low, high, codes }])),
    parameters: Object.fromEntries(Object.entries(model.parameters).map(
      ([one, { value, low, high }]) => [one, { value: valueOf(parameters[one] ?? value), low, high }])),
    decisions: Object.fromEntries(Object.entries(decisions).map(
      ([one, { actor, target, options, bodies }]) =>
        [one, { actor, target, options, bodies: Object.keys(bodies) }])),
  };
}

// A parameter's value, or the two ends between which it is drawn for each run.
const valueOf = (set) => (Array.isArray(set) ? set.slice(0, 2) : set);

function prepared(page, request) {
  const scenario = scenarioOf(page, request);
  const seed = whole("seed", request.seed ?? 0, Number.MAX_SAFE_INTEGER, "bad-seed");
  const runs = request.runs ?? [0];
  if (!Array.isArray(runs) || runs.length === 0) refuse("bad-runs", "runs is a list of numbers of runs");
  runs.forEach((run) => whole("run", run, 2 ** 50, "bad-runs"));
  const { given, parameters } = settings(scenario.model, request.set ?? {});
  checkRest(scenario, given);
  const simulation = new Simulation(scenario.model, scenario, seed, [...runs], given, parameters);
  simulation.plays = playsOf(simulation, request.plays ?? []);
  return simulation;
}

function settings(model, set) {
  const given = [];
  const parameters = {};
  for (const [name, value] of Object.entries(set)) {
    if (typeof value !== "number" || value - value !== 0) {
      refuse("bad-value", `${name} = ${shown(value)} is no finite number`);
    }
    if (name.startsWith("initial.")) given.push(startValue(model, name, value));
    else {
      named("parameter", model.parameters, name, "unknown-parameter");
      parameters[name] = value;
    }
  }
  return { given, parameters };
}

// The start at rest was traced for what the scenario gives. Who gives all of a variable that
// rests takes it out of what is solved, and that start is not in the script.
function checkRest({ model, start }, given) {
  const own = new Set(start.given);
  const all = new Set([...start.given, ...given.map(({ mark }) => mark)]);
  for (const [variable, columns] of Object.entries(model.components)) {
    const marks = columns.flatMap((column) => {
      const { mark, per } = model.columns[column];
      return mark === null ? [] : model.units[per].map((_, unit) => mark + unit);
    });
    if (marks.some((one) => !own.has(one)) && marks.every((one) => all.has(one))) {
      refuse("bad-value", `${variable} rests at the start: leave at least one value of it open`);
    }
  }
}

function startValue(model, name, value) {
  const [, unit, column] = name.split(".");
  const declared = named("column", model.columns, column, "unknown-column");
  if (!declared.set) refuse("bad-value", `${column} has no start value that could be set`);
  const alone = declared.per === "system" && (unit === "system" || unit === "hegemon");
  const place = alone ? 0 : model.units[declared.per].indexOf(unit);
  if (place < 0) {
    refuse("unknown-unit", `${column} has no unit ${shown(unit)}; known: ${few(model.units[declared.per])}`);
  }
  if (declared.kind === "code" && !Number.isInteger(value)) {
    refuse("bad-value", `${name} = ${value} is no whole number, as codes are`);
  }
  const mark = declared.mark === null ? null : declared.mark + place;
  return { slot: declared.first + place, mark, value: mn(mx(value, declared.low), declared.high) };
}

function stepped(simulation, request) {
  const quarters = whole("quarters", request.quarters ?? 1, 1e6, "bad-step");
  const left = simulation.scenario.steps - simulation.step;
  if (quarters > left) {
    refuse("past-end", `the scenario ends after ${left} more quarters, not ${quarters}`);
  }
  const ahead = simulation.copy(); // where a quarter is refused, none of them has been taken
  const found = followed(ahead, request, quarters, false);
  Object.assign(simulation, ahead);
  return { ...where(simulation), ...found };
}

// Prepares and steps in one; what is handed back begins with the start.
function coursed(page, request, keep) {
  const simulation = prepared(page, request);
  const { steps } = simulation.scenario;
  const quarters = whole("quarters", request.quarters ?? steps, 1e6, "bad-step");
  if (quarters > steps) refuse("past-end", `the scenario ends after ${steps} quarters, not ${quarters}`);
  const found = followed(simulation, request, quarters, true);
  if (request.metrics === true) found.metrics = metricsAsked(simulation).metrics;
  const about = request.keep === false
    ? { ...where(simulation), steps, runs: simulation.runs } : keep(simulation);
  return { ...about, ...found };
}

// Takes a simulation some quarters on -> { series, events } of what is asked for.
//   begins: whether the series begin with the state that it is in
function followed(simulation, request, quarters, begins) {
  const tells = request.ledger === true;
  const happens = request.events === true;
  if (tells || happens) needTelling(simulation);
  const runs = simulation.runs.length;
  const before = begins ? 1 : 0;
  const columns = columnsOf(simulation, request.columns ?? []).map(([column, [first, last]]) =>
    ({ column, first, units: last - first,
      values: new Float64Array((before + quarters) * runs * (last - first)) }));
  const events = Array.from({ length: happens ? quarters : 0 }, () => Array(runs));
  const write = (row, state, place, at, apart) => {
    for (const { first, units, values } of columns) {
      const to = (row * runs + place) * units;
      for (let unit = 0; unit < units; unit++) values[to + unit] = state[at + (first + unit) * apart];
    }
  };
  if (begins) simulation.states.forEach((state, place) => write(0, state, place, 0, 1));
  const alone = tells && quarters > 0 ? 1 : 0; // the last quarter, whose ledger is kept
  for (const [stretch, done, last] of [[quarters - alone, 0, false], [alone, quarters - alone, true]]) {
    if (stretch === 0) continue;
    simulation.advance(stretch, (state, place, more, at, apart, happened) => {
      write(before + done + more - 1, state, place, at, apart);
      if (happens) events[done + more - 1][place] = happened();
    }, last);
  }
  const series = Object.fromEntries(columns.map(({ column, units, values }) =>
    [column, request.flat === true ? values : rowsOf(values, before + quarters, runs, units)]));
  return happens ? { series, events } : { series };
}

// -> quarter -> run -> unit
function rowsOf(values, quarters, runs, units) {
  let next = 0;
  const row = (length, made) => {
    const found = [];
    for (let k = 0; k < length; k++) found.push(made());
    return found;
  };
  const value = () => values[next++];
  return row(quarters, () => row(runs, () => row(units, value)));
}

function needTelling({ model }) {
  if (model.telling === null) refuse("no-ledger", "this page was made without the ledger");
}

function columnsOf({ model }, columns) {
  if (!Array.isArray(columns)) refuse("unknown-column", "columns is a list of names");
  return columns.map((column) => {
    const { first, per } = named("column", model.columns, column, "unknown-column");
    return [column, [first, first + model.units[per].length]];
  });
}

const read = ({ states }, [first, last]) =>
  states.map((state) => Array.from(state.subarray(first, last)));

function valuesOf(simulation, request) {
  const columns = columnsOf(simulation, request.columns ?? Object.keys(simulation.model.columns));
  return Object.fromEntries(columns.map(([column, units]) => [column, read(simulation, units)]));
}

function branched(simulation, request) {
  const step = request.step ?? simulation.step;
  return simulation.at(whole("step", step, simulation.step, "bad-step"));
}

function placeOf(simulation, { run = 0 }) {
  return whole("run", run, simulation.runs.length - 1, "bad-runs");
}

function ledgerAsked(simulation, request) {
  needTelling(simulation);
  if (simulation.step === 0) refuse("no-ledger", "nothing has happened before the first quarter");
  if (simulation.told === null) {
    const again = simulation.at(simulation.step - 1);
    again.plays = simulation.plays;
    again.advance(1, undefined, true);
    simulation.told = again.told;
  }
  return { ...where(simulation), ...ledgerOf(simulation, placeOf(simulation, request)) };
}

function choicesAsked(simulation, request) {
  needTelling(simulation);
  const ahead = simulation.copy();
  if (simulation.step >= simulation.scenario.steps) refuse("past-end", "the scenario is over");
  ahead.advance(1, undefined, true);
  return { ...where(simulation), choices: ledgerOf(ahead, placeOf(simulation, request)).choices };
}

function metricsAsked(simulation) {
  if (simulation.step === 0) refuse("no-metrics", "metrics are read at the end of a quarter");
  const plain = (values) => values.map((one) => (one === one ? one : null));
  return {
    ...where(simulation),
    metrics: Object.fromEntries(Object.entries(metricsOf(simulation)).map(
      ([name, { value, states }]) => [name, states === undefined
        ? { value: plain(value) } : { value: plain(value), states: states.map(plain) }])),
  };
}
