// Files that a reader takes away.

import { h } from "./dom.js";

export function download(name, kind, content) {
  const address = URL.createObjectURL(new Blob([content], { type: kind }));
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// Rows of cells as comma-separated values after RFC 4180. A text that a spreadsheet would take
// for a formula is given an apostrophe.
export function csv(rows) {
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

// A file that a reader chose, as text; longer ones are refused.
export async function readFile(file, most = 4e6) {
  if (file.size > most) throw new RangeError(`${file.name}: ${file.size} bytes, at most ${most}`);
  return file.text();
}
