// Paragraphs of a text; *emphasis* is the only mark that one knows.

import { h } from "./dom.js";
import { tongueOf } from "./tongue.js";

export function prose(paragraphs) {
  return (paragraphs ?? []).map((text) => h("p", { lang: tongueOf(text) }, marked(text)));
}

export function marked(text) {
  return text.split(/\*([^*\n]+)\*/).map((part, place) => (place % 2 === 1 ? h("em", {}, part) : part));
}

// No more of somebody's words than a sentence has room for.
export const clipped = (text, most = 60) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
