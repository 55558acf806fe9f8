// One handed-in game: its file read, its course computed by the page's own model beside the usual
// one, and what came of it. Nothing that the file says of itself is believed.

import { t } from "../core/texts.js";
import { compared, courseOf, forgetBoth, placeOfSeat } from "../play/compared.js";
import { closeGame, openGame } from "../play/game.js";
import { gameOf } from "../play/opened.js";
import { HEGEMON } from "../play/seats.js";
import { OUTCOMES } from "../play/values.js";
import { contentFor } from "../telling/overlay.js";

const FIRST_COERCIVE = 2; // the ladder's rungs below are respect and reward
const FORCE = ["annexation", "invasion"];
const NEAR = 1e-6; // a file's own figures that differ by more were not those of this model

// What a class page shows of a game: a row a seat.
//   -> [{ file, name, signed, scenario, seed, set, seat, from, now, until, quarters, ends,
//        warnings,
//        outcomes: variable -> { own, usual, difference }, at the end,
//        courses: variable -> { own, usual }, by the ends of quarters,
//        choices: [{ option, count, played }] by quarter, force: rung -> quarters, moves: the
//        seat's plays }]
// Throws where the game cannot be used, in words.
export async function pupilsOf(host, content, file, text) {
  const given = await gameOf(host, content, text);
  const own = contentFor(content, given.settings.scenario);
  const game = await openGame(host, given);
  try {
    const both = await compared(host, game, own, false);
    forgetBoth(both);
    return given.seats.map((seat) => rowOf(seat, given, game, both, own, file));
  } finally {
    closeGame(host, game);
  }
}

function rowOf(seat, given, game, both, content, file) {
  const place = placeOfSeat(seat, both.described);
  const courses = Object.fromEntries(OUTCOMES.map((variable) => [variable, {
    own: courseOf(both.own, variable, place, content),
      usual: courseOf(both.usual, variable, place, content) }]));
  const outcomes = Object.fromEntries(OUTCOMES.map((variable) => {
    const [own, usual] = [courses[variable].own.at(-1), courses[variable].usual.at(-1)];
    return [variable, { own, usual, difference: own - usual }];
  }));
  return {
    file, seat, courses, outcomes, signed: given.player !== "",
    name: given.player || file.replace(/\.toml$/i, ""),
    scenario: given.settings.scenario, seed: given.settings.seed, set: given.settings.set,
    from: given.from, now: given.now, until: given.until, quarters: both.described.quarters,
      ends: both.quarters,
    choices: choicesOf(seat, game, place), force: forceOf(seat, game, place),
    moves: game.plays.filter(({ actor }) => actor === seat),
    warnings: [...given.warnings, ...(tells(given.end?.[seat], outcomes) ? []
      : [t("class.warn.end")])],
  };
}

// Whether a file's own figures are those that the model gives.
function tells(end, outcomes) {
  if (end === undefined || end === null) return true;
  return OUTCOMES.every((variable) => Math.abs(end[variable] - outcomes[variable].own) < NEAR);
}

// When armed force was used against the state: rung -> quarters.
function forceOf(seat, { told, from, described }, place) {
  const found = {};
  if (seat === HEGEMON) return found;
  for (const { step, codes } of told) {
    const rung = described.columns.rung.codes[codes.rung[place]];
    if (step >= from && FORCE.includes(rung)) (found[rung] ??= []).push(described.quarters[step]);
  }
  return found;
}

// The foreign policy of every quarter, and whether the player chose it; for the hegemon the number
// of states that it coerced.
function choicesOf(seat, { told, from, described }, place) {
  return told.filter(({ step }) => step >= from).map(({ codes, plays }) => {
    if (seat === HEGEMON) {
      const pressed = codes.rung.filter((code) => code >= FIRST_COERCIVE).length;
      return { option: "", count: pressed, played: plays.some(({ actor }) => actor === HEGEMON) };
    }
    const option = described.columns.action.codes[codes.action[place]];
    const played = plays.some(({ actor, decision }) => actor === seat && decision === "action");
    return { option, count: 0, played };
  });
}
