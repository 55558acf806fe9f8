// Patterns of Python's `str.format`, filled in: {name}, and {name:.4f} or {name:+.4f} for numbers.

export function fillPattern(pattern, values) {
  return pattern.replace(/\{(\w+)(?::(\+?)\.(\d)f)?\}/g, (whole, name, sign, digits) => {
    const value = values[name] ?? "";
    return digits === undefined ? String(value) : fixedNumber(value, Number(digits), sign !== "");
  });
}

function fixedNumber(value, digits, signed) {
  const text = value.toFixed(digits);
  return signed && !text.startsWith("-") ? `+${text}` : text;
}

export const capitalised = (words) => words.slice(0, 1).toUpperCase() + words.slice(1);

export const inPlainWords = (name) => name.replaceAll("_", " ");
