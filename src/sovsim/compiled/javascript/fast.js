// The kernel in WebAssembly: the same bits, two runs side by side; see `sovsim.compiled.wasm`.

const SLOT = 16; // bytes of a slot: two runs
const PAGE = 65536;

class Fast {
  constructor(model, module) {
    this.model = model;
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(model.wasm.heap / PAGE) });
    this.kernel = new WebAssembly.Instance(module, { env: { memory: this.memory } }).exports;
    const draws = DRAWS * model.address.words.length * SLOT;
    this.state = model.wasm.heap;
    this.draws = this.state + model.slots * SLOT;
    this.forced = this.draws + draws;
    this.reserve(this.forced);
    const words = this.view(Uint32Array, model.wasm.words);
    model.address.words.forEach((word, slot) => {
      words[2 * slot] = word;
      words[2 * slot + 1] = model.address.purposes[slot];
    });
  }

  view(kind, address) {
    return new kind(this.memory.buffer, address);
  }

  reserve(end) {
    const missing = end - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
  }

  // Returns the states of a simulation's runs, taken on to a step; as `Simulation.advance`.
  advanced(simulation, last, table, seen) {
    this.prepare(simulation.keys, table);
    const found = [];
    for (let place = 0; place < simulation.runs.length; place += 2) {
      found.push(...this.pair(simulation, place, last, seen));
    }
    return found;
  }

  // Writes what all runs share: the keys of their draws, and what is forced, for both runs.
  prepare(keys, table) {
    this.reserve(this.forced + table.length * this.model.forcedSlots * SLOT);
    const halves = this.view(Uint32Array, this.model.wasm.keys);
    keys.forEach((half, place) => { halves[place ^ 1] = half; });
    const numbers = this.view(Float64Array, this.forced);
    table.forEach((forced, step) => forced.forEach((option, slot) => {
      const at = 2 * (step * forced.length + slot);
      numbers[at] = numbers[at + 1] = option;
    }));
  }

  pair(simulation, place, last, seen) {
    const { model, scenario, runs, states, imposed, tailFrom, step: first } = simulation;
    const places = place + 1 < runs.length ? [place, place + 1] : [place];
    const state = this.view(Float64Array, this.state).subarray(0, 2 * model.slots);
    const told = this.view(Float64Array, model.wasm.told);
    [0, 1].forEach((lane) => interleave(state, lane, states[places[lane] ?? place]));
    for (let step = first; step < last; step++) {
      if (step === first || step % DRAWS === 0) this.draw(places.map((one) => runs[one]), step);
      for (const [lane, one] of places.entries()) {
        if (step === tailFrom) forgetTails(state, model, lane, 2);
        applyEvents(state, lane, 2, step, imposed[one], scenario, model);
      }
      const slots = model.address.words.length;
      this.kernel.quarter(this.state, this.forced + (step - first) * model.forcedSlots * SLOT,
        this.draws + (step % DRAWS) * slots * SLOT);
      for (const [lane, one] of places.entries()) {
        checkFinite(state, lane, 2, runs[one], step, scenario);
        seen(state, one, step + 1 - first, lane, 2,
          () => happenedIn(simulation, one, step, told, lane, 2));
      }
    }
    return places.map((_, lane) => alone(state, lane, 2));
  }

  // The draws of the four quarters about a step, of two runs or twice of one.
  draw(runs, step) {
    const places = this.view(Uint32Array, this.model.wasm.places);
    [0, 1].forEach((lane) => {
      const word = firstWord(runs[lane] ?? runs[0], step);
      places[2 * lane] = word >>> 0;
      places[2 * lane + 1] = Math.floor(word / WORD);
    });
    this.kernel.draw(this.draws, Math.floor(step / CHUNK));
  }
}

function interleave(state, lane, of) {
  for (let slot = 0; slot < of.length; slot++) state[2 * slot + lane] = of[slot];
}

// One of several states that stand side by side, by itself.
function alone(state, at, apart) {
  const found = new Float64Array(state.length / apart);
  for (let slot = 0; slot < found.length; slot++) found[slot] = state[at + slot * apart];
  return found;
}

// Compiles the kernels of some models; where that cannot be, JavaScript does the work.
async function hasten(models) {
  await Promise.all(models.map(async (model) => {
    try {
      const bytes = Uint8Array.from(atob(model.wasm.code), (letter) => letter.charCodeAt(0));
      model.fast = new Fast(model, await WebAssembly.compile(bytes));
    } catch {
      model.fast = null;
    }
  }));
}
