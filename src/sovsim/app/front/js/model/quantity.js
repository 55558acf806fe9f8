// What can be looked at: a column, or a variable whose parts are taken together as their mean.

// -> { name, label, meaning, unit, per, low, high, codes: { code: words } | null, claims, hidden,
//      columns } or null where there is none of that name
export function quantityOf({ columns, variables }, name) {
  if (Object.hasOwn(columns, name)) return { ...columns[name], name, columns: [name] };
  if (Object.hasOwn(variables, name)) return { ...variables[name], name };
  return null;
}

// The value of a unit in a quarter of a run; a code, or the mean of the parts.
export function valueIn(quantity, { series, units }, step, unit) {
  const place = quantity.per === "system" ? 0 : units[quantity.per].indexOf(unit);
  const { columns } = quantity;
  return columns.reduce((sum, column) => sum + series[column][step][place], 0) / columns.length;
}

// Its course through all quarters of a run.
export const courseIn = (quantity, run, unit) =>
  run.quarters.map((_, step) => valueIn(quantity, run, step, unit));
