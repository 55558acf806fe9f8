// A game beside the course that the usual policy takes on the same noise: all else is equal.

import { wholeRun } from "../model/run.js";
import { FOLLOWED } from "./game.js";
import { columnsOf, placeOf } from "./values.js";

export const WATCHED = ["autonomy", "alignment_russia", "alignment_west", "dependence",
  "dependence_west", "dependence_china", "dependence_turkey", "debt", "capacity", "welfare",
  "unrest", "regime_security", "pressure",
  "threat_perception", "support", "occupation", "expected_compliance", "perceived_expectation",
  "sovereignty_conception", "membership", "bid_stage", "resources",
  "sanction_burden", "isolation_west",
  "rhetoric_respect", "action_respect", "conflict_status"];

//   measured: whether the runs' metrics are wanted
// -> { own, usual, quarters, steps, described }: two whole runs as far as the game went
export async function compared(host, game, content, measured = true) {
  const { settings, plays, now, described } = game;
  const columns = [...new Set([...columnsOf(WATCHED, content, described),
    ...FOLLOWED.filter((column) => Object.hasOwn(described.columns, column))])];
  const own = await wholeRun(host, { ...settings, plays }, columns, now, measured);
  const usual = await wholeRun(host, { ...settings, plays: [] }, columns, now, measured);
  return { own, usual, quarters: own.quarters, steps: now, described };
}

export function forgetBoth({ own, usual }) {
  own.forget();
  usual.forget();
}

// A variable through the quarters: of one state, or the mean over all where `place` is null.
export function courseOf({ series, quarters }, variable, place, { variables }) {
  const columns = (variables[variable]?.columns ?? [variable]).filter((column) =>
    series[column] !== undefined);
  return quarters.map((_, step) => mean(columns.flatMap((column) => {
    const values = series[column][step];
    if (values.length === 1) return values;
    return place === null ? values : [values[place]];
  })));
}

export const mean = (values) => values.reduce((sum, one) => sum + one, 0) / values.length;

// The place of a seat among the states; null for the hegemon, who is told by all of them.
export function placeOfSeat(seat, described) {
  const place = placeOf(seat, described);
  return place < 0 ? null : place;
}
