// Elements, made without a line of markup: text stays text, whatever it says.

const SVG = "http://www.w3.org/2000/svg";

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
  element.replaceChildren(...children.flat(Infinity).filter((one) => one !== null &&
    one !== undefined && one !== false));
  return element;
}

function filled(element, given, children) {
  for (const [name, value] of Object.entries(given ?? {})) set(element, name, value);
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
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
