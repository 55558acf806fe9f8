// One run, whole: every quarter of it, what happened, and why.

import { asked } from "./settings.js";

const described = new WeakMap(); // host -> scenario -> what is asked of it once

// Computes a run from its start to its end.
//   columns: names of what is handed back of every quarter
//   told: whether what happened and metrics are handed back, too; which takes several times as long
//   -> { settings, quarters, series: column -> [quarter][unit], events: [quarter][...], metrics,
//        units: per -> codes, why(step) -> ledger, stateAt(step) -> column -> [unit], forget() }
//   Place 0 is the start, and is called by the quarter before the first; place k is the end of
//   quarter k, as in the tables that sovsim writes: what happened in it is events[k].
export async function wholeRun(host, settings, columns, quarters = null, told = true) {
  const { simulation, steps, step, quarter } = await host.ask(asked(settings));
  const { units, ...about } = await describedOf(host, settings.scenario);
  const count = Math.min(quarters ?? steps, steps);
  const [start, done] = await Promise.all([ // in this order, and without waiting in between
    host.ask({ ask: "state", simulation, columns }),
    host.ask({ ask: "step", simulation, quarters: count, columns, events: told }),
  ]);
  const { metrics } = told && count > 0 ? await host.ask({ ask: "metrics", simulation }) : { metrics: {} };
  return {
    settings, units,
    quarters: endsOf(about.quarters).slice(0, count + 1),
    first: { step, quarter },
    series: Object.fromEntries(columns.map((column) =>
      [column, [start.values[column][0], ...done.series[column].map(([run]) => run)]])),
    events: told ? [[], ...done.events.map(([run]) => run)] : null,
    metrics,
    why: (at) => branched(host, simulation, at, "ledger"),
    stateAt: async (at) => {
      const { values } = await branched(host, simulation, at, "state");
      return Object.fromEntries(Object.entries(values).map(([column, [run]]) => [column, run]));
    },
    forget: () => host.ask({ ask: "forget", simulation }).catch(() => {}),
  };
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
