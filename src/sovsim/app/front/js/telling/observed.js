// Facts of public record behind a picture: which belong to it, and where on its time they lie.

// The facts that are drawn behind a column of some states, in order of time:
//   [{ from, until, words, source, note, certain, states, cast }]; from and until are places among
//   the quarters, cut to them; open says that it goes on, began before, or both.
//   name: a column, or a variable
export function observedBehind({ observed, columns }, name, states, quarters) {
  const variable = columns[name]?.variable ?? name;
  return observed.facts
    .filter(({ beside }) => beside.includes(name) || beside.includes(variable) ||
      (columns[name] === undefined && beside.some((one) => columns[one]?.variable === variable)))
    .filter((fact) => states.some((code) => fact.states.includes(code)))
    .map((fact) => placed(fact, quarters))
    .filter((fact) => fact !== null)
    .sort((one, other) => one.from - other.from);
}

// What a table of the record holds, and what must be known of it.
export const aboutObserved = ({ observed }, { table }) => observed.tables[table];

function placed(fact, quarters) {
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (fact.from !== null && fact.from > last) return null;
  if (fact.until !== null && fact.until < first) return null;
  const began = fact.from === null || fact.from < first;
  const goesOn = fact.until === null || fact.until > last;
  return { ...fact, from: began ? 0 : quarters.indexOf(fact.from),
    until: goesOn ? quarters.length - 1 : quarters.indexOf(fact.until), open: { began, goesOn } };
}
