// What happened, in sentences: `sovsim.telling.sentences`, by its own patterns.

import { nameIn } from "./names.js";
import { fillPattern, inPlainWords } from "./patterns.js";

const SCENARIO_RULE = "events.apply";
const SET = "scenario";

// What the model tells as a row of the table of events: who, whom, and whether a scenario set it.
export function eventOf({ rule, type, actor, target, unit, size }, { region }) {
  const code = (name) => {
    if (name === "hegemon") return region.hegemon;
    return name === "state" ? unit : name;
  };
  const cause = rule === SCENARIO_RULE ? SET : "";
  return { type, actor: code(actor), target: code(target), unit, size: size ?? null, cause };
}

export const isSet = ({ cause }) => cause === SET;

// What happened, without the date and without a full stop.
export function sentenceOf(event, content) {
  const { sentences } = content;
  const { type } = event;
  const [actor, target] = [event.actor, event.target].map((code) => nameIn(content, code ?? ""));
  const pattern = type === "coercion"
    ? sentences.decided.rung[event.rung] ?? sentences.pressed : sentences.events[type];
  if (pattern === undefined || (pattern.includes("{actor}") && actor === "")) {
    const down = typeof event.size === "number" && event.size < 0;
    return dated(type, target || actor, down, content) || inItsOwnWords(type, actor, target);
  }
  const whom = target || actor || sentences.world;
  return fillPattern(pattern, { actor, target: whom, hegemon: sentences.hegemon });
}

// What a scenario dated: it holds no more than whom it concerns and how much it is.
function dated(type, whom, down, { sentences }) {
  const [up, other] = sentences.dated[type] ?? ["", ""];
  return fillPattern(down ? other : up, {
    ...sentences.open, hegemon: sentences.hegemon, un: sentences.un, whom: whom || sentences.region,
    of_whom: whom === "" ? "" : fillPattern(sentences.of, { whom }),
  });
}

function inItsOwnWords(type, actor, target) {
  const whom = [...new Set([actor, target].filter(Boolean))].join(" and ");
  return inPlainWords(type) + (whom === "" ? "" : ` (${whom})`);
}

// By which route and with which talks the hegemon acted; empty where none is told.
export function mannerOf({ route, talks }, { sentences }) {
  return [sentences.routes[route], sentences.talks[talks]].filter(Boolean).join(", ");
}

// What a type of event is, in words.
export const kindInWords = (type, { sentences }) => sentences.kinds[type] ?? inPlainWords(type);
