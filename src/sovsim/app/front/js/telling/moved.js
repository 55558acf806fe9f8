// Why something moved: the terms of the ledger in words, with their size and their claims.

import { imposedOn, isInForce } from "./imposed.js";
import { statesBehind } from "./names.js";
import { fillPattern, inPlainWords } from "./patterns.js";

const TINY = 5e-7;
const byWeight = (one, other) => Math.abs(other.value) - Math.abs(one.value);
const [CHOICE, IMPOSED] = ["choice", "imposed_decision"];

// What moved the columns of an actor in a quarter, the largest change first.
//   ledger: of ask; values: (column) -> its value at the end of the quarter, undefined if unknown
//   when: { quarter, scenario }; imposed: of imposedIn
//   -> [{ column, label, meaning, before, after, change, terms, sentence }]
export function movementsOf(ledger, code, values, content, when, imposed = []) {
  const unit = unitOfCode(code, content);
  const found = new Map();
  for (const term of ledger.terms) {
    const column = content.columns[term.column];
    if (column === undefined || !belongs(column, term, code, unit)) continue;
    if (!found.has(term.column)) found.set(term.column, []);
    found.get(term.column).push(term);
  }
  return [...found].map(([name, terms]) =>
    movementOf(name, terms, values(name), content, when, imposed))
    .sort((one, other) => Math.abs(other.change) - Math.abs(one.change));
}

const unitOfCode = (code, { units }) =>
  (["state", "dyad", "contested"].includes(units[code]?.kind) ? code : "system");

const belongs = ({ per, of }, { unit }, code, own) =>
  unit === own && (per !== "system" || of === code);

function movementOf(name, moved, after, content, when, imposed) {
  const column = content.columns[name];
  const terms = merged(moved).map((term) => termInWords(term, content, when, imposed))
    .sort(byWeight);
  const change = terms.reduce((sum, { value }) => sum + value, 0);
  const before = after === undefined ? undefined : after - change;
  const { label, meaning } = column;
  const told = { column: name, label, meaning, before, after, change };
  return { ...told, terms, sentence: movedSentence(told, column, content) };
}

// A second event of a type that moves the same column counts with the first.
function merged(terms) {
  const found = new Map();
  for (const one of terms) {
    const key = `${one.term} ${one.rule}`;
    const before = found.get(key);
    found.set(key, before === undefined ? one : { ...before, value: before.value + one.value });
  }
  return [...found.values()].filter(({ value }) => value !== 0);
}

// A term: { term, label, value, claims, rule, sign, by, why }.
export function termInWords(row, content, when, imposed = []) {
  const { variable } = content.columns[row.column];
  const known = declaredTerm(row, variable, content);
  const part = row.column.slice(variable.length + 1).toUpperCase();
  const settled = row.term === CHOICE && imposedOn(imposed, variable, row.unit, part) !== undefined;
  const term = settled ? IMPOSED : row.term;
  const label = labelOfTerm(term, known, content);
  const claims = claimsOf(row, known, variable, content, when);
  const { value, rule } = row;
  return { sign: "", by: [], why: "", ...known, term, label, claims, value, rule };
}

function declaredTerm({ term, rule }, variable, { terms }) {
  const found = terms[variable]?.[term];
  return found === undefined || found.rule === rule ? found : found.others?.[rule];
}

function labelOfTerm(term, known, { termNames: { known: names, event }, sentences }) {
  if (known !== undefined) return known.label;
  if (term.startsWith(event)) {
    const type = term.slice(event.length);
    return `event: ${sentences.kinds[type] ?? inPlainWords(type)}`;
  }
  return names[term] ?? inPlainWords(term);
}

// Claims behind a term: its own, those of the events that a scenario dates, or of the rule.
function claimsOf(row, known, variable, content, when) {
  if (known !== undefined) return known.claims;
  const { event } = content.termNames;
  if (row.term.startsWith(event)) {
    return claimsOfEvents(row.term.slice(event.length), row, content, when);
  }
  return content.transitions[row.rule]?.[variable] ?? [];
}

function claimsOfEvents(type, { unit, column }, content, { quarter, scenario }) {
  const touched = unit === "system" ? content.columns[column].of : unit;
  const found = new Map();
  for (const one of content.scenarios[scenario].events) {
    if (one.type !== type || !isInForce(one, quarter) || !befalls(one, touched, content)) continue;
    for (const [claim, link] of one.claims) if (!found.has(claim)) found.set(claim, [claim, link]);
  }
  return [...found.values()];
}

function befalls({ whom, states }, touched, content) {
  if (whom.length === 0 || whom.includes("all") || whom.includes(touched)) return true;
  return statesBehind(content, touched ?? "").some((state) => states.includes(state));
}

// How it went, in a sentence: `sovsim.record.explain_lines.changed`.
function movedSentence({ label, before, after, change }, { codes, unit }, { sentences }) {
  const { moved } = sentences;
  if (after === undefined) return "";
  const shown = (value) => (codes === null ? value.toFixed(4) : codes[Math.round(value)]);
  const told = { name: label, before: shown(before), after: shown(after), change,
    unit: unitBehind(unit) };
  if (codes !== null) return fillPattern(moved.code, told);
  if (Math.abs(change) < TINY) return fillPattern(moved.cancelled, told);
  return fillPattern(moved[change > 0 ? "rose" : "fell"], told);
}

const unitBehind = (unit) =>
  (/^[a-z]/i.test(unit) && !/^(share|no \(0\))/.test(unit) ? ` ${unit}` : "");

// What moved a variable as a whole: the mean over its columns, the largest term first.
//   movements: of movementsOf; columns: all of the variable's, of which some may not have moved
export function meanMovement(movements, columns) {
  const held = movements.filter(({ column }) => columns.includes(column));
  const found = new Map();
  for (const { term, value, ...rest } of held.flatMap(({ terms }) => terms)) {
    const before = found.get(term);
    const sum = (before?.value ?? 0) + value / columns.length;
    found.set(term, { ...(before ?? rest), term, value: sum });
  }
  const terms = [...found.values()].sort(byWeight);
  return { change: terms.reduce((sum, { value }) => sum + value, 0), terms };
}
