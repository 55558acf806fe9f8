// Decisions in words: what spoke for each option, which draw settled it, what would have turned it.

import { drawnOption, nearestDraw, smallestGain, stretchedOptions } from "./flips.js";
import { imposedOn } from "./imposed.js";
import { nameIn } from "./names.js";
import { fillPattern, inPlainWords } from "./patterns.js";

const STATE = "state";
const HEGEMON = "hegemon";
const FIRST = ["action", "rung", "route", "talks"];

// The decisions of a quarter that an actor took or that were about it, in a reader's order.
//   ledger: of ask; imposed: of imposedIn
export function decisionsOf(ledger, code, content, imposed = []) {
  const found = ledger.choices.map((choice) => decisionOf(choice, content, imposed))
    .filter(({ actor, target }) => actor === code || target === code);
  const rank = ({ decision }) =>
    (FIRST.includes(decision) ? FIRST.indexOf(decision) : FIRST.length);
  return found.sort((one, other) => rank(one) - rank(other));
}

// A decision of the ledger in words.
//   -> { decision, label, actor, target, chosen, sentence, probability, draw, source, by, options,
//        how, turned, otherDraw, otherGain, claims }; options as `optionOf` gives them
export function decisionOf(choice, content, imposed = []) {
  const { sentences, decisions } = content;
  const declared = decisions[choice.decision];
  const { actor, target, body } = whoDecides(choice, content);
  const shown = choice.options.filter(({ open, option }) => open || option === choice.chosen);
  const options = stretchedOptions(shown).map((one) => optionOf(one, choice.chosen, declared));
  const chosen = options.find((one) => one.chosen);
  const byDraw = drawnOption(options, choice.draw);
  const source = sourceOf(choice, { body, byDraw, imposed });
  const told = { decision: choice.decision, label: declared.label, actor, target, source,
    claims: declared.claims, chosen: choice.chosen, probability: chosen.probability,
    draw: choice.draw, byDraw: byDraw.option, by: sentences.by[source] ?? "",
    otherDraw: nearestDraw(options, choice.draw), otherGain: smallestGain(options, choice.draw) };
  return { ...told, options, how: howOf(told, options, chosen, sentences),
    turned: options.length > 1 ? turnedOf(told, sentences) : "",
    sentence: deedOfChoice(told, content) };
}

// An option with its motives, the largest first: { motive, label, value, claims, why }.
function optionOf({ motives, ...one }, chosen, declared) {
  const told = Object.entries(motives).filter(([, value]) => value !== 0)
    .map(([motive, value]) => ({ motive, value, label: declared.motives[motive]?.label ??
      inPlainWords(motive), claims: declared.motives[motive]?.claims ?? [],
    why: declared.motives[motive]?.why ?? "" }))
    .sort((first, other) => Math.abs(other.value) - Math.abs(first.value));
  const label = declared.options[one.option] ?? inPlainWords(one.option);
  return { ...one, label, chosen: one.option === chosen, motives: told };
}

function whoDecides({ decision, index, actor, unit }, { region, decisions, variables }) {
  const { per } = variables[decision];
  const about = per === "system" ? "" : unit;
  const body = decisions[decision].bodies?.[index[0]] ?? "";
  if (actor === STATE) return { actor: about, target: body, body };
  return { actor: actor === HEGEMON ? region.hegemon : actor, target: about || body, body };
}

// Who settled it: the model's rule, or what is imposed; a draw that would have chosen otherwise
// shows that something was.
function sourceOf({ decision, actor, chosen, unit }, { body, byDraw, imposed }) {
  const found = imposedOn(imposed, decision, unit, body || actor);
  if (found !== undefined) return found.source;
  return byDraw.option === chosen ? "rule" : "play";
}

function howOf({ source, draw, byDraw, chosen }, options, { low, high }, { decision: patterns }) {
  if (options.length === 1) return patterns.only;
  if (source === "rule") return fillPattern(patterns.drawn, { draw, low, high });
  return fillPattern(patterns[byDraw === chosen ? "same" : "other"],
    { imposed: patterns[source], draw, option: inPlainWords(byDraw) });
}

function turnedOf({ otherDraw, otherGain }, { turned }) {
  const said = [];
  if (otherDraw !== null) {
    const { option, draw, distance } = otherDraw;
    said.push(fillPattern(turned[distance > 0 ? "above" : "below"],
      { draw, distance: Math.abs(distance), option: inPlainWords(option) }));
  }
  if (otherGain !== null) {
    said.push(fillPattern(turned.gain, { ...otherGain, option: inPlainWords(otherGain.option) }));
  }
  return said.join(" ") || turned.nothing;
}

// "Kazakhstan asked the CSTO for help": `sovsim.telling.decisions.decided`.
function deedOfChoice({ decision, chosen, actor, target }, content) {
  const { sentences } = content;
  const pattern = sentences.decided[decision]?.[chosen];
  const [who, whom] = [nameIn(content, actor), nameIn(content, target)];
  if (pattern === undefined) {
    const about = target === "" ? "" : ` towards ${whom}`;
    return `${who}${about}, ${inPlainWords(`${decision}: ${chosen}`)}`;
  }
  return fillPattern(pattern, { actor: who, target: whom, hegemon: sentences.hegemon,
    alliance: sentences.alliance });
}
