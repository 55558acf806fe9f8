// What the pages say. All of it stands in one file, texts/en.json, so that a translation is a file.

let texts = {};

export function useTexts(table) {
  texts = table;
}

// The text of a key, its {names} filled in. A key without a text is a fault, and is shown as one.
export function t(key, values = {}) {
  const text = Object.hasOwn(texts, key) ? texts[key] : `[${key}]`;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

// The text for a number of things: key.one for 1, key.many else; {n} is the number.
export function tn(key, n, values = {}) {
  return t(`${key}.${n === 1 ? "one" : "many"}`, { n, ...values });
}
