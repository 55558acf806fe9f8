// A decision that somebody takes for an actor, for the next quarter: as a [[play]] of a scenario.

function played(simulation, request) {
  const { step, scenario } = simulation;
  if (step >= scenario.steps) refuse("past-end", "the scenario is over");
  const { play, index, place } = playOf(simulation, request, step, 1);
  checkOpen(simulation, play, request, index, place);
  simulation.plays = [...simulation.plays.filter((one) => !(one.start === step &&
    one.first === play.first && one.last === play.last)), play];
  return where(simulation);
}

// Decisions that are imposed from the start, wherever they are due: rows of a scenario's [[play]].
function playsOf(simulation, rows) {
  if (!Array.isArray(rows)) refuse("bad-play", "plays is a list");
  const { quarters } = simulation.scenario;
  return rows.map((row) => {
    if (row === null || typeof row !== "object") refuse("bad-play", `${shown(row)} is no play`);
    const start = quarters.indexOf(row.at);
    if (start < 0) {
      refuse("bad-play", `at = ${shown(row.at)} is no quarter of the scenario, ${quarters[0]} to ` +
        `${quarters.at(-1)}`);
    }
    return playOf(simulation, row, start, whole("duration", row.duration ?? 1, 1e6, "bad-play")).play;
  });
}

function playOf({ model }, request, start, duration) {
  const decision = named("decision", model.decisions, request.decision, "unknown-decision");
  const option = decision.options.indexOf(request.option);
  if (option < 0) {
    refuse("unknown-option", `${request.decision} has no option ${shown(request.option)}; ` +
      `known: ${decision.options.join(", ")}`);
  }
  const index = indexOf(decision, request);
  const first = named("choice", decision.slots, index.join(","), "unknown-actor");
  const [place, units] = unitsOf(model, decision, request);
  const play = { first: first + place, last: first + place + units, option, start, duration };
  return { play, index, place };
}

// The leading index of the decision: the bid or body that it is about, or the power that decides.
function indexOf({ bodies, powers, actor }, request) {
  if (Object.keys(bodies).length > 0) return [named("target", bodies, request.target, "unknown-target")];
  return actor === "power" ? [named("actor", powers, request.actor, "unknown-actor")] : [];
}

// The unit that decides, or about which is decided.
function unitsOf(model, { actor, target, bodies, per }, request) {
  if (actor === "hegemon" && request.actor !== "hegemon" && request.actor !== model.hegemon) {
    refuse("unknown-actor", `${shown(request.actor)} does not decide on ${request.decision}; the hegemon does`);
  }
  if (per === "system") return [0, 1];
  const about = target && Object.keys(bodies).length === 0 ? request.target : request.actor;
  const place = model.units[per].indexOf(about);
  if (place < 0) {
    const asked = about === request.target ? "target" : "actor";
    refuse(`unknown-${asked}`, `there is no ${asked} ${shown(about)}; known: ${few(model.units[per])}`);
  }
  return [place, 1];
}

// Refuses what is not open to the actor in a simulation of one run. In several runs a play is
// imposed where a decision is due, as a recorded play of a scenario is.
function checkOpen(simulation, play, request, index, unit) {
  const { model, runs } = simulation;
  if (model.telling === null || runs.length > 1) return;
  const trial = simulation.copy();
  trial.plays = [...trial.plays, play];
  trial.advance(1, undefined, true);
  const choice = model.telling.choices.find((one) =>
    one.decision === request.decision && one.index.join() === index.join());
  if (choice === undefined) return;
  const told = trial.told[0].numbers;
  if (toldAt(told, choice.active, unit) === 0) {
    refuse("not-due", `no decision on ${request.decision} is due this quarter`);
  }
  const open = choice.options.filter((_, one) => toldAt(told, choice.eligible[one], unit) !== 0);
  if (!open.includes(request.option)) {
    refuse("not-open", `${request.option} is not open this quarter; open: ${open.join(", ")}`);
  }
}
