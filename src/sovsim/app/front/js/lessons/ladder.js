// The ladder of coercion over the quarters: what the hegemon did to every state, as a timeline.

import { t } from "../core/texts.js";
import { timeline } from "../pictures/timeline.js";

export const LADDER = "rung"; // the column that is drawn so, and not as a course

// The picture of a run that holds the column.
export function ladder({ settings: { scenario }, units, series, quarters }, { state }, { units: named, columns, scenarios }) {
  const { hegemon, events } = scenarios[scenario];
  return (size) => ({
    ...timeline({
      title: t("lesson.ladder.title", { hegemon: named[hegemon].name }),
      rows: units.state.map((code, place) => ({ code, name: named[code].name,
        rungs: series[LADDER].map((values, step) => (step === 0 ? null : values[place])) })),
      quarters, marks: [], cursor: null, chosen: state ?? null, rungs: columns[LADDER].codes,
      flags: events.map(({ quarter, text }) => ({ step: quarters.indexOf(quarter), words: text }))
        .filter(({ step }) => step > 0),
    }, size),
    name: `${scenario}-ladder`,
  });
}
