// Content as `sovsim.app.content.packed` wrote it, made whole again. Marks are described there.

const MARK = "~";
const [LIST, USUAL, LACKING] = ["~[", "~=", "~-"];

// The content of a page; what is not packed is handed back as it is.
export function unpackContent(given) {
  if (given.packed !== 1) return given;
  const known = new Map();
  const shared = (place) => {
    if (!known.has(place)) known.set(place, unpacked(given.shared[place], shared, true));
    return known.get(place);
  };
  return fattened(unpacked(given.content, shared));
}

// `itself`: an entry that is shared, and so no mark of another one.
function unpacked(value, shared, itself = false) {
  if (typeof value === "string") return itself ? plainText(value) : textOf(value, shared);
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((one) => unpacked(one, shared));
  if (Object.hasOwn(value, MARK)) return rowsOf(value, shared);
  const found = {};
  for (const key of Object.keys(value)) found[key] = unpacked(value[key], shared);
  return meant(found);
}

function textOf(text, shared) {
  if (text[0] !== MARK || text[1] === "+" || text[1] === MARK) return plainText(text);
  return shared(Number.parseInt(text.slice(1), 36));
}

const plainText = (text) => (text.startsWith(MARK + MARK) ? text.slice(1) : text);

function rowsOf({ [MARK]: head, [LIST]: list, ...rows }, shared) {
  const [fields, usual] = head.map((one) => unpacked(one, shared));
  const rowOf = (row) => {
    const found = {};
    fields.forEach((field, place) => {
      const cell = place < row.length ? row[place] : USUAL;
      if (cell === USUAL) found[field] = usual[place];
      else if (cell !== LACKING) found[field] = unpacked(cell, shared);
    });
    return meant(found);
  };
  if (list !== undefined) return list.map(rowOf);
  for (const key of Object.keys(rows)) rows[key] = rowOf(rows[key]);
  return rows;
}

// A meaning that goes on where its label ends.
function meant(entry) {
  const { label, meaning } = entry;
  if (typeof meaning !== "string" || !meaning.startsWith(`${MARK}+`)) return entry;
  entry.meaning = label[0].toLowerCase() + label.slice(1) + meaning.slice(2);
  return entry;
}

// What follows from the rest: `sovsim.app.content.lean`, the other way round.
function fattened(content) {
  const columns = columnsAgain(content);
  const variables = mapped(content.variables, (one, name) =>
    ({ ...one, columns: content.columns[name].map(([rest]) => name + rest) }));
  const terms = mapped(content.terms, (held) => mapped(held, (one, name) =>
    ({ label: name.replaceAll("_", " "), ...one })));
  const claims = mapped(content.claims, (one, id) => ({ ...one, source: id.split("-")[0] }));
  const parameters = parametersAgain(content.parameters);
  return { ...content, variables, columns, parameters, terms, claims };
}

const mapped = (table, change) =>
  Object.fromEntries(Object.entries(table).map(([key, one]) => [key, change(one, key)]));

function columnsAgain({ variables, columns }) {
  const found = {};
  for (const [variable, parts] of Object.entries(columns)) {
    const { label, ...shared } = variables[variable];
    for (const [rest, part, of] of parts) {
      found[variable + rest] = { ...shared, label: part === "" ? label : `${label} (${part})`, of,
        variable, part };
    }
  }
  return found;
}

function parametersAgain(groups) {
  const found = {};
  for (const [group, entries] of Object.entries(groups)) {
    for (const [key, { numbers, ...entry }] of Object.entries(entries)) {
      const name = `${group}.${key}`;
      if (Array.isArray(numbers)) found[name] = parameterOf(entry, group, numbers);
      else {
        for (const [member, one] of Object.entries(numbers)) {
          const label = `${entry.label}: ${member.replaceAll("_", " ")}`;
          const meaning = `${entry.meaning}: ${member}`;
          found[`${name}_${member}`] = parameterOf({ ...entry, label, meaning }, group, one);
        }
      }
    }
  }
  return found;
}

const parameterOf = (entry, group, [value, low, high, headline]) =>
  ({ ...entry, group, value, low, high, headline: headline !== undefined });
