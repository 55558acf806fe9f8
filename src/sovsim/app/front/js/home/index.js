// The first page: what there is, and where to begin.

import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { t } from "../core/texts.js";

export function openHome(root, { content }) {
  const scenarios = Object.entries(content.scenarios);
  replace(root,
    h("section", { class: "lead" },
      h("h1", {}, t("home.title")),
      h("p", { class: "large" }, t("home.what"))),
    h("section", { aria: { labelledby: "home-scenarios" } },
      h("h2", { id: "home-scenarios" }, t("home.scenarios")),
      h("ul", { class: "cards" }, scenarios.map(([name, { title, question, first, last }]) =>
        h("li", { class: "card" },
          h("h3", {}, h("a", { href: encodeLink({ page: "explore", values: { scenario: name } }) }, title)),
          h("p", {}, question),
          h("p", { class: "small" }, t("home.span", { first, last })))))));
  return { update() {}, close() {} };
}
