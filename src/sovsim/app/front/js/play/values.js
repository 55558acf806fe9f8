// Values of a game at a quarter, by variable: the mean of a variable's parts where it has several.

// What a game is looked at for in the end.
export const OUTCOMES = ["autonomy", "alignment_russia", "dependence"];

// Columns of some variables that a scenario has.
export const columnsOf = (variables, { variables: known }, described) =>
  [...new Set(variables.flatMap((name) =>
  (known[name]?.columns ?? [name]).filter((column) => Object.hasOwn(described.columns, column))))];

// What a game's world holds now.
//   -> { column: [unit] }
export async function valuesNow(host, game, columns) {
  const { values } = await host.ask({ ask: "state", simulation: game.simulation, columns });
  return Object.fromEntries(columns.map((column) => [column, values[column][0]]));
}

// The same as it was at an earlier step.
export async function valuesAt(host, game, step, columns) {
  if (step === game.now) return valuesNow(host, game, columns);
  const { simulation } = await host.ask({ ask: "branch", simulation: game.simulation, step });
  const found = await valuesNow(host, { simulation }, columns);
  host.ask({ ask: "forget", simulation }).catch(() => {});
  return found;
}

// The value of a variable for a unit: a number, or null where it has none.
//   place: of the state among the states; ignored for what belongs to the whole system
export function valueOf(values, variable, place, { variables }) {
  const columns = (variables[variable]?.columns ?? [variable]).filter((column) =>
    values[column] !== undefined);
  if (columns.length === 0) return null;
  const parts = columns.map((column) => values[column][values[column].length === 1 ? 0 : place]);
  return parts.reduce((sum, one) => sum + one, 0) / parts.length;
}

// The code of a column for a state, as its option's name.
export const codeOf = (values, column, place, described) =>
  described.columns[column]?.codes?.[values[column]?.[place]] ?? null;

export const placeOf = (code, described) => described.units.state.indexOf(code);

// What a game's seats have come to, as its file says it for whoever reads it again.
export async function endValues(host, game, content) {
  const columns = columnsOf(OUTCOMES, content, game.described);
  const values = await valuesNow(host, game, columns);
  return Object.fromEntries(game.seats.filter((seat) =>
    placeOf(seat, game.described) >= 0).map((seat) =>
    [seat, Object.fromEntries(OUTCOMES.map((variable) =>
      [variable, valueOf(values, variable, placeOf(seat, game.described), content)]))]));
}
