// The scenarios that a lesson runs, each once, in the order in which they come up.
export function scenariosOf({ steps }) {
  const named = steps.flatMap(({ scenario, against, outcome }) =>
    [scenario, against, outcome?.scenario, outcome?.against]);
  return [...new Set(named.filter(Boolean))];
}
