// A concept of the field: what is meant by it, whether readers differ, and where it can be seen.

import { claimList } from "../core/claims.js";
import { h } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { t } from "../core/texts.js";

export function conceptCard(id, content, level = "h3") {
  const { term, definition, contested, note, claims, scenarios, lessons } = content.glossary[id];
  return [
    h(level, { id: `concept-${id}` }, term, contested ? h("span", { class: "badge" }, t("concept.contested")) : null),
    h("p", {}, definition),
    note ? h("p", { class: "small" }, note) : null,
    claimList(claims, content),
    shown(t("concept.scenarios"), scenarios, (name) => link("explore", "", { scenario: name },
      content.scenarios[name].title)),
    shown(t("concept.lessons"), lessons, (name) => link("lessons", name, {}, content.lessons[name].title)),
  ];
}

const link = (page, part, values, words) => h("a", { href: encodeLink({ page, part, values }) }, words);

function shown(label, names, make) {
  if (!names || names.length === 0) return null;
  return h("p", { class: "small" }, `${label}: `, names.flatMap((name, place) =>
    (place === 0 ? [make(name)] : [", ", make(name)])));
}
