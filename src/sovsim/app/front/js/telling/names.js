// Names in sentences, and in lists.

// The name of a code as it stands in a sentence: "the CSTO"; a pair of states is called by its two.
export function nameIn({ sentences: { names } }, code) {
  if (Object.hasOwn(names, code)) return names[code];
  const parts = code.split("-");
  return parts.every((one) => Object.hasOwn(names, one))
    ? parts.map((one) => names[one]).join(" and ") : code;
}

// The name of a code as it stands alone: "CSTO".
export const nameOf = (content, code) => content.units[code]?.name ?? nameIn(content, code);

// The states behind a code: a state, the two of a pair, or whose land a contested unit is.
export function statesBehind({ units }, code) {
  return code.split("-").map((one) => units[one]?.parent ?? one)
    .filter((one) => units[one]?.kind === "state");
}
