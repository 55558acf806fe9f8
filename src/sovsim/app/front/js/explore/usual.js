// What levers stand at when nobody has moved them: a scenario's own numbers and start values.

import { asked } from "../model/settings.js";
import { describedOf } from "../model/run.js";

const known = new WeakMap(); // host -> key -> values

// -> { parameters: name -> { value }, columns: name -> { per }, units: per -> codes,
//      start: column -> [unit] } of a scenario in a run of a seed
export function usualOf(host, settings) {
  const plain = { ...settings, set: {}, plays: [] };
  if (!known.has(host)) known.set(host, new Map());
  const table = known.get(host);
  const key = `${plain.scenario} ${plain.seed} ${plain.run}`;
  if (!table.has(key)) table.set(key, found(host, plain));
  return table.get(key);
}

async function found(host, plain) {
  const { parameters, columns, units } = await describedOf(host, plain.scenario);
  const { simulation } = await host.ask(asked(plain));
  const { values } = await host.ask({ ask: "state", simulation });
  host.ask({ ask: "forget", simulation }).catch(() => {});
  const start = Object.fromEntries(Object.entries(values).map(([column, [run]]) => [column, run]));
  return { parameters, columns, units, start };
}
