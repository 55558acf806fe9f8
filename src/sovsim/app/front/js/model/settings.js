// What decides a run: scenario, seed, number of the run, levers, decisions that somebody takes.

import { decodeNumbers, encodeNumbers } from "../core/link.js";
import { exact } from "../core/numbers.js";
import { contentFor } from "../telling/overlay.js";

const LARGEST = { seed: Number.MAX_SAFE_INTEGER, run: 2 ** 50 };
const ALONE = ["hegemon", "system"]; // whose start values stand under no unit's code

// The settings of a link, and what of it could not be believed, in words.
//   prefix: "" for the first run, "b." for the one beside it
export function settingsOf(values, content, prefix = "") {
  const faults = [];
  const read = (name) => values[`${prefix}${name}`];
  const names = Object.keys(content.scenarios);
  let scenario = read("scenario") ?? values.scenario ?? names[0];
  if (!Object.hasOwn(content.scenarios, scenario)) {
    faults.push(scenario);
    scenario = names[0];
  }
  const whole = (name) => {
    const text = read(name) ?? values[name] ?? "0";
    const number = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (number <= LARGEST[name]) return number;
    faults.push(`${name}=${text.slice(0, 60)}`);
    return 0;
  };
  const [set, wrong] = decodeNumbers(read("set"));
  const local = contentFor(content, scenario);
  const known = Object.fromEntries(Object.entries(set).flatMap(([name, value]) => {
    const meant = atAnEnd(value, local.parameters, name);
    if (inRange(name, meant, local)) return [[name, meant]];
    faults.push(`${name}:${value}`);
    return [];
  }));
  return [{ scenario, seed: whole("seed"), run: whole("run"), set: known, plays: [] },
    [...faults, ...wrong]];
}

// The same settings as values of a link.
export function linkOf({ scenario, seed, run, set }, prefix = "") {
  return {
    [`${prefix}scenario`]: scenario,
    [`${prefix}seed`]: seed === 0 ? null : String(seed),
    [`${prefix}run`]: run === 0 ? null : String(run),
    [`${prefix}set`]: encodeNumbers(set),
  };
}

// Whether the model has such a number and takes this value of it, as the library's own check has it.
function inRange(name, value, { parameters, columns, units }) {
  if (!name.startsWith("initial.")) {
    return Object.hasOwn(parameters, name) && within(value, parameters[name]);
  }
  const [, unit, column, ...more] = name.split(".");
  if (more.length > 0 || !Object.hasOwn(columns, column)) return false;
  const { start, codes } = columns[column];
  const has = ALONE.includes(start) ? unit === start
    : Object.hasOwn(units, unit) && units[unit].kind === start;
  return has && within(value, columns[column]) && (codes === null || Object.hasOwn(codes, value));
}

// A value that reads as an end of its range is that end: 0.45 is said of one that is a last bit less.
function atAnEnd(value, parameters, name) {
  if (!Object.hasOwn(parameters, name) || within(value, parameters[name])) return value;
  const { low, high } = parameters[name];
  return [low, high].find((end) => exact(end) === exact(value)) ?? value;
}

const within = (value, { low, high }) => value >= (low ?? -Infinity) && value <= (high ?? Infinity);

// What a request "prepare" needs of settings.
export const asked = ({ scenario, seed, run, set, plays }) =>
  ({ ask: "prepare", scenario, seed, runs: [run], set, plays });
