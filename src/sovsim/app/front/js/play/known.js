// What a government knows: itself, and what is public. What its hegemon silently expects of it, and
// how much sovereignty it grants, no government is told; they wait for the end of the game.

import { h } from "../core/dom.js";
import { number, signed } from "../core/numbers.js";
import { stacked } from "../core/stacked.js";
import { named, t } from "../core/texts.js";
import { HEGEMON } from "./seats.js";
import { codeOf, placeOf, valueOf } from "./values.js";

const GROUPS = [
  ["home", ["autonomy", "capacity", "welfare", "unrest", "regime_security", "public_russia",
    "public_west"]],
  ["hegemon", ["pressure", "perceived_expectation", "alignment_russia", "dependence",
    "threat_perception", "debt"]],
  ["others", ["alignment_west", "support", "dependence_west", "dependence_china",
    "dependence_turkey"]],
];
const PLACES = ["membership", "bid_stage", "conflict_status", "diplomatic_relations"];
const OF_HEGEMON = ["resources", "readiness", "sanction_burden", "isolation_west",
  "rhetoric_respect", "action_respect"];
const OF_STATES = ["alignment_russia", "expected_compliance", "alignment_west", "unrest",
  "dependence"];

export const KNOWN = [...GROUPS.flatMap(([, variables]) => variables), ...PLACES, ...OF_HEGEMON,
  ...OF_STATES];

// What a seat knows, with what changed since a year ago.
export function knownTo(seat, { values, before }, { content, described }) {
  return seat === HEGEMON
    ? [ownTable("lord", OF_HEGEMON, 0, { values, before }, content),
      statesTable({ values }, content, described)]
    : [
      ...GROUPS.map(([group, variables]) =>
        ownTable(group, variables, placeOf(seat, described), { values, before }, content)),
      placesOf(seat, values, content, described),
    ];
}

function ownTable(group, variables, place, { values, before }, content) {
  const rows = variables.map((variable) => [variable, valueOf(values, variable, place, content),
    before && valueOf(before, variable, place, content)]).filter(([, value]) => value !== null);
  return h("table", { class: "play-known" },
    h("caption", {}, t(`play.known.${group}`, namesIn(content))),
    h("thead", { class: "unseen" }, h("tr", {}, ["what", "value", "change"].map((key) =>
      h("th", { scope: "col" }, t(`play.known.${key}`))))),
    h("tbody", {}, rows.map(([variable, value, earlier]) => h("tr", {},
      h("th", { scope: "row", title: content.variables[variable].meaning },
        content.variables[variable].label),
      h("td", { class: "number" }, bar(value), number(value, 2)),
      h("td", { class: "number small" }, changeOf(value, earlier))))));
}

const namesIn = ({ sentences }) => ({ hegemon: sentences.hegemon });

const bar = (value) => h("span", { class: "play-bar", aria: { hidden: "true" },
  style: { "--share": String(Math.min(Math.max(value, 0), 1)) } });

const changeOf = (value, earlier) =>
  (earlier === null || Math.abs(value - earlier) < 0.005 ? "" : signed(value - earlier, 2));

// Bodies, bids, conflict and relations, in words.
function placesOf(seat, values, content, described) {
  const place = placeOf(seat, described);
  const { names } = content.sentences;
  const held = (content.variables.membership?.columns ?? []).filter((column) =>
    values[column]?.[place] > 0)
    .map((column) => bodyOf(column, "membership_", names));
  const bids = (content.variables.bid_stage?.columns ?? []).map((column) =>
    [bodyOf(column, "bid_stage_", names), codeOf(values, column, place, described)]).filter(([,
      stage]) =>
    !["none", "member", null].includes(stage));
  const conflict = codeOf(values, "conflict_status", place, described);
  const relations = codeOf(values, "diplomatic_relations", place, described);
  return h("ul", { class: "play-places" },
    h("li", {}, held.length === 0 ? t("play.known.no-body")
      : t("play.known.bodies", { bodies: held.join(", ") })),
    bids.map(([body, stage]) => h("li", {}, t(`play.known.bid.${stage}`, { body }))),
    conflict === "none" ? null : h("li", {}, t(`play.known.conflict.${conflict}`)),
    relations === "open" ? null : h("li", {}, t(`play.known.relations.${relations}`,
      namesIn(content))));
}

const bodyOf = (column, before, names) => {
  const code = column.slice(before.length).toUpperCase();
  return named(names[code] ?? code);
};

// The states as their hegemon sees them: its own expectation stands beside what each gives.
function statesTable({ values }, content, described) {
  const columns = OF_STATES.filter((variable) => content.variables[variable]);
  return h("div", { class: "wide", tabindex: "0", role: "region",
    aria: { label: t("play.known.states") } },
    stacked(h("table", { class: "play-known" },
      h("caption", {}, t("play.known.states")),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("play.known.state")),
        columns.map((variable) =>
        h("th", { scope: "col", class: "number" }, content.variables[variable].label)))),
      h("tbody", {}, described.units.state.map((code, place) => h("tr", {},
        h("th", { scope: "row" }, content.units[code]?.name ?? code),
        columns.map((variable) => h("td", { class: "number" },
          number(valueOf(values, variable, place, content), 2)))))))));
}
