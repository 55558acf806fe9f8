// What a reader takes away: the link, the scenario as a file for the command line, a table.

import { h, replace } from "../core/dom.js";
import { csv, download } from "../core/download.js";
import { encodeLink } from "../core/link.js";
import { t } from "../core/texts.js";
import { markOf } from "../model/mark.js";
import { quantityOf } from "../model/quantity.js";
import { writeToml } from "../play/toml.js";
import { courseOf } from "./reading.js";

const TABLES = ["scenario", "parameters", "start", "initial", "event", "mechanisms", "play"];

//   announce(words)
export function createTakeaway({ announce, host, content: whole, link }) {
  const buttons = h("div", { class: "takeaway-buttons" });
  const element = h("section", { class: "takeaway", aria: { labelledby: "takeaway-title" } },
    h("h2", { id: "takeaway-title" }, t("explore.take")), buttons, h("p", { class: "small" }, t("explore.take.how")));
  const button = (key, act, values) => h("button", { type: "button", onclick: act }, t(key, values));
  return {
    element,
    show({ view, runs, content }) {
      if (runs.a === null) return;
      const sides = view.b === null ? ["a"] : ["a", "b"];
      replace(buttons,
        button("explore.take.link", () => copyLink(announce, async () => {
          const of = await markOf(host, whole, view.a.scenario);
          return encodeLink({ page: "explore", values: { ...link().values, of } });
        })),
        sides.map((side) => button(sides.length === 1 ? "explore.take.toml" : "explore.take.toml.of", () => {
          const [name, text] = fileOf(view[side], content);
          download(`${name}.toml`, "application/toml", text);
        }, { side: side.toUpperCase() })),
        button("explore.take.csv", () => download(`${view.a.scenario}-${view.column}.csv`, "text/csv",
          csv(tableOf(view, runs, content)))));
    },
  };
}

async function copyLink(announce, made) {
  try {
    await navigator.clipboard.writeText(new URL(await made(), location.href).href);
    announce(t("explore.take.copied"));
  } catch {
    announce(t("explore.take.not-copied"));
  }
}

// Name and text of a scenario that the command line takes: the shipped one's tables, and the levers.
export function fileOf({ scenario, seed, run, set }, content) {
  const { file, title, question } = content.scenarios[scenario];
  const name = `${scenario}-explored`;
  const tables = { ...file,
    scenario: { ...file.scenario, name, title: t("explore.file.title", { title }), question,
      background: t("explore.file.background", { scenario, version: content.about.version }) },
    parameters: { ...file.parameters }, initial: structuredClone(file.initial ?? {}) };
  for (const [lever, value] of Object.entries(set)) {
    const [first, unit, column] = lever.split(".");
    if (first !== "initial") tables.parameters[lever] = value;
    else (tables.initial[unit] ??= {})[column] = worded(column, value, content);
  }
  const kept = TABLES.filter((table) => Object.keys(tables[table] ?? {}).length > 0);
  const text = writeToml(Object.fromEntries(kept.filter((table) => table !== "initial")
    .map((table) => [table, tables[table]])));
  const starts = kept.includes("initial") ? Object.entries(tables.initial).map(([unit, row]) =>
    `\n${writeToml({ row }).replace("[row]", `[initial.${unit}]`)}`).join("") : "";
  const words = t("explore.file.words", { name, seed, run }).split("\n").map((line) => `# ${line}`);
  return [name, `${words.join("\n")}\n\n${text}${starts}`];
}

// Codes have names in files.
const worded = (column, value, { columns }) =>
  columns[column].codes?.[value]?.replaceAll(" ", "_") ?? value;

// The column on the map: of every state in every quarter.
function tableOf({ column, b }, runs, content) {
  const quantity = quantityOf(content, column);
  const units = quantity.per === "system" ? [null] : runs.a.units.state;
  const sides = b === null || runs.b === null ? ["a"] : ["a", "b"];
  const rows = units.flatMap((unit) => {
    const courses = sides.map((side) => courseOf(quantity, runs[side], unit, runs.a.quarters));
    return runs.a.quarters.map((quarter, k) =>
      [quarter, unit ?? "system", unit === null ? "" : content.units[unit].name, ...courses.map((one) => one[k])]);
  });
  return [["quarter", "state", "name", ...sides.map((side) => (sides.length === 1 ? column : `${column}_${side}`))],
    ...rows];
}
