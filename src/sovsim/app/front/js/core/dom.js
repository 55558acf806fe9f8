// Elements, made without a line of markup: text stays text, whatever it says.

import { tongueOf } from "./tongue.js";

const SVG = "http://www.w3.org/2000/svg";
const PLAIN = ["OPTION", "TEXTAREA"]; // which hold text and no elements

// h("button", { class: "quiet", type: "button", onclick: go, aria: { label: "Run" } }, "Run")
//   on...: a listener; aria, data, style: objects; true, false, null: an attribute without a value,
//   or none; everything else is set as it stands. Children: nodes, texts, lists of them, null.
export function h(tag, given, ...children) {
  return filled(document.createElement(tag), given, children);
}

// The same for a picture.
export function s(tag, given, ...children) {
  return filled(document.createElementNS(SVG, tag), given, children);
}

// Puts children in the place of those that an element has.
export function replace(element, ...children) {
  element.replaceChildren(...wanted(children).map((one) => inItsTongue(one, element)));
  return element;
}

const wanted = (children) => children.flat(Infinity).filter((one) => one !== null &&
  one !== undefined && one !== false);

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  const inside = wanted(children);
  const alone = inside.length === 1 && !element.hasAttribute("lang") ? tongueOf(inside[0]) : null;
  if (alone !== null) element.setAttribute("lang", alone);
  element.append(...inside.map((one) => inItsTongue(one, element)));
  return element;
}

// A text in the tongue of its element as it is; one of the model's, on a page of another, marked.
function inItsTongue(child, element) {
  if (child instanceof Node) return child;
  const tongue = tongueOf(child);
  const fits = tongue === null || element.lang === tongue || element.namespaceURI === SVG ||
    PLAIN.includes(element.tagName);
  if (fits) return String(child);
  const marked = document.createElement("span");
  marked.lang = tongue;
  marked.append(String(child));
  return marked;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "style") {
    for (const [property, one] of Object.entries(value)) element.style.setProperty(property, one);
  } else if (name === "aria" || name === "data") {
    for (const [key, one] of Object.entries(value)) {
      if (one !== null && one !== undefined) element.setAttribute(`${name}-${key}`, String(one));
    }
  } else element.setAttribute(name, value === true ? "" : String(value));
}
