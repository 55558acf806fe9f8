// All concepts, to be searched.

import { h, replace } from "../core/dom.js";
import { tn, t } from "../core/texts.js";
import { conceptCard } from "./card.js";

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

export function openConcepts(root, app) {
  const { content } = app;
  const entries = Object.entries(content.glossary).sort(([, a], [, b]) => a.term.localeCompare(b.term));
  const list = h("ul", { class: "cards" });
  const count = h("p", { class: "small", role: "status" });
  const field = h("input", { type: "search", id: "concept-search", autocomplete: "off", oninput: () => show(field.value) });

  function show(words) {
    const wanted = plain(words).split(/\s+/).filter(Boolean);
    const found = entries.filter(([id, { term, definition }]) =>
      wanted.every((word) => plain(`${id} ${term} ${definition}`).includes(word)));
    replace(list, found.map(([id]) => h("li", { class: "card" }, conceptCard(id, content, "h2"))));
    count.textContent = tn("concepts.found", found.length);
  }

  function update({ part }) {
    if (part !== "" && Object.hasOwn(content.glossary, part)) {
      field.value = content.glossary[part].term;
      show(part);
    }
  }

  replace(root,
    h("h1", {}, t("page.concepts")),
    h("p", { class: "large" }, t("concepts.what")),
    h("p", {}, h("label", { for: "concept-search" }, t("concepts.search"), " "), field),
    count, list);
  show("");
  update(app.link());
  return { update, close() {} };
}
