// What the page shows, as the link has it: settings of A and B, what of them, and when.

import { linkOf, settingsOf } from "../model/settings.js";
import { quantityOf } from "../model/quantity.js";

export const MOST_LINES = 5; // pictures beside the first
export const MOST_STATES = 6; // as many as there are colours
const COLUMN = "autonomy";
const LINES = ["dependence"];
const OWN = ["scenario", "seed", "run", "set", "column", "lines", "states", "state", "quarter", "apart",
  "b.scenario", "b.seed", "b.run", "b.set", "of"];

// The view of a link's values, and what of them could not be believed, as texts.
//   -> [{ a, b (null without a second course), column, lines, states, state, quarter (a text or
//        null for the last), apart: whether A less B is shown }, faults]
export function viewOf(values, content) {
  const [a, faults] = settingsOf(values, content);
  let b = null;
  if (values["b.scenario"] !== undefined || values["b.set"] !== undefined) {
    const [other, wrong] = settingsOf(values, content, "b.");
    b = { ...other, seed: a.seed, run: a.run }; // the same noise
    faults.push(...wrong);
    if (content.scenarios[b.scenario].region !== content.scenarios[a.scenario].region) {
      faults.push(`b.scenario=${b.scenario}`);
      b = { ...b, scenario: a.scenario };
    }
  }
  const scenario = content.scenarios[a.scenario];
  const known = (name) => (isShown(content, name) ? name : (faults.push(name), null));
  const isState = (code) => content.units[code]?.kind === "state" || code === scenario.hegemon;
  const who = (code) => (isState(code) ? code : (faults.push(code), null));
  const column = values.column ? known(values.column) ?? COLUMN : COLUMN;
  const lines = (values.lines === undefined ? LINES : listOf(values.lines).map(known))
    .filter((name) => name !== null && name !== column);
  const states = (values.states === undefined ? scenario.focus.slice(0, 4) : listOf(values.states).map(who))
    .filter((code) => code !== null && code !== scenario.hegemon);
  return [{
    a, b, column,
    lines: [...new Set(lines)].slice(0, MOST_LINES),
    states: [...new Set(states)].slice(0, MOST_STATES),
    state: values.state ? who(values.state) : scenario.focus[0] ?? null,
    quarter: quarterOf(values.quarter, faults), apart: b !== null && values.apart === "1",
  }, [...faults, ...Object.keys(values).filter((name) => !OWN.includes(name))]];
}

// The link's values of a view.
export function valuesOf(view, content) {
  const { a, b, column, lines, states, state, quarter, apart } = view;
  const { focus } = content.scenarios[a.scenario];
  const unless = (list, usual) => (list.join() === usual.join() ? null : list.join() || "-");
  const other = b === null ? {} : { ...linkOf(b, "b."), "b.seed": null, "b.run": null };
  return {
    ...Object.fromEntries(OWN.map((name) => [name, null])), ...linkOf(a), ...other,
    column: column === COLUMN ? null : column,
    lines: unless(lines, LINES.filter((name) => name !== column)),
    states: unless(states, focus.slice(0, 4)),
    state: state === focus[0] ? null : state, quarter, apart: apart ? "1" : null,
  };
}

// A course of numbers or codes, of states or of the system as a whole.
export function isShown(content, name) {
  const quantity = quantityOf(content, name);
  return quantity !== null && ["state", "system"].includes(quantity.per) &&
    (quantity.codes === null || quantity.columns.length === 1);
}

const listOf = (text) => (text === "-" ? [] : text.split(",").filter(Boolean));

function quarterOf(text, faults) {
  if (text === undefined || text === "") return null;
  if (/^\d{4}Q[1-4]$/.test(text)) return text;
  faults.push(`quarter=${text.slice(0, 60)}`);
  return null;
}
