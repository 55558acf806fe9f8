// What a quarter's newspaper says: the weightiest first, and only what its reader can know.

import { isSet, mannerOf, sentenceOf } from "./events.js";
import { happeningsOf } from "./happenings.js";
import { behindOf, imposedIn } from "./imposed.js";
import { statesBehind } from "./names.js";
import { capitalised } from "./patterns.js";

const ABOUT_READER = 10;
const DATED = 4;

// The news of a quarter: [{ text, type, states, weight, by, own, veiled, claims }], the weightiest
// first; veiled: what the reader's government notices, and no newspaper.
//   reader: code of the state or the hegemon whose government reads; "" for somebody outside, who
//     knows what everybody knows. Nobody but the hegemon knows what it expects in silence.
//   all: also what happens all the time to others, and what no newspaper has: for a debrief
export function newsOf(run, step, content, { reader = "", all = false } = {}) {
  const quarter = run.quarters[step];
  const { scenario, plays = [] } = run.settings;
  const imposed = imposedIn(quarter, content, scenario, plays);
  return happeningsOf(run, step, content)
    .filter((event) => all || isKnown(event, reader, content))
    .map((event) => itemOf(event, quarter, { content, scenario, imposed, reader }))
    .filter(({ weight, own }) => all || weight > 0 || own)
    .sort((one, other) => other.weight - one.weight);
}

function itemOf(event, quarter, { content, scenario, imposed, reader }) {
  const states = statesOf(event, content);
  const own = reader !== "" && (states.includes(reader) || event.actor === reader);
  const set = isSet(event) ? entryOf(event, quarter, content.scenarios[scenario]) : undefined;
  const how = mannerOf(event, content);
  const words = set?.words ?? sentenceOf(event, content) + (how === "" ? "" : ` (${how})`);
  return {
    text: `${capitalised(words)}.`, type: event.type, states, own,
    veiled: content.sentences.veiled.includes(event.rung),
    weight: weightOf(event, content) + (own ? ABOUT_READER : 0),
    by: behindOf(event, imposed, content), claims: set?.claims ?? [],
  };
}

const statesOf = ({ actor, target }, content) =>
  [...new Set([actor, target].flatMap((code) => statesBehind(content, code ?? "")))];

// Ours where a scenario dates it: it is worth telling unless it is routine.
function weightOf(event, { sentences: { weights, routine } }) {
  const keepers = event.type === "coercion" && event.rung === "peacekeepers";
  const known = weights[keepers ? "peacekeepers" : event.type];
  if (known !== undefined) return known;
  return isSet(event) && !routine.includes(event.type) ? DATED : 0;
}

// What only the hegemon knows, and what only it and the state concerned notice.
function isKnown(event, reader, { sentences, region }) {
  if (reader === region.hegemon) return true;
  if (sentences.secret.includes(event.type)) return false;
  return !sentences.veiled.includes(event.rung) || event.target === reader;
}

// The entry of the scenario that dated an event, which says more of it than the run does.
export function entryOf({ type, target }, quarter, { events }) {
  return events.find((one) => one.type === type && one.quarter <= quarter &&
    quarter <= (one.until || one.quarter) && concerns(one, target));
}

const concerns = ({ type, whom }, target) => type === "founded" || whom.length === 0 ||
  whom.includes("all") || whom.includes(target);
