// The tongue of a page, and of what the model says in it: labels, claims and lessons are English,
// whatever the page speaks, and readers of screens have to be told so.

import { usePoint } from "./numbers.js";
import { t, useTexts } from "./texts.js";

const MODELS = "en";
const WORD = /\p{L}{2}/u;

let own = MODELS;
const models = new Set(); // what the model says, of which the page says nothing by itself

// Lets the page speak as its content does.
export function speak({ language, texts, names = {}, ...rest }) {
  own = language;
  useTexts(texts, names);
  usePoint(t("number.point"));
  document.documentElement.lang = language;
  models.clear();
  if (own === MODELS) return;
  note(rest);
  for (const said of [...Object.values(texts), ...Object.values(names)]) models.delete(said);
}

function note(value) {
  if (typeof value === "string") {
    if (WORD.test(value)) models.add(value);
  } else if (value !== null && typeof value === "object") Object.values(value).forEach(note);
}

// The value of `lang` for what is made of the model's words; null where the page speaks them, too.
export const modelsTongue = () => (own === MODELS ? null : MODELS);

// The same for a text: null where it is not one of the model's.
export const tongueOf = (text) => (models.has(text) ? MODELS : null);
