// A game as a file: a scenario of its own, with a [[play]] for every decision that was taken.
//
// `sovsim check`, `sovsim run` and Mesa take it as it is. What a scenario has no place for (seed,
// seats, where it was left, of which program it is) stands in one comment, as JSON. Everything else
// is read from the tables, so that the file says one thing, whoever edited it.

import { t } from "../core/texts.js";
import { nameOfSeat } from "./seats.js";
import { writeToml } from "./toml.js";

export const FORMAT = 1;
export const MARK = "# sovsim-game ";
export const TABLES = ["scenario", "parameters", "start", "initial", "event", "mechanisms", "play"];

// The name of a game's scenario, which is that of its file too.
export function nameOf({ settings, seats, player }) {
  const parts = [seats.join("-"), settings.scenario, `seed-${settings.seed}`, player];
  const name = parts.join("-").toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-");
  return name.slice(0, 80).replace(/^-+|-+$/g, "");
}

// The text of a game's file.
//   end: seat -> column -> value, as it was left, for whoever reads it again
export function textOf(game, content, end) {
  const { settings, seats, player, plays, from, until, now, described } = game;
  const scenario = content.scenarios[settings.scenario];
  const name = nameOf(game);
  const own = scenario.file;
  const told = { who: seats.map((seat) => nameOfSeat(seat, scenario, content)).join(", "),
    title: scenario.title, scenario: settings.scenario };
  const head = { name, title: t("play.file.title", told), question: scenario.question,
    background: t("play.file.background", told) };
  const [parameters, initial] = leversOf(settings.set);
  const tables = {
    ...own,
    scenario: { ...head, ...own.scenario },
    parameters: { ...own.parameters, ...parameters },
    initial: Object.fromEntries([...Object.keys(own.initial ?? {}), ...Object.keys(initial)]
      .map((unit) => [unit, { ...own.initial?.[unit], ...initial[unit] }])),
    play: [...withoutThose(own.play ?? [], plays, described.quarters),
      ...inStretches(plays, described.quarters)],
  };
  const meta = { format: FORMAT, scenario: settings.scenario, seed: settings.seed, seats, player,
    from, until, now, version: content.about.version, code: content.about.code,
      digest: described.digest, end };
  const words = t("play.file.words", { name, seed: settings.seed }).split("\n").map((line) =>
    `# ${line}`);
  const kept = TABLES.filter((table) => hasRows(tables[table])).map((table) =>
    [table, tables[table]]);
  const comments = [...words, `${MARK}${inComment(meta)}`].join("\n");
  return `${comments}\n\n${writeToml(Object.fromEntries(kept))}`;
}

const hasRows = (table) => table !== undefined && Object.keys(table).length > 0;

const inComment = (value) => JSON.stringify(value)
  .replace(/[\u007f-\u009f\u2028\u2029]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

// Levers as tables: numbers of the model, and start values by unit.
function leversOf(set) {
  const parameters = {};
  const initial = {};
  for (const [name, value] of Object.entries(set)) {
    const [first, unit, column] = name.split(".");
    if (first === "initial") (initial[unit] ??= {})[column] = value;
    else parameters[name] = value;
  }
  return [parameters, initial];
}

export const sameDecision = (one, other) =>
  ["actor", "decision", "target"].every((key) => one[key] === other[key]);

// The scenario's own plays, but for the quarters in which the player decided the same thing.
function withoutThose(own, plays, quarters) {
  const free = inQuarters(own, quarters).filter((row) =>
    !plays.some((play) => play.at === row.at && sameDecision(play, row)));
  return inStretches(free, quarters);
}

// Rows that last as plays of one quarter each; what would come after the end is left out.
export function inQuarters(rows, quarters) {
  return rows.flatMap(({ duration = 1, ...row }) => {
    const first = quarters.indexOf(row.at);
    return quarters.slice(first, first + duration).map((at) => ({ ...row, at }));
  });
}

// Plays of one quarter as rows that last: the same decision in quarters that follow each other.
export function inStretches(plays, quarters) {
  const rows = [];
  for (const { at, actor, decision, option, target } of plays) {
    const play = { at, actor, decision, option, ...(target === undefined ? {} : { target }) };
    const before = rows.findLast((row) => sameDecision(row, play));
    const next = before && quarters[quarters.indexOf(before.at) + before.duration];
    if (before !== undefined && before.option === option && next === at) before.duration += 1;
    else rows.push({ ...play, duration: 1 });
  }
  return rows;
}
