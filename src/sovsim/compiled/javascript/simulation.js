// Some runs of a scenario: their worlds, and what is imposed on them.
class Simulation {
  // given, parameters: as of `startOf`.
  constructor(model, scenario, seed, runs, given, parameters) {
    Object.assign(this, { model, scenario, seed, runs, given, parameters });
    this.keys = roundKeys(seed);
    this.imposed = runs.map((run) => imposedOn(run, scenario, this.keys, model.systemWord));
    this.first = runs.map((run) => startOf(model, scenario, this.keys, run, given, parameters));
    this.states = this.first.map((state) => state.slice());
    this.plays = [];
    this.step = 0;
    this.drawn = runs.map(() => new Float64Array(DRAWS * model.address.words.length));
    this.drawnFrom = -1; // step of the first quarter that `drawn` is of
    this.told = null; // of the last quarter, a list for each run
  }

  // A simulation that goes its own way from here.
  copy() {
    const copy = Object.assign(Object.create(Simulation.prototype), this);
    copy.states = this.states.map((state) => state.slice());
    copy.drawn = this.drawn.map((draws) => draws.slice());
    copy.plays = [...this.plays];
    return copy;
  }

  // A simulation as this one was at an earlier step; what was played later is forgotten.
  at(step) {
    if (step === this.step) return this.copy();
    const copy = this.copy();
    copy.states = this.first.map((state) => state.slice());
    copy.step = 0;
    copy.told = null;
    copy.plays = this.plays.filter(({ start }) => start < step);
    while (copy.step < step) copy.advance(false);
    return copy;
  }

  // Takes all runs one quarter on; `tells` keeps what the ledger is told.
  advance(tells) {
    const { model, step, scenario } = this;
    if (step === scenario.steps - TAIL) this.forgetTails();
    this.drawTo(step);
    const forced = forcedAt(step, scenario, this.plays, model);
    const kernel = tells ? model.telling : model;
    this.told = tells ? this.runs.map(() => new Float64Array(kernel.slots)) : null;
    const length = model.address.words.length;
    const from = (step % DRAWS) * length;
    this.states.forEach((state, place) => {
      applyEvents(state, step, this.imposed[place], scenario, model);
      const draws = this.drawn[place].subarray(from, from + length);
      kernel.quarter(state, forced, draws, tells ? this.told[place] : null);
      checkFinite(state, model, this.runs[place], scenario.quarters[step]);
    });
    this.step += 1;
  }

  drawTo(step) {
    const first = step - (step % DRAWS);
    if (first === this.drawnFrom) return;
    this.runs.forEach((run, place) =>
      drawQuarters(this.keys, run, first, this.model.address, this.drawn[place]));
    this.drawnFrom = first;
  }

  // Metrics of the last quarters come together from here on.
  forgetTails() {
    for (const { first, last, tail } of Object.values(this.model.totals)) {
      if (tail) for (const state of this.states) state.fill(0, first, last);
    }
  }
}

function checkFinite(state, model, run, quarter) {
  let sum = 0;
  for (let slot = 0; slot < model.worldSlots; slot++) sum += state[slot];
  if (sum - sum === 0) return;
  for (const [column, { first, per }] of Object.entries(model.columns)) {
    model.units[per].forEach((unit, place) => {
      const value = state[first + place];
      if (value - value !== 0) {
        refuse("not-finite", `run ${run}, ${quarter}: ${column} of ${unit} is ${value}`);
      }
    });
  }
}
