// How others answered: what the hegemon and the outer powers did towards a state in each quarter;
// for the hegemon, what every state did.

import { h } from "../core/dom.js";
import { stacked } from "../core/stacked.js";
import { named, t } from "../core/texts.js";
import { wide } from "../core/wide.js";
import { HEGEMON } from "./seats.js";
import { placeOf } from "./values.js";

const POWERS = ["EU", "NATO", "CHINA", "TURKEY"];

export function replies(told, seat, { described }, content) {
  const quarters = told.map(({ step }) => described.quarters[step].slice(4));
  const rows = seat === HEGEMON ? ofStates(told, described, content)
    : ofPowers(told, seat, described, content);
  if (rows.length === 0) return null;
  return wide(stacked(h("table", { class: "play-replies" },
    h("caption", {}, t(seat === HEGEMON ? "play.replies.states" : "play.replies.powers")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" },
      h("span", { class: "unseen" }, t("play.replies.who"))),
      quarters.map((quarter) => h("th", { scope: "col" }, quarter)))),
    h("tbody", {}, rows.map(([name, cells]) => h("tr", {}, h("th", { scope: "row" }, name),
      spans(cells).map(([words, span]) => h("td", { colspan: span > 1 ? String(span) : null },
        words))))))));
}

// Quarters that follow each other and say the same as one cell.
function spans(cells) {
  const found = [];
  for (const words of cells) {
    if (found.length > 0 && found.at(-1)[0] === words) found.at(-1)[1] += 1;
    else found.push([words, 1]);
  }
  return found;
}

function ofPowers(told, seat, described, content) {
  const place = placeOf(seat, described);
  const option = (codes, column) => described.columns[column].codes[codes[column][place]];
  const hegemon = told.map(({ codes }) => {
    const [rung, talks] = [option(codes, "rung"), option(codes, "talks")];
    const act = t(`play.did.${rung}`);
    return talks === "none" ? act : `${act}; ${t(`play.did.${talks}`)}`;
  });
  const powers = POWERS.filter((power) => described.columns[`offer_${power.toLowerCase()}`])
    .map((power) => [content.units[power]?.name ?? power, told.map(({ codes }) =>
      t(`play.did.${option(codes, `offer_${power.toLowerCase()}`)}`))]);
  const own = told.map(({ codes }) => t(`play.did.${option(codes, "action")}`));
  return [[t("play.replies.own"), own], [named(content.sentences.hegemon), hegemon], ...powers];
}

const ofStates = (told, described, content) => described.units.state.map((code, place) =>
  [content.units[code]?.name ?? code, told.map(({ codes }) =>
    t(`play.did.${described.columns.action.codes[codes.action[place]]}`))]);
