// Places on a picture: scales, ticks, paths.

// Where a value of [low, high] lies between two places.
export const scaleOf = (low, high, from, to) => (value) =>
  from + (high === low ? 0.5 : (value - low) / (high - low)) * (to - from);

// Round numbers from low to high, about so many.
export function ticksOf(low, high, about = 4) {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough * 0.999) * power;
  const ticks = [];
  for (let k = Math.ceil(low / size - 1e-9); k * size <= high + 1e-9 * span; k++) {
    ticks.push(Number((k * size).toPrecision(12)));
  }
  return ticks;
}

// Quarters that are written under an axis: [place, words]; years, or quarters where there are few.
export function quarterTicks(quarters, most) {
  if (quarters.length <= most) return quarters.map((quarter, place) => [place, quarter]);
  const firsts = [...quarters.entries()].filter(([, quarter]) => quarter.endsWith("Q1"));
  const every = [1, 2, 5, 10, 20, 50].find((years) => firsts.length / years <= most) ?? 50;
  return firsts.filter(([, quarter]) => Number(quarter.slice(0, 4)) % every === 0)
    .map(([place, quarter]) => [place, quarter.slice(0, 4)]);
}

// A line through points; where one is no number, the line is broken.
export function lineThrough(points) {
  let pen = "M";
  return points.map(([x, y]) => {
    if (!Number.isFinite(y)) {
      pen = "M";
      return "";
    }
    const part = `${pen}${round(x)} ${round(y)}`;
    pen = "L";
    return part;
  }).join("");
}

// Values that hold for a quarter, as steps.
export function stepsThrough(points) {
  const corners = points.flatMap(([x, y], k) =>
    (k === 0 ? [[x, y]] : [[x, points[k - 1][1]], [x, y]]));
  return lineThrough(corners);
}

// The area between two rows of points.
export function areaBetween(above, below) {
  return `${lineThrough(above)}${lineThrough([...below].reverse()).replace("M", "L")}Z`;
}

// Heights of labels that may not lie over each other: each as near to where it belongs as it can.
export function spaced(wanted, apart, top, bottom) {
  const order = wanted.map((height, k) => [height, k]).sort((a, b) => a[0] - b[0]);
  const room = Math.min(apart, (bottom - top) / Math.max(order.length - 1, 1));
  let last = top - room;
  for (const one of order) last = one[0] = Math.max(one[0], last + room);
  let next = bottom + room;
  for (const one of [...order].reverse()) next = one[0] = Math.min(one[0], next - room);
  const found = [];
  for (const [height, k] of order) found[k] = height;
  return found;
}

// About how wide a text is.
export const widthOf = (text, size) => 0.56 * size * String(text).length;

// A text in as many lines as it needs.
export function wrapped(text, size, width) {
  const lines = [];
  for (const word of String(text).split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const round = (place) => Math.round(place * 10) / 10;
