// One run, whole: every quarter of it, what happened, and why.

import { asked } from "./settings.js";

// Computes a run from its start to its end.
//   columns: names of what is handed back of every quarter
//   -> { settings, quarters, series: column -> [quarter][unit], events: [quarter][...], metrics,
//        units: per -> codes, why(step) -> ledger, forget() }
//   Quarter 0 is the start; what happened in the quarter that led to quarter q is events[q].
export async function wholeRun(host, settings, columns, quarters = null) {
  const { simulation, steps, step, quarter } = await host.ask(asked(settings));
  const described = await host.ask({ ask: "describe", scenario: settings.scenario });
  const start = await host.ask({ ask: "state", simulation, columns });
  const count = Math.min(quarters ?? steps, steps);
  const done = await host.ask({ ask: "step", simulation, quarters: count, columns, events: true });
  const { metrics } = count > 0 ? await host.ask({ ask: "metrics", simulation }) : { metrics: {} };
  return {
    settings,
    quarters: described.quarters.slice(0, count + 1),
    units: described.units,
    first: { step, quarter },
    series: Object.fromEntries(columns.map((column) =>
      [column, [start.values[column][0], ...done.series[column].map(([run]) => run)]])),
    events: [[], ...done.events.map(([run]) => run)],
    metrics,
    why: (at) => ledgerAt(host, simulation, at),
    forget: () => host.ask({ ask: "forget", simulation }).catch(() => {}),
  };
}

async function ledgerAt(host, simulation, step) {
  const there = await host.ask({ ask: "branch", simulation, step });
  const ledger = await host.ask({ ask: "ledger", simulation: there.simulation });
  host.ask({ ask: "forget", simulation: there.simulation }).catch(() => {});
  return ledger;
}
