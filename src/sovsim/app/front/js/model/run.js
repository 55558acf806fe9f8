// One run, whole: every quarter of it, what happened, and why.

import { asked } from "./settings.js";

const described = new WeakMap(); // host -> scenario -> what is asked of it once

// Computes a run from its start to its end.
//   columns: names of what is handed back of every quarter
//   measured: whether metrics are handed back, too
//   -> { settings, quarters, series: column -> [quarter][unit], events: [quarter][...], metrics,
//        units: per -> codes, why(step) -> ledger, stateAt(step) -> column -> [unit], forget() }
//   Place 0 is the start, and is called by the quarter before the first; place k is the end of
//   quarter k, as in the tables that sovsim writes: what happened in it is events[k].
export async function wholeRun(host, settings, columns, quarters = null, measured = true) {
  const { units, steps, ...about } = await describedOf(host, settings.scenario);
  const count = Math.min(quarters ?? steps, steps);
  const { simulation, series, events, metrics = {} } = await host.ask({ ...asked(settings),
    ask: "course", quarters: count, columns, events: true, metrics: measured && count > 0, flat: true });
  return {
    settings, units,
    quarters: endsOf(about.quarters).slice(0, count + 1),
    series: unpacked(series, count + 1),
    events: [[], ...events.map(([run]) => run)],
    metrics,
    why: (at) => branched(host, simulation, at, "ledger"),
    stateAt: async (at) => {
      const { values } = await branched(host, simulation, at, "state");
      return Object.fromEntries(Object.entries(values).map(([column, [run]]) => [column, run]));
    },
    forget: () => host.ask({ ask: "forget", simulation }).catch(() => {}),
  };
}

// Columns of numbers in a row as [quarter][unit], each when it is first looked at.
function unpacked(series, quarters) {
  const found = {};
  for (const [column, values] of Object.entries(series)) {
    const put = (more) => Object.defineProperty(found, column, { enumerable: true, ...more });
    put({ configurable: true, get() {
      const value = rowsOf(values, quarters);
      put({ value });
      return value;
    } });
  }
  return found;
}

function rowsOf(values, quarters) {
  const units = values.length / quarters;
  return Array.from({ length: quarters }, (_, quarter) =>
    Array.from({ length: units }, (__, unit) => values[quarter * units + unit]));
}

// What a scenario holds, asked once.
export function describedOf(host, scenario) {
  if (!described.has(host)) described.set(host, new Map());
  const known = described.get(host);
  if (!known.has(scenario)) known.set(scenario, host.ask({ ask: "describe", scenario }));
  return known.get(scenario);
}

// The quarters at whose ends values stand, from those that are coming: of the start it is the
// quarter before the first.
export function endsOf(quarters) {
  const [year, part] = quarters[0].split("Q").map(Number);
  const before = part === 1 ? `${year - 1}Q4` : `${year}Q${part - 1}`;
  return [before, ...quarters.slice(0, -1)];
}

async function branched(host, simulation, step, ask) {
  const there = await host.ask({ ask: "branch", simulation, step });
  const answer = await host.ask({ ask, simulation: there.simulation });
  host.ask({ ask: "forget", simulation: there.simulation }).catch(() => {});
  return answer;
}
