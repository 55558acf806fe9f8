// The content for one scenario: with the names, terms and facts of its region and its mechanisms.

// Content is that of the first scenario; of the others it holds what differs.
export function contentFor(content, scenario) {
  const name = content.scenarios[scenario]?.overlay ?? "";
  return name === "" ? content : overlaid(content, content.overlays[name]);
}

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

// `sovsim.app.content.differences.applied`: null drops an entry that was there.
function overlaid(first, change) {
  const found = Object.fromEntries(
    Object.entries(first).filter(([key]) => !Object.hasOwn(change, key)));
  for (const [key, value] of Object.entries(change)) {
    const before = Object.hasOwn(first, key) ? first[key] : undefined;
    if (isTable(value) && isTable(before)) found[key] = overlaid(before, value);
    else if (value !== null || before === undefined) found[key] = value;
  }
  return found;
}
