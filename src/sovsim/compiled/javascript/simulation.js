const KEPT = 8; // quarters between two states that are kept to go back to, where there is one run

// Some runs of a scenario: their worlds, and what is imposed on them.
class Simulation {
  // given, parameters: as of `startsOf`.
  constructor(model, scenario, seed, runs, given, parameters) {
    Object.assign(this, { model, scenario, seed, runs, given, parameters });
    this.keys = roundKeys(seed);
    this.imposed = runs.map((run) => imposedOn(run, scenario, this.keys, model.systemWord));
    this.first = startsOf(model, scenario, this.keys, runs, given, parameters);
    this.states = this.first; // a state is never changed, but replaced
    this.kept = new Map([[0, this.first]]); // step -> states, on the way here
    this.plays = [];
    this.step = 0;
    this.tailFrom = scenario.steps - TAIL; // step from which metrics of the end come together
    this.draws = runs.map(() => ({ from: -1, numbers: null })); // of four quarters each
    this.told = null; // of the last quarter, for each run
  }

  // A simulation that goes its own way from here.
  copy() {
    const copy = Object.assign(Object.create(Simulation.prototype), this);
    copy.draws = this.draws.map((draws) => ({ ...draws }));
    copy.kept = new Map(this.kept);
    return copy;
  }

  // A simulation as this one was at an earlier step; what was played later is forgotten.
  at(step) {
    const copy = this.copy();
    if (step === this.step) return copy;
    copy.step = Math.max(...[...this.kept.keys()].filter((one) => one <= step));
    copy.states = this.kept.get(copy.step);
    copy.told = null;
    copy.plays = this.plays.filter(({ start }) => start < step);
    copy.advance(step - copy.step);
    return copy;
  }

  // Takes all runs some quarters on.
  //   seen(state, place, done, at, apart, happened): told of each run's state after each quarter,
  //     slot k of which is state[at + k * apart]; happened() -> what happened in it
  //   tells: keeps what the ledger is told of the last quarter
  advance(quarters, seen = () => {}, tells = false) {
    const last = this.step + quarters;
    const table = forcedTable(this.step, last, this.scenario, this.plays, this.model);
    const told = this.runs.map(() => (tells ? this.toldOf(last - 1) : null));
    const { fast } = this.model;
    const sees = this.runs.length === 1 ? this.keeping(seen) : seen;
    this.states = fast !== null && !tells
      ? fast.advanced(this, last, table, sees)
      : this.states.map((state, place) => this.advanced(state, place, last, table, sees, told));
    this.step = last;
    this.told = tells ? told : null;
  }

  // As `seen`, and keeps some of the states.
  keeping(seen) {
    const first = this.step;
    return (state, place, done, at, apart, happened) => {
      if ((first + done) % KEPT === 0) this.kept.set(first + done, [alone(state, at, apart)]);
      seen(state, place, done, at, apart, happened);
    };
  }

  // What the ledger is told of a run in a quarter, before it is told.
  toldOf(step) {
    return { step, numbers: new Float64Array(this.model.telling.slots), changes: [] };
  }

  // Returns the state of one run, taken on to a step by the kernel in JavaScript.
  advanced(before, place, last, table, seen, told) {
    const { model, scenario } = this;
    const state = before.slice();
    const length = model.address.words.length;
    for (let step = this.step; step < last; step++) {
      if (step === this.tailFrom) forgetTails(state, model, 0, 1);
      const to = told[place]?.step === step ? told[place] : null;
      const tell = to === null ? undefined : (...change) => to.changes.push(change);
      applyEvents(state, 0, 1, step, this.imposed[place], scenario, model, tell);
      const from = (step % DRAWS) * length;
      const draws = this.drawsOf(place, step).subarray(from, from + length);
      const numbers = to?.numbers ?? model.untold;
      model.quarter(state, table[step - this.step], draws, numbers);
      checkFinite(state, 0, 1, this.runs[place], step, scenario);
      seen(state, place, step + 1 - this.step, 0, 1, () => happenedIn(this, place, step, numbers));
    }
    return state;
  }

  drawsOf(place, step) {
    const held = this.draws[place];
    const from = step - (step % DRAWS);
    if (held.from !== from) {
      const { address } = this.model;
      held.from = from;
      held.numbers = new Float64Array(DRAWS * address.words.length);
      drawQuarters(this.keys, this.runs[place], from, address, held.numbers);
    }
    return held.numbers;
  }
}

// A state stands by itself, or beside others: slot k of it is state[at + k * apart].

// Metrics of the last quarters come together from here on.
function forgetTails(state, model, at, apart) {
  for (const { first, last, tail } of Object.values(model.totals)) {
    for (let slot = first; tail && slot < last; slot++) state[at + slot * apart] = 0;
  }
}

function checkFinite(state, at, apart, run, step, { model, quarters }) {
  let sum = 0;
  const end = at + model.worldSlots * apart;
  for (let place = at; place < end; place += apart) sum += state[place];
  if (sum - sum === 0) return;
  for (const [column, { first, per }] of Object.entries(model.columns)) {
    model.units[per].forEach((unit, place) => {
      const value = state[at + (first + place) * apart];
      if (value - value !== 0) {
        refuse("not-finite", `run ${run}, ${quarters[step]}: ${column} of ${unit} is ${value}`);
      }
    });
  }
}
