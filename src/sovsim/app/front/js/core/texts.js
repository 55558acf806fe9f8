// What the pages say. All of it stands in one file, texts/en.json, so that a translation is a file.

let texts = {};
let names = {};

// names: the region's English name -> what the page calls it, where it calls it otherwise.
export function useTexts(table, called = {}) {
  texts = table;
  names = called;
}

// What the page calls somebody: "the CSTO" is "OVKS" in German.
export function named(name) {
  if (Object.hasOwn(names, name)) return names[name];
  const bare = String(name).replace(/^the /, "");
  return Object.hasOwn(names, bare) ? names[bare] : name;
}

// The text of a key, its {names} filled in. A key without a text is a fault, and is shown as one.
export function t(key, values = {}) {
  const text = Object.hasOwn(texts, key) ? texts[key] : `[${key}]`;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    (Object.hasOwn(values, name) ? String(named(values[name])) : whole));
}

// The text for a number of things: key.one for 1, key.many else; {n} is the number.
export function tn(key, n, values = {}) {
  return t(`${key}.${n === 1 ? "one" : "many"}`, { n, ...values });
}

// "a, b and c"
export function inAList(words) {
  const [last = "", ...most] = [...words].reverse();
  return most.length === 0 ? last : t("list.and", { most: most.reverse().join(", "), last });
}
