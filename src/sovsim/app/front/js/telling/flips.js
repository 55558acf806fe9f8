// What would have turned a decision: `sovsim.record.flips`, the same steps on the same numbers.

// Options with the stretch of draws that chooses each: adds low and high.
export function stretchedOptions(options) {
  let low = 0;
  return options.map((one) => {
    const stretch = { ...one, low, high: low + one.probability };
    low = stretch.high;
    return stretch;
  });
}

// The option that the draw chooses when nobody interferes.
export const drawnOption = (options, draw) =>
  options.find(({ low, high }) => low <= draw && draw < high) ?? options.at(-1);

// The nearest draw that chooses another option, and how far away it is; null where none does.
export function nearestDraw(options, draw) {
  const settled = drawnOption(options, draw);
  const others = options.filter((one) => one !== settled && one.low < one.high);
  if (others.length === 0) return null;
  const edge = ({ low, high }) => (high <= draw ? high : low);
  const away = (one) => Math.abs(edge(one) - draw);
  const nearest = others.reduce((best, one) => (away(one) < away(best) ? one : best));
  return { option: nearest.option, draw: edge(nearest), distance: edge(nearest) - draw };
}

// How much more utility the likeliest other option would have needed, the draw being what it was.
export function smallestGain(options, draw) {
  const settled = drawnOption(options, draw);
  const others = options.filter((one) => one !== settled && one.probability > 0);
  const scale = scaleOf(options);
  if (others.length === 0 || scale === null || draw <= 0 || draw >= 1) return null;
  const next = others.reduce((best, one) => (one.probability > best.probability ? one : best));
  const held = next.probability;
  const rest = Math.max(1 - held, 0);
  const wanted = next.high <= draw ? (draw * rest - next.low) / (1 - draw) : next.low / draw - rest;
  if (wanted <= held) return null;
  return { option: next.option, probability: held, gain: scale * Math.log(wanted / held) };
}

// The noise of the choice, read off the two options that differ most in utility.
function scaleOf(options) {
  const likely = options.filter(({ probability }) => probability > 1e-300);
  let best = null;
  for (const one of likely) {
    for (const other of likely) {
      const apart = one.utility - other.utility;
      if (apart <= 1e-9 || (best !== null && apart <= best.apart)) continue;
      const ratio = Math.log(one.probability / other.probability);
      if (ratio > 0) best = { apart, scale: apart / ratio };
    }
  }
  return best === null ? null : best.scale;
}
