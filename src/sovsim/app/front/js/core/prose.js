// Paragraphs of a text; *emphasis* is the only mark that one knows.

import { h } from "./dom.js";

export function prose(paragraphs) {
  return (paragraphs ?? []).map((text) => h("p", {}, marked(text)));
}

export function marked(text) {
  return text.split(/\*([^*\n]+)\*/).map((part, place) => (place % 2 === 1 ? h("em", {}, part) : part));
}
