// What the documents say, beside what rests on it: the claim in words, its place, how strongly it
// is said, and what it has to do with the matter.

import { h } from "./dom.js";
import { t } from "./texts.js";
import { modelsTongue } from "./tongue.js";

// A list of claims that unfolds. refs: [[id, link], ...]
export function claimList(refs, content, { open = false } = {}) {
  if (!refs || refs.length === 0) return null;
  return h("details", { class: "claims", open },
    h("summary", {}, t(refs.length === 1 ? "claims.one" : "claims.many", { n: refs.length })),
    h("ul", {}, refs.map(([id, link]) => claimItem(id, link, content))));
}

function claimItem(id, link, { claims, sentences, about }) {
  const claim = claims[id];
  if (claim === undefined) return h("li", {}, id);
  const source = about.sources.find((one) => one.id === claim.source) ?? { short: claim.source };
  const strength = sentences.strengths?.[claim.strength] ?? claim.strength;
  const says = sentences.links?.[link] ?? link;
  return h("li", {},
    h("q", {}, claim.text), " ",
    h("span", { class: "small", lang: modelsTongue() }, `${source.short}, ${claim.place} · ${strength} · ${says} · `,
      h("code", {}, id)));
}
