// The one call: ask(request) gives an answer, both plain data of JSON, or both its text.
//
// A request names what it asks; whatever cannot be done is answered with
// { error: { kind, message } }, and changes nothing.
//
//   { ask: "describe" }                     what the page holds: scenarios, code, format
//   { ask: "describe", scenario }           its quarters, units, columns, parameters, decisions
//   { ask: "prepare", scenario, seed, runs, set, plays }
//       set: name -> value, of parameters ("group.key") and start values ("initial.UNIT.COLUMN")
//       plays: [{ at, actor, decision, option, target, duration }], imposed where they are due
//       -> { simulation, step, quarter, steps, runs }
//   { ask: "step", simulation, quarters, columns, events, ledger, flat }
//       -> { step, quarter, series, events }; series: column -> quarter -> run -> unit
//       events: where asked, quarter -> run -> what happened, as `occurrences` of the ledger
//       flat: each series is one Float64Array, quarter after quarter (a plain list in a text)
//   { ask: "course", scenario, seed, runs, set, plays, quarters, columns, events, metrics, flat, keep }
//       prepares and steps, to the end where quarters is left out -> what both give, and metrics;
//       the series begin with the start. keep: false frees the simulation, which gets no number
//   { ask: "play", simulation, actor, decision, option, target }   for the next quarter
//       -> { step, quarter }
//   { ask: "branch", simulation, step }     a copy, as it was at that step -> as prepare
//   { ask: "ledger", simulation, run }      of the last quarter -> { terms, choices, occurrences }
//   { ask: "choices", simulation, run }     decisions of the next quarter, without taking it
//   { ask: "metrics", simulation }          metric -> { value: run -> number, states }
//   { ask: "state", simulation, columns }   column -> run -> unit -> number
//   { ask: "forget", simulation }           frees it
//
// Where a number is left out: seed 0, runs [0], quarters 1, run 0 (a place among `runs`), step the
// current one. Undefined metrics are null.

const FORMAT = 1;

class Refused extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

function refuse(kind, message) {
  throw new Refused(kind, message);
}

function createAsk(page) {
  const simulations = new Map();
  let last = 0;

  function keep(simulation) {
    last += 1;
    simulations.set(last, simulation);
    return { simulation: last, ...where(simulation), steps: simulation.scenario.steps,
      runs: simulation.runs };
  }

  const found = ({ simulation }) => simulations.get(simulation) ??
    refuse("unknown-simulation", `there is no simulation ${shown(simulation)}; ask "prepare" first`);

  const answers = {
    describe: (request) => (request.scenario === undefined
      ? describePage(page) : describeScenario(scenarioOf(page, request))),
    prepare: (request) => keep(prepared(page, request)),
    course: (request) => coursed(page, request, keep),
    step: (request) => stepped(found(request), request),
    play: (request) => played(found(request), request),
    branch: (request) => keep(branched(found(request), request)),
    ledger: (request) => ledgerAsked(found(request), request),
    choices: (request) => choicesAsked(found(request), request),
    metrics: (request) => metricsAsked(found(request)),
    state: (request) => ({ ...where(found(request)), values: valuesOf(found(request), request) }),
    forget: (request) => { found(request); simulations.delete(request.simulation); return {}; },
  };

  function answer(request) {
    try {
      if (request === null || typeof request !== "object") refuse("bad-request", "a request is an object");
      const known = Object.keys(answers);
      if (!known.includes(request.ask)) {
        refuse("unknown-request", `${shown(request.ask)} cannot be asked; ask one of ${known.join(", ")}`);
      }
      return answers[request.ask](request);
    } catch (error) {
      if (error instanceof Refused) return { error: { kind: error.kind, message: error.message } };
      throw error;
    }
  }

  return (request) => (typeof request === "string"
    ? JSON.stringify(answer(parsed(request)), plain) : answer(request));
}

const plain = (_, value) => (value instanceof Float64Array ? Array.from(value) : value);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
