// Says to readers of screens what has changed elsewhere on the page.

import { h } from "./dom.js";

let region = null;

export function announce(words) {
  if (region === null) {
    region = h("div", { class: "unseen", role: "status", aria: { live: "polite" } });
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => { region.textContent = words; }, 30);
}
