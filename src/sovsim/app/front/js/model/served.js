// What the host on this computer does beside the browser: own scenarios, ensembles in the background.

const PULSE = 500; // milliseconds between two looks at how far an ensemble is

export class ServedError extends Error {
  constructor(error, status) {
    super(error?.message ?? `the host answered ${status}`);
    this.kind = error?.kind ?? "fault";
    this.faults = (error?.faults ?? []).map(({ message }) => message);
    this.left = error?.left ?? 0; // faults beyond those
  }
}

// Sends a scenario's file -> its name here; faults come as ServedError: the first, each with its line, and how many more.
export async function sendScenario(name, text) {
  const { scenario } = await answered(`scenarios?name=${encodeURIComponent(name)}`, "POST", text);
  return scenario.name;
}

// Computes an ensemble on this computer.
//   request: as "prepare", with a number of runs and the columns that are wanted
//   progress(share), goesOn() -> { bands: column -> share -> [quarter][unit], metrics, quarters, runs },
//   null where it is wanted no more
export async function largeEnsemble(request, progress, goesOn) {
  let found = await answered("ensemble", "POST", JSON.stringify(request));
  while (found.state === "running") {
    progress(found.done / found.runs);
    await new Promise((done) => setTimeout(done, PULSE));
    const there = `ensemble/${found.ensemble}`;
    if (!goesOn()) {
      await answered(there, "DELETE").catch(() => {});
      return null;
    }
    found = await answered(there, "GET");
  }
  if (found.state === "failed") throw new ServedError(found.error, 200);
  return found.state === "done" ? found : null;
}

async function answered(address, method, body) {
  const answer = await fetch(address, { method, body });
  const told = await answer.json().catch(() => null);
  if (!answer.ok || told === null) throw new ServedError(told?.error, answer.status);
  return told;
}
