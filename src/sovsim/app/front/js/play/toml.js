// As much of TOML as saved games are written in, and a reader of just that.
//
// Written: comments; tables of one name; lists of tables; keys bare or in quotes; texts in double
// quotes, numbers, true and false, lists, and tables in braces. Anything else is refused, with its
// line: a game is somebody's file, and nothing in it is guessed at.

const BARE = /^[A-Za-z0-9_-]+$/;
const NUMBER = /^[+-]?(?:\d[\d_]*)(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?$/;
const DEEPEST = 6;

// Tables as text. A table of tables is written with its inner tables in braces.
export function writeToml(tables) {
  const parts = [];
  for (const [name, value] of Object.entries(tables)) {
    const rows = Array.isArray(value) ? value : [value];
    const head = Array.isArray(value) ? `[[${key(name)}]]` : `[${key(name)}]`;
    for (const row of rows) parts.push([head, ...Object.entries(row).map(pair)].join("\n"));
  }
  return `${parts.join("\n\n")}\n`;
}

// Tables of a text. Throws SyntaxError, in words, with the line.
export function readToml(text) {
  const root = table();
  const at = { text, place: 0 };
  let here = root;
  for (skip(at); at.place < text.length; skip(at)) {
    here = text[at.place] === "[" ? opened(at, root) : filled(at, here);
    ended(at);
  }
  return root;
}

const key = (name) => (BARE.test(name) ? name : quoted(name));
const pair = ([name, value]) => `${key(name)} = ${written(value)}`;

function written(value) {
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{ ${Object.entries(value).map(pair).join(", ")} }`;
  }
  return typeof value === "string" ? quoted(value) : String(value);
}

// JSON's text is one of TOML's, but for characters that TOML wants escaped and halves of pairs.
const quoted = (text) => JSON.stringify(text.replace(/\p{Surrogate}/gu, "\ufffd"))
  .replace(/[\u007f-\u009f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

const table = () => Object.create(null); // no key is special, whatever a file says

function refuse({ text, place }, words) {
  const line = text.slice(0, place).split("\n").length;
  throw new SyntaxError(`line ${line}: ${words}`);
}

// Passes white space, line ends and comments.
function skip(at) {
  while (passed(at, /[ \t\r\n]+/y) !== null || passed(at, /#[^\n]*/y) !== null);
}

// What stands here, where it is of a pattern (with the mark "y": from here on and not later).
function passed(at, pattern) {
  pattern.lastIndex = at.place;
  const match = pattern.exec(at.text);
  if (match !== null) at.place = pattern.lastIndex;
  return match;
}

const taken = (at, pattern, words) => passed(at, pattern) ?? refuse(at, words);

function ended(at) {
  taken(at, /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y, "more stands there than one value");
}

function opened(at, root) {
  const [, list, bare, inQuotes] = taken(at,
    /\[(\[?)[ \t]*(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]|\\.)*"))[ \t]*\]/y,
    "no name of a table that a saved game has");
  if (list === "[") taken(at, /\]/y, "a list of tables ends with ]]");
  const name = bare ?? unquoted(at, inQuotes);
  const made = table();
  if (list === "") {
    if (name in root) refuse(at, `the table ${name} stands there twice`);
    root[name] = made;
  } else {
    root[name] ??= [];
    if (!Array.isArray(root[name])) refuse(at, `${name} is a table and a list of tables`);
    root[name].push(made);
  }
  return made;
}

function filled(at, here) {
  const [name, value] = pairOf(at, 0);
  if (name in here) refuse(at, `${name} stands there twice`);
  here[name] = value;
  return here;
}

function pairOf(at, depth) {
  const [, bare, inQuotes] = taken(at, /(?:([A-Za-z0-9_-]+)|("(?:[^"\\\n]|\\.)*"))[ \t]*=[ \t]*/y,
    "no key with a value");
  return [bare ?? unquoted(at, inQuotes), valueOf(at, depth)];
}

function valueOf(at, depth) {
  if (depth > DEEPEST) refuse(at, "lists within lists within lists");
  const first = at.text[at.place];
  if (first === "\"") {
    if (at.text.startsWith("\"\"\"", at.place)) refuse(at, "texts over several lines are not read here");
    return unquoted(at, taken(at, /"(?:[^"\\\n]|\\.)*"/y, "a text that does not end")[0]);
  }
  if (first === "[") return listOf(at, depth);
  if (first === "{") return inBraces(at, depth);
  const [word] = taken(at, /[^\s,\]}#]+/y, "no value");
  if (word === "true" || word === "false") return word === "true";
  if (!NUMBER.test(word)) refuse(at, `${word.slice(0, 40)} is no value that a saved game has`);
  return Number(word.replaceAll("_", ""));
}

function unquoted(at, inQuotes) {
  try {
    return JSON.parse(inQuotes);
  } catch {
    return refuse(at, "a text with an escape that is not read here");
  }
}

function listOf(at, depth) {
  const found = [];
  at.place += 1;
  for (skip(at); at.text[at.place] !== "]"; skip(at)) {
    found.push(valueOf(at, depth + 1));
    skip(at);
    if (at.text[at.place] !== "]") taken(at, /,/y, "a list goes on with a comma or ends with ]");
  }
  at.place += 1;
  return found;
}

function inBraces(at, depth) {
  const found = table();
  at.place += 1;
  for (skip(at); at.text[at.place] !== "}"; skip(at)) {
    const [name, value] = pairOf(at, depth + 1);
    if (name in found) refuse(at, `${name} stands there twice`);
    found[name] = value;
    skip(at);
    if (at.text[at.place] !== "}") taken(at, /,/y, "a table goes on with a comma or ends with }");
  }
  at.place += 1;
  return found;
}
