// Kinds of event that a reader can tell apart in a small picture, by shape.

import { s } from "../core/dom.js";
import { modelsTongue } from "../core/tongue.js";

// In the order of the key. All but the first two are the model's own.
export const KINDS = ["scenario", "imposed", "force", "mission", "no-mission", "upheaval",
  "integration", "rupture"];

const TYPES = {
  upheaval: ["upheaval"],
  mission: ["mission_deployed"],
  "no-mission": ["mission_not_sent"],
  force: ["annexation", "invasion", "fighting_begins", "regional_war", "unit_seized",
    "unit_changes_hands"],
  integration: ["bid_declared", "bid_advanced", "bid_completed", "bid_reversed",
    "membership_joined", "membership_left", "body_founded"],
  rupture: ["relations_severed", "resisted"],
};

const SHAPES = {
  scenario: "M-1-0.8L1-0.8L0 0.9Z",
  imposed: "M-0.35-1H0.35V-0.35H1V0.35H0.35V1H-0.35V0.35H-1V-0.35H-0.35Z",
  force: "M-1-0.6L-0.6-1L0-0.4L0.6-1L1-0.6L0.4 0L1 0.6L0.6 1L0 0.4L-0.6 1L-1 0.6L-0.4 0Z",
  mission: "M-0.8-0.8H0.8V0.8H-0.8Z",
  "no-mission": "M-0.8-0.8H0.8V0.8H-0.8Z",
  upheaval: "M0-1.1L0.3-0.38L1.05-0.34L0.47 0.14L0.66 0.88L0 0.47L-0.66 0.88L-0.47 0.14L-1.05-0.34L-0.3-0.38Z",
  integration: "M0-0.9L1 0.8L-1 0.8Z",
  rupture: "M0-1L1 0L0 1L-1 0Z",
};

// The kind of something that happened; null where it has none and is told in words only.
export function kindOf({ type, rule }) {
  if (rule === "events.apply") return "scenario";
  return Object.keys(TYPES).find((kind) => TYPES[kind].includes(type)) ?? null;
}

// A mark at a place, with words for whoever points at it.
export function mark(kind, x, y, size, words = null) {
  return s("path", {
    class: `mark mark-${kind}`, "vector-effect": "non-scaling-stroke", d: SHAPES[kind],
    transform: `translate(${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}) scale(${size})`,
  }, words === null ? null : s("title", { lang: modelsTongue() }, words));
}
