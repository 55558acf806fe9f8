// A game: a run of which some decisions are a player's, taken a quarter at a time.

import { describedOf } from "../model/run.js";
import { asked } from "../model/settings.js";

// What stands for "as it is" where an option is not open any more later in the year: who has
// joined stays, who has asked for help goes on.
const AS_IT_IS = { action: "continue", bid_move: "stay", body_move: "stay", breach: "keep" };

// What is read of every quarter, of all states and of the hegemon.
export const FOLLOWED = ["rung", "talks", "route", "action", "breach", "vote_regime", "vote_war",
  "bid_move_eu", "bid_move_nato", "body_move_cis", "body_move_csto", "body_move_eaeu", "mission",
  "offer_eu", "offer_nato", "offer_china", "offer_turkey"];

// A game begins, or goes on after plays that were taken before.
//   seats: codes of states, or "hegemon"; from, until: first step that is played, and the end
//   plays: [{ at, actor, decision, option, target }], one a quarter, all before `now`
// Throws AskError where a play cannot be taken as it stands.
export async function openGame(host, given) {
  const { settings, seats, plays = [], player = "" } = given;
  const described = await describedOf(host, settings.scenario);
  const from = given.from ?? 0;
  const until = given.until ?? described.steps;
  const { simulation } = await host.ask(asked(settings));
  const game = { settings, seats, player, described, from, until, now: 0, plays: [], simulation,
    told: [] };
  try {
    await replayed(host, game, plays);
    await livedTo(host, game, given.now ?? from);
  } catch (error) {
    closeGame(host, game);
    throw error;
  }
  return game;
}

async function replayed(host, game, plays) {
  for (const at of new Set(plays.map((play) => play.at))) {
    await livedTo(host, game, game.described.quarters.indexOf(at));
    await livedOn(host, game, await taken(host, game, plays.filter((play) => play.at === at)));
  }
}

// Tells the simulation of the plays of one quarter, in whatever order they open each other.
async function taken(host, game, plays) {
  const done = [];
  for (let left = plays, refusal = null; left.length > 0;) {
    const before = left.length;
    const later = [];
    for (const play of left) {
      const fault = await refusalOf(host, game, play);
      if (fault === null) done.push(play);
      else later.push(play);
      refusal = fault?.kind === "not-open" ? fault : refusal;
    }
    left = later;
    if (left.length === before && refusal !== null) throw refusal;
    if (left.length === before) break; // not due, and passed over as a scenario's would be
    refusal = null;
  }
  return done;
}

async function livedTo(host, game, step) {
  while (game.now < step) await livedOn(host, game, []);
}

// One quarter, on plays that the simulation has been told.
async function livedOn(host, game, plays, changed = []) {
  const columns = FOLLOWED.filter((column) => Object.hasOwn(game.described.columns, column));
  const { events, series } = await host.ask({ ask: "step", simulation: game.simulation,
    events: true, columns });
  const codes = Object.fromEntries(columns.map((column) => [column, series[column][0][0]]));
  const told = { step: game.now, events: events[0][0], codes, plays, changed };
  game.told.push(told);
  game.plays.push(...plays);
  game.now += 1;
  return told;
}

// Tells the simulation of a play -> null, or why it is not open or not due.
async function refusalOf(host, { simulation }, { actor, decision, option, target }) {
  try {
    await host.ask({ ask: "play", simulation, actor, decision, option, target });
    return null;
  } catch (error) {
    if (["not-due", "not-open"].includes(error.kind)) return error;
    throw error;
  }
}

export const closeGame = (host, game) =>
  host.ask({ ask: "forget", simulation: game.simulation }).catch(() => {});

export const isOver = ({ now, until }) => now >= until;

export const quarterOf = (game, step = game.now) => game.described.quarters[step];

export const yearOf = (quarter) => Number(quarter.slice(0, 4));

// The step at which the year of a step ends: that of the next first quarter, or the end.
export function yearEnd({ described, until }, step) {
  let end = step + 1;
  while (end < until && !described.quarters[end].endsWith("Q1")) end += 1;
  return end;
}

// The first step of the year of a step that is played.
export function yearStart({ described, from }, step) {
  let first = step;
  while (first > from && !described.quarters[first].endsWith("Q1")) first -= 1;
  return first;
}

export async function dueNow(host, game) {
  const { choices } = await host.ask({ ask: "choices", simulation: game.simulation });
  return choices;
}

// Lives through one quarter on the courses of the seats.
//   course: [{ address, option }] in the model's order, so that what is decided first may open or
//   close what comes after it; on what is not in it, the usual policy decides
//   -> { step, events, codes, plays, changed }: what happened, what was decided, what of it was
//     imposed, what could not be as it was wished
export async function playQuarter(host, game, course) {
  const at = quarterOf(game);
  const plays = [];
  const changed = [];
  for (const { address, option: wanted } of course) {
    const [option, refusal] = await imposed(host, game, at, address, wanted);
    if (option !== null) plays.push({ at, ...address, option });
    if (refusal === "not-open") changed.push({ address, wanted, option });
  }
  return livedOn(host, game, plays, changed);
}

// Imposes an option, or what stands for it where it is not open.
//   -> [the option, null where neither is open; why the wish was refused, null where it was not]
async function imposed(host, game, at, address, wanted) {
  const refusal = await refusalOf(host, game, { at, ...address, option: wanted });
  if (refusal === null) return [wanted, null];
  const option = AS_IT_IS[address.decision];
  if (refusal.kind === "not-due" || option === undefined) return [null, refusal.kind];
  const refused = await refusalOf(host, game, { at, ...address, option });
  return [refused === null ? option : null, refusal.kind];
}

// Takes the game back to an earlier step; what was decided since then is forgotten.
export async function takeBack(host, game, step) {
  const { simulation } = await host.ask({ ask: "branch", simulation: game.simulation, step });
  closeGame(host, game);
  const { quarters } = game.described;
  game.simulation = simulation;
  game.plays = game.plays.filter(({ at }) => quarters.indexOf(at) < step);
  game.told = game.told.filter((one) => one.step < step);
  game.now = step;
  return game;
}
