// Which scenario is looked at: its question, what is given, what the documents say.

import { claimList } from "../core/claims.js";
import { h, replace } from "../core/dom.js";
import { encodeLink } from "../core/link.js";
import { prose } from "../core/prose.js";
import { t } from "../core/texts.js";

export function createScenario(content, { choose }) {
  const options = Object.entries(content.scenarios).map(([name, { title }]) =>
    h("option", { value: name }, title));
  const picker = h("select", { id: "explore-scenario", onchange: () => choose(picker.value) }, options);
  const question = h("p", { class: "large question" });
  const span = h("p", { class: "small" });
  const about = h("div", {});
  const element = h("section", { class: "explore-scenario" },
    h("h1", { class: "unseen" }, t("page.explore")),
    h("label", { class: "field", for: "explore-scenario" },
      h("span", { class: "field-name" }, t("explore.scenario")), picker),
    question, span,
    h("details", { class: "about" }, h("summary", {}, t("explore.background")), about));
  let shown = null;
  return {
    element,
    show({ view, content: local }) {
      const { scenario: name } = view.a;
      if (name === shown) return;
      shown = name;
      picker.value = name;
      const scenario = local.scenarios[name];
      replace(question, scenario.question);
      span.textContent = t("explore.span", { first: scenario.first, last: scenario.last,
        hegemon: local.units[scenario.hegemon].name });
      replace(about, prose(scenario.background), claimList(scenario.claims, local),
        listed("explore.try", scenario.try), listed("explore.discuss", scenario.discussion),
        conceptsOf(scenario, local));
    },
  };
}

function listed(key, lines) {
  if (!lines || lines.length === 0) return null;
  return [h("h3", {}, t(key)), h("ul", {}, lines.map((line) => h("li", {}, line)))];
}

function conceptsOf({ concepts }, { glossary }) {
  const known = (concepts ?? []).filter((id) => Object.hasOwn(glossary, id));
  if (known.length === 0) return null;
  return h("p", {}, `${t("page.concepts")}: `, known.map((id, k) => [k > 0 ? ", " : "",
    h("a", { href: encodeLink({ page: "concepts", part: id }) }, glossary[id].term)]));
}
