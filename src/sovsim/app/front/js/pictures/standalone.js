// A picture that stands alone: with its colours and type in itself, as SVG or as PNG.

import { download } from "../core/download.js";

// What of a style is written into the file, where it is not what it would be anyway.
const INHERITED = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
  "stroke-opacity", "stroke-linejoin", "stroke-linecap", "font-family", "font-size", "font-weight",
  "text-anchor", "dominant-baseline", "font-variant-numeric"];
const DROPPED = ["class", "style", "tabindex", "role", "aria-pressed", "aria-describedby",
  "aria-roledescription", "data-key"];
const SHARPER = 2;

// The picture as the text of an SVG file.
export function standalone(svg) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, k) => dress(element, originals[k], k === 0));
  for (const hidden of copy.querySelectorAll("[data-left-out]")) hidden.remove();
  const [width, height] = sizeOf(svg);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const ground = document.createElementNS(svg.namespaceURI, "rect");
  for (const [name, value] of Object.entries({ width, height, fill: groundOf(svg) })) {
    ground.setAttribute(name, value);
  }
  const words = [...copy.children].filter(({ localName }) => ["title", "desc"].includes(localName));
  if (words.length > 0) words.at(-1).after(ground);
  else copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

export const downloadSvg = (svg, name) =>
  download(`${name}.svg`, "image/svg+xml", standalone(svg));

// A PNG of twice the size on the screen.
export async function downloadPng(svg, name) {
  const [width, height] = sizeOf(svg);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * SHARPER);
  canvas.height = Math.ceil(height * SHARPER);
  const brush = canvas.getContext("2d");
  brush.scale(SHARPER, SHARPER);
  brush.drawImage(image, 0, 0, width, height);
  const blob = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  download(`${name}.png`, "image/png", blob);
}

function dress(element, original, whole) {
  const style = getComputedStyle(original);
  const around = whole ? null : getComputedStyle(original.parentNode);
  for (const property of INHERITED) {
    const value = style.getPropertyValue(property);
    if (value !== around?.getPropertyValue(property)) element.setAttribute(property, value);
    else element.removeAttribute(property);
  }
  if (style.opacity !== "1") element.setAttribute("opacity", style.opacity);
  for (const name of DROPPED) element.removeAttribute(name);
}

const sizeOf = (svg) => svg.getAttribute("viewBox").split(" ").slice(2).map(Number);

function groundOf(svg) {
  return getComputedStyle(svg).getPropertyValue("--paper").trim() || "#ffffff";
}
