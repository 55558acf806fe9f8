// What this is, whose words it rests on, of which code it is, and what it does not claim.

import { h, replace } from "../core/dom.js";
import { t } from "../core/texts.js";

export function openAbout(root, { content, host }) {
  const { about } = content;
  const engine = h("dd", {}, "…");
  replace(root,
    h("h1", {}, t("page.about")),
    ["about.what", "about.claims", "about.not"].map((key) => h("p", {}, t(key))),
    h("h2", {}, t("about.sources")),
    h("ul", {}, about.sources.map(({ authors, year, title, venue, doi }) => h("li", {},
      t("about.source", { authors: [authors, year && `(${year})`].filter(Boolean).join(" "), title, venue }),
      doi ? ` doi:${doi}` : ""))),
    h("h2", {}, t("about.made")),
    h("dl", { class: "facts" },
      fact("about.version", about.version), fact("about.code", h("code", {}, about.code)),
      h("dt", {}, t("about.engine")), engine,
      fact("about.licence", about.licence), fact("about.cite", about.cite)),
    h("h2", {}, t("about.scenarios")),
    h("p", {}, t("about.digest")),
    scenarioTable(content));
  host.ask({ ask: "describe", scenario: Object.keys(content.scenarios)[0] })
    .then((found) => { engine.textContent = t("about.engine.is", { engine: found.engine }); })
    .catch((error) => { engine.textContent = String(error.message); });
  digests(host, root, content);
  return { update() {}, close() {} };
}

const fact = (key, value) => [h("dt", {}, t(key)), h("dd", {}, value)];

function scenarioTable({ scenarios }) {
  return h("div", { class: "wide", tabindex: "0", role: "group", aria: { label: t("about.scenarios") } },
    h("table", {},
      h("thead", {}, h("tr", {}, ["about.scenario", "about.span", "about.hash"].map((key) =>
        h("th", { scope: "col" }, t(key))))),
      h("tbody", {}, Object.entries(scenarios).map(([name, { title, first, last }]) => h("tr", {},
        h("th", { scope: "row" }, title), h("td", {}, `${first} – ${last}`),
        h("td", {}, h("code", { data: { digest: name } }, "…")))))));
}

async function digests(host, root, { scenarios }) {
  for (const name of Object.keys(scenarios)) {
    const { digest } = await host.ask({ ask: "describe", scenario: name });
    const cell = root.querySelector(`[data-digest="${CSS.escape(name)}"]`);
    if (cell === null) return;
    cell.textContent = digest.slice(0, 16);
    cell.title = digest;
  }
}
