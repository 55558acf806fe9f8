// Numbers as people read them.

let point = "."; // before the decimals, as the page's language writes it

export function usePoint(given) {
  point = given;
}

// Up to three digits after the point, as many as tell: 0.352, 12, 1 204.
export function number(value, digits = null) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  const size = Math.abs(value);
  const places = digits ?? (Number.isInteger(value) ? 0 : size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3);
  return written(value.toFixed(places));
}

// With its sign, also above 0.
export function signed(value, digits = null) {
  const text = number(value, digits);
  return value > 0 ? `+${text}` : text;
}

export const percent = (share) =>
  (share === null || Number.isNaN(share) ? "–" : `${Math.round(100 * share)} %`);

// A parameter's value, as short as it can be without becoming another one.
export const exact = (value) => written(String(Number(value.toPrecision(6))));

// The value below which a share of some numbers lies, interpolated between neighbours.
export function quantileOf(sorted, share) {
  if (sorted.length === 0) return NaN;
  const place = share * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - low);
}

export const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

const written = (text) => minus(text).replace(".", point);

const minus = (text) => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text.replace(/^-/, "−"));
