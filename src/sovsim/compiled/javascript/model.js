// What the slots of a state mean, unpacked from `model_data`.

const HELD = ["LOWEST", "HIGHEST"]; // windows in which nothing has come together at first

function unpacked(packed) {
  const { variables, parameters, parametersAt, draws, totals, units, words } = packed;
  const model = { ...packed, columns: {}, components: {}, parameters: {}, totals: {} };
  for (const [per, kind, low, high, codes, first, marks, set, name, columns] of variables) {
    const length = units[per].length;
    model.components[name] = columns;
    columns.forEach((column, number) => {
      const mark = marks === null ? null : marks + number * length;
      const at = first + number * length;
      model.columns[column] = { first: at, per, kind, low, high, codes, mark, set: set === 1 };
    });
  }
  parameters.forEach(([name, value, low, high], number) => {
    model.parameters[name] = { slot: parametersAt + number, value, low, high };
  });
  for (const [metric, part, first, length] of totals) {
    const { window } = packed.metrics[metric];
    const begin = HELD.includes(window) ? NaN : 0;
    const tail = window === "TAIL";
    model.totals[`${metric} ${part}`] = { first, last: first + length, begin, tail };
  }
  model.address = {
    words: draws.flatMap(([, axis]) => words[axis]),
    purposes: draws.flatMap(([purpose, axis]) => words[axis].map(() => purpose)),
  };
  return model;
}
