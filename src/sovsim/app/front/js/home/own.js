// A scenario of one's own, given to the host on this computer and opened.

import { h, replace } from "../core/dom.js";
import { readFile } from "../core/download.js";
import { encodeLink } from "../core/link.js";
import { t, tn } from "../core/texts.js";
import { modelsTongue } from "../core/tongue.js";
import { sendScenario } from "../model/served.js";

const LARGEST = 256 * 1024; // bytes that the host takes

export function ownScenario() {
  const said = h("div", { role: "alert" });
  const chooser = h("input", { type: "file", id: "own-file", accept: ".toml,text/plain",
    onchange: () => take(chooser.files[0]) });
  const element = h("section", { class: "own card", aria: { labelledby: "own-title" },
    ondragover: (event) => event.preventDefault(),
    ondrop: (event) => {
      event.preventDefault();
      take(event.dataTransfer.files[0]);
    } },
  h("h2", { id: "own-title" }, t("own.title")),
  h("p", {}, t("own.what")),
  h("p", {}, h("label", { for: "own-file" }, t("own.choose"), " "), chooser), said);

  async function take(file) {
    if (file === undefined) return;
    replace(said, h("p", { class: "small" }, t("own.reading", { name: file.name })));
    try {
      const name = await sendScenario(file.name, await readFile(file, LARGEST));
      location.hash = encodeLink({ page: "explore", values: { scenario: name } });
      location.reload(); // words and data of the page are fetched anew with it
    } catch (error) {
      chooser.value = "";
      const { faults = [], left = 0 } = error;
      const told = faults.length > 0 ? faults.join("\n") : String(error.message);
      replace(said, h("p", {}, t("own.refused", { name: file.name })),
        h("pre", { class: "own-faults", lang: modelsTongue() }, told),
        left > 0 ? h("p", { class: "own-left" }, tn("own.left", left)) : null);
    }
  }

  return element;
}
