// What happened in every quarter of a run. It takes several times as long as the run itself, and is
// made beside it, in portions, so that a newer question goes before the rest of an older one.

import { asked } from "./settings.js";

const LANE = "told";
const PORTION = 4;

// -> [quarter][what happened], as `events` of a whole run; null where it is wanted no more
export async function toldRun(host, settings, goesOn) {
  const { simulation, steps } = await host.ask(asked(settings), LANE);
  const events = [[]];
  try {
    while (events.length <= steps) {
      if (!goesOn()) return null;
      const quarters = Math.min(PORTION, steps + 1 - events.length);
      const done = await host.ask({ ask: "step", simulation, quarters, events: true });
      events.push(...done.events.map(([run]) => run));
    }
  } finally {
    host.ask({ ask: "forget", simulation }).catch(() => {});
  }
  return goesOn() ? events : null;
}
