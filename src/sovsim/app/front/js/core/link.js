// The state of the application as the fragment of its address:
//   #/explore?scenario=georgia-2008&seed=3&set=capacity.rate:0.03&quarter=2008Q3&state=GEO
// Whoever has the link sees the same. A link is somebody else's word: nothing in it is believed.

const PAGES = ["home", "explore", "play", "lessons", "class", "concepts", "about"];
const LONGEST = 100000; // has room for every lever of two courses

// -> { page, part, values: { name: text }, cut }; part is what follows the page, "#/lessons/NAME";
// of a link that is too long, `cut`, the last value that is whole is the last.
export function decodeLink(fragment) {
  const whole = String(fragment).replace(/^#\/?/, "");
  const cut = whole.length > LONGEST;
  const text = cut ? shortened(whole) : whole;
  const [path, query = ""] = split(text, "?");
  const [page, part = ""] = split(path, "/");
  const values = Object.fromEntries(query.split("&").filter(Boolean).map((pair) => {
    const [name, value = ""] = split(pair, "=");
    return [unescaped(name), unescaped(value)];
  }));
  return { page: PAGES.includes(page) ? page : "home", part: unescaped(part), values, cut };
}

function shortened(text) {
  const kept = text.slice(0, LONGEST);
  return kept.slice(0, Math.max(kept.lastIndexOf("&"), kept.indexOf("?"), 0));
}

export function encodeLink({ page, part = "", values = {} }) {
  const query = Object.entries(values)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join("&");
  return `#/${page}${part === "" ? "" : `/${escaped(part)}`}${query === "" ? "" : `?${query}`}`;
}

// "a:1;b:2" <-> { a: 1, b: 2 }; what is no number is left out and handed back among the faults.
export function decodeNumbers(text = "") {
  const found = Object.create(null); // no name is special, whatever a link says
  const faults = [];
  for (const pair of text.split(";").filter(Boolean)) {
    const at = pair.lastIndexOf(":");
    const value = at > 0 && pair.slice(at + 1).trim() !== "" ? Number(pair.slice(at + 1)) : NaN;
    if (Number.isFinite(value)) found[pair.slice(0, at)] = value;
    else faults.push(pair.slice(0, 60));
  }
  return [found, faults];
}

export const encodeNumbers = (numbers) =>
  Object.entries(numbers).map(([name, value]) => `${name}:${value}`).join(";");

function split(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

const escaped = (text) => encodeURIComponent(text).replace(/%(3A|3B|2C|2F)/g, decodeURIComponent);

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
