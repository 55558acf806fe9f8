// The class as a table for a spreadsheet.

import { csv, download } from "../core/download.js";
import { t } from "../core/texts.js";
import { OUTCOMES } from "../play/values.js";

export function downloadClass(pupils, names) {
  const heads = [t("class.name"), t("class.csv.scenario"), t("class.csv.seat"), t("class.seed"),
    t("class.csv.first"),
    t("class.csv.last"), ...OUTCOMES.flatMap((variable) =>
      [`${variable}`, `${variable}_usual`, `${variable}_difference`]),
    t("class.csv.choices"), t("class.remarks")];
  const rows = pupils.map((pupil) => [names.get(pupil), pupil.scenario, pupil.seat, pupil.seed,
    pupil.quarters[pupil.from],
    pupil.quarters[pupil.now - 1], ...OUTCOMES.flatMap((variable) => {
      const { own, usual, difference } = pupil.outcomes[variable];
      return [own, usual, difference];
    }), pupil.choices.map(({ option, count }) => option || count).join(" "),
      pupil.warnings.join(" ")]);
  download("class.csv", "text/csv", csv([heads, ...rows]));
}
