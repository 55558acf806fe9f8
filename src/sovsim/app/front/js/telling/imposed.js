// Who decided: what a scenario or a player imposes, told apart from the model's own.

// The quarter so many quarters on: ("2013Q4", 1) -> "2014Q1".
export function quarterOn(quarter, quarters) {
  const [year, part] = quarter.split("Q").map(Number);
  const number = year * 4 + part - 1 + quarters;
  return `${Math.floor(number / 4)}Q${(number % 4) + 1}`;
}

const lasts = (first, quarters, quarter) =>
  first <= quarter && quarter <= quarterOn(first, Math.max(quarters, 1) - 1);

// Whether an entry of the scenario is in force in a quarter; its date may be drawn.
export const isInForce = ({ quarter, until, quarters }, at) =>
  quarter <= at && at <= quarterOn(until || quarter, Math.max(quarters, 1) - 1);

// The decisions that are imposed in a quarter: [{ decision, unit, part, source }]. A unit is who
// decides or about whom is decided, "" where it is nobody in particular; a part is the bid or the
// body that it is about, or the outer power that decides, "" where there is none.
//   plays: of a game, beside those that the scenario records
export function imposedIn(quarter, content, scenario, plays = []) {
  const { events, plays: recorded } = content.scenarios[scenario];
  const forced = events.filter((one) => lasts(one.quarter, one.quarters, quarter)).flatMap((one) =>
    one.decides.flatMap((decision) => (one.whom.length === 0 ? [""] : one.whom).map((unit) =>
      ({ decision, unit, part: one.body, source: "forced" }))));
  const played = [...recorded, ...plays].filter((one) => lasts(one.at, one.duration ?? 1, quarter));
  return [...forced, ...played.map((one) => ({ ...aboutPlay(one, content), source: "play" }))];
}

function aboutPlay({ actor, decision, target = "" }, { units }) {
  const isState = (code) => units[code]?.kind === "state";
  if (isState(actor)) return { decision, unit: actor, part: target };
  if (units[actor]?.kind === "power") return { decision, unit: target, part: actor };
  if (isState(target)) return { decision, unit: target, part: "" };
  return { decision, unit: "", part: target };
}

// What imposed a decision about a unit; undefined where the model took it.
export function imposedOn(imposed, decision, unit, part = "") {
  return imposed.find((one) => one.decision === decision && [unit, "all", ""].includes(one.unit) &&
    (one.part === "" || one.part === part));
}

// Who is behind an event, in words; empty where the model is.
//   event: of eventOf; imposed: of imposedIn
export function behindOf(event, imposed, { sentences, units }) {
  if (event.cause === "scenario") return sentences.by.scenario;
  const [decision, whose] = sentences.carriesOut[event.type] ?? deedOf(event);
  if (decision === undefined) return "";
  const unit = { parent: units[event.unit]?.parent, world: "" }[whose] ?? event.unit;
  const found = imposedOn(imposed, decision, unit, event.target);
  return found === undefined ? "" : sentences.by[found.source];
}

const deedOf = ({ rung }) => (rung === undefined ? [] : ["rung", "state"]);
