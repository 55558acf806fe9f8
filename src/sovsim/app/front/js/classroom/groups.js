// A class in groups that can be compared: the same scenario, seat, levers and span. Chance may
// differ, and then it is told.

export function groupsOf(pupils) {
  const groups = new Map();
  for (const pupil of pupils) {
    const { scenario, seat, set, from, now } = pupil;
    const key = JSON.stringify([scenario, seat, Object.entries(set).sort(), from, now]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(pupil);
  }
  return [...groups.values()].sort((one, other) => other.length - one.length);
}

export const seedsOf = (group) => [...new Set(group.map(({ seed }) => seed))].sort((a, b) => a - b);

// Several values: lowest, middle, highest.
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = (sorted.length - 1) / 2;
  return { low: sorted[0], middle: (sorted[Math.floor(half)] + sorted[Math.ceil(half)]) / 2,
    high: sorted.at(-1) };
}
