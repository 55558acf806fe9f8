// Reads the file of a saved game, and believes nothing in it that this page cannot check.

import { encodeNumbers } from "../core/link.js";
import { t } from "../core/texts.js";
import { describedOf } from "../model/run.js";
import { settingsOf } from "../model/settings.js";
import { FORMAT, MARK, TABLES, inQuarters, sameDecision } from "./saved.js";
import { seatsFrom } from "./seats.js";
import { readToml } from "./toml.js";

export const LARGEST = 512 * 1024;
const LONGEST_NAME = 60;
const MOST_PLAYS = 20000;
const OWN_WORDS = ["name", "title", "question", "background"];

export class GameFault extends Error {}

// What a file holds, as `openGame` takes it, with `warnings` on what differs and can be lived with.
// Throws GameFault, in words, where it cannot be used.
export async function gameOf(host, content, text) {
  if (text.length > LARGEST) throw new GameFault(t("play.fault.size"));
  const meta = metaOf(text);
  const { scenario } = meta;
  if (typeof scenario !== "string" || !Object.hasOwn(content.scenarios, scenario)) {
    throw new GameFault(t("play.fault.scenario", { name: shown(scenario) }));
  }
  const described = await describedOf(host, scenario);
  const tables = tablesOf(text);
  const own = content.scenarios[scenario].file;
  checkOwn(tables, own);
  const [seats, unknown] = seatsFrom(Array.isArray(meta.seats) ? meta.seats.join(",") : "",
    described);
  if (seats.length === 0 || unknown.length > 0) throw new GameFault(t("play.fault.seats",
    { seats: shown(meta.seats) }));
  const span = spanOf(meta, described);
  const set = leversOf(tables, own);
  const [settings, faults] = settingsOf({ scenario, seed: String(meta.seed),
    set: encodeNumbers(set) }, content);
  if (faults.length > 0) throw new GameFault(t("play.fault.settings",
    { what: faults.join(", ").slice(0, 200) }));
  return {
    settings, seats, ...span,
    plays: playsOf(tables.play ?? [], own.play ?? [], seats, span, described),
    player: String(meta.player ?? "").slice(0, LONGEST_NAME),
    end: meta.end ?? {},
    warnings: warningsOf(meta, content, described),
  };
}

export const shown = (value) => String(JSON.stringify(value) ?? value).slice(0, 60);

function metaOf(text) {
  const line = text.split(/\r?\n/).find((one) => one.startsWith(MARK));
  if (line === undefined) throw new GameFault(t("play.fault.none"));
  let meta = null;
  try {
    meta = JSON.parse(line.slice(MARK.length));
  } catch {
    throw new GameFault(t("play.fault.meta"));
  }
  if (meta?.format !== FORMAT) throw new GameFault(t("play.fault.format",
    { format: shown(meta?.format) }));
  return meta;
}

function tablesOf(text) {
  try {
    return readToml(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new GameFault(t("play.fault.toml",
      { what: error.message }));
    throw error;
  }
}

// The tables must be those of the page's own scenario, but for words, levers and plays.
function checkOwn(tables, own) {
  const strange = Object.keys(tables).find((name) => !TABLES.includes(name));
  if (strange !== undefined) throw new GameFault(t("play.fault.tables", { what: shown(strange) }));
  const head = Object.fromEntries(Object.entries(tables.scenario ?? {}).filter(([key]) =>
    !OWN_WORDS.includes(key)));
  if (canonical(head) !== canonical(own.scenario)) throw new GameFault(t("play.fault.tables",
    { what: "scenario" }));
  for (const name of ["start", "event", "mechanisms"]) {
    if (canonical(tables[name] ?? null) !== canonical(own[name] ?? null)) {
      throw new GameFault(t("play.fault.tables", { what: name }));
    }
  }
}

// Data as one text, whatever the order of their keys.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.keys(value).sort().map((key) =>
    `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${pairs.join(",")}}`;
}

// What the file sets that the scenario does not set so itself.
function leversOf(tables, own) {
  const set = Object.create(null); // no name is special, whatever a file says
  const take = (name, value, usual) => {
    if (usual !== undefined && canonical(value) === canonical(usual)) return;
    if (typeof value !== "number") throw new GameFault(t("play.fault.settings",
      { what: name.slice(0, 60) }));
    set[name] = value;
  };
  for (const [name, value] of Object.entries(tables.parameters ?? {})) take(name, value,
    own.parameters?.[name]);
  for (const [unit, values] of Object.entries(tables.initial ?? {})) {
    for (const [column, value] of Object.entries(values ?? {})) {
      take(`initial.${unit}.${column}`, value, own.initial?.[unit]?.[column]);
    }
  }
  return set;
}

function spanOf({ from, until, now }, { steps }) {
  const whole = [from, until, now].every((step) => Number.isInteger(step) && step >= 0 &&
    step <= steps);
  if (!whole || from >= until || now < from || now > until) {
    throw new GameFault(t("play.fault.span", { span: shown([from, now, until]) }));
  }
  return { from, until, now };
}

function playsOf(rows, own, seats, { from, now }, { quarters, decisions }) {
  if (!Array.isArray(rows)) throw new GameFault(t("play.fault.tables", { what: "play" }));
  const good = (row) => quarters.includes(row.at) && Object.hasOwn(decisions, row.decision) &&
    decisions[row.decision].options.includes(row.option) &&
    Number.isInteger(row.duration ?? 1) && (row.duration ?? 1) >= 1 &&
    ["string", "undefined"].includes(typeof row.target);
  const bad = rows.find((row) => !good(row));
  if (bad !== undefined) throw new GameFault(t("play.fault.play", { what: shown(bad) }));
  const all = inQuarters(rows, quarters);
  if (all.length > MOST_PLAYS) throw new GameFault(t("play.fault.size"));
  const given = inQuarters(own, quarters);
  const isGiven = (play) => given.some((row) => row.at === play.at && row.option === play.option &&
    sameDecision(row, play));
  if (given.some((row) => !all.some((play) => play.at === row.at && sameDecision(row, play)))) {
    throw new GameFault(t("play.fault.tables", { what: "play" }));
  }
  const plays = all.filter((play) => !isGiven(play)).map(({ at, actor, decision, option,
    target }) =>
    ({ at, actor, decision, option, ...(target === undefined ? {} : { target }) }));
  const stray = plays.find(({ at, actor }) => !seats.includes(actor) ||
    quarters.indexOf(at) < from || quarters.indexOf(at) >= now);
  if (stray !== undefined) throw new GameFault(t("play.fault.stray", { what: shown(stray) }));
  return plays.sort((one, other) => quarters.indexOf(one.at) - quarters.indexOf(other.at));
}

function warningsOf({ code, digest, version }, { about }, described) {
  const found = [];
  if (code !== about.code) found.push(t("play.warn.code",
    { version: shown(version), own: about.version }));
  if (digest !== described.digest) found.push(t("play.warn.digest"));
  return found;
}
