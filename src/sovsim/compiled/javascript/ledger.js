// The ledger of the last quarter, of one run: terms that are not 0, decisions, occurrences.

// The number that stands at a place for a unit; a place is [first, units], or a number itself.
// Slot k of what is told is told[at + k * apart].
const toldAt = (told, place, unit, at = 0, apart = 1) => (typeof place === "number" ? place
  : told[at + (place[0] + (place[1] === 1 ? 0 : unit)) * apart]);

function ledgerOf(simulation, run) {
  const { model, told } = simulation;
  const { step, numbers, changes } = told[run];
  return {
    terms: [...changesOf(model, changes), ...termsOf(model, numbers)],
    choices: choicesOf(model, numbers),
    occurrences: happenedIn(simulation, run, step, numbers),
  };
}

// What happened to a run in a quarter: events that begin, and what the rules told of.
const happenedIn = ({ model, scenario, imposed }, place, step, told, at = 0, apart = 1) =>
  [...begun(step, imposed[place], scenario), ...occurrencesOf(model, told, at, apart)];

// What events changed, by the names of the slots.
function changesOf({ columns, units }, changes) {
  const names = new Map();
  for (const [column, { first, per }] of Object.entries(columns)) {
    units[per].forEach((unit, place) => names.set(first + place, { column, unit }));
  }
  return changes.filter(([, , value]) => value !== 0).map(([slot, term, value]) =>
    ({ ...names.get(slot), term, rule: term === "bounds" ? "" : EVENTS, value }));
}

// The place of one of several components: of a list, or of some that stand in a row.
function placeAmong([places, units, before, count], number) {
  if (Array.isArray(places)) return places[number];
  const within = number - before;
  return within >= 0 && within < count ? [places + within * units, units] : 0;
}

function termsOf(model, told) {
  const found = [];
  for (const [variable, term, rule, ...places] of model.telling.terms) {
    model.components[variable].forEach((column, number) => {
      model.units[model.columns[column].per].forEach((unit, at) => {
        const value = toldAt(told, placeAmong(places, number), at);
        if (value !== 0) found.push({ column, unit, term, rule, value });
      });
    });
  }
  return found;
}

// Decisions that are due, each option with its utility by motive and its probability.
function choicesOf(model, told) {
  const found = [];
  for (const choice of model.telling.choices) {
    model.units[choice.per].forEach((unit, at) => {
      if (toldAt(told, choice.active, at) === 0) return;
      const { rule, decision, index, actor } = choice;
      const chosen = choice.options[toldAt(told, choice.chosen, at)];
      const draw = toldAt(told, choice.draw, at);
      found.push({ rule, decision, index, actor, unit, chosen, draw, options: optionsOf(choice, told, at) });
    });
  }
  return found;
}

function optionsOf(choice, told, at) {
  const scale = toldAt(told, choice.scale, at);
  const options = choice.options.map((option, number) => {
    const motives = {};
    for (const [name, [along, strength]] of Object.entries(choice.motives)) {
      const utility = toldAt(told, along[number], at);
      motives[name] = strength === undefined ? utility : utility * toldAt(told, strength, at);
    }
    const utility = Object.values(motives).reduce((sum, one) => sum + one, 0);
    return { option, open: toldAt(told, choice.eligible[number], at) !== 0, utility, motives };
  });
  const open = options.filter((one) => one.open);
  const highest = open.reduce((top, one) => mx(one.utility, top), -Infinity);
  const weight = (one) => (one.open ? exponential((one.utility - highest) / scale) : 0);
  const whole = options.reduce((sum, one) => sum + weight(one), 0);
  return options.map((one) => ({ ...one, probability: weight(one) / whole }));
}

function occurrencesOf(model, told, at, apart) {
  const found = [];
  for (const entry of model.telling.occurrences) {
    model.units[entry.unit].forEach((unit, place) => {
      if (toldAt(told, entry.where, place, at, apart) === 0) return;
      const { where, size, ...what } = entry;
      found.push({ ...what, unit,
        size: size === null ? null : toldAt(told, size, place, at, apart) });
    });
  }
  return found;
}
