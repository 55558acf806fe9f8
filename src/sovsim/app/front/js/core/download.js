// Files that a reader takes away.

import { h } from "./dom.js";
import { t } from "./texts.js";

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

// A file that a reader chose, as text. Throws RangeError, in words, where it is too long, or no text
// in UTF-8: letters that were lost in reading would not be seen to be.
export async function readFile(file, most = 4e6) {
  if (file.size > most) throw new RangeError(t("file.large", { size: file.size, most }));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) throw new RangeError(t("file.letters"));
    throw error;
  }
}
