// Options in words: what a decision is called, and what each option means.

import { t } from "../core/texts.js";

// Words that options are told with.
export const wordsFor = ({ target }, { sentences, units }) => ({
  hegemon: sentences.hegemon, alliance: sentences.alliance,
  target: target === undefined ? "" : sentences.names[target] ?? units[target]?.name ?? target,
});

export const decisionName = (address, content) =>
  t(`play.decision.${address.decision}`, wordsFor(address, content));

export const optionName = (address, option, content) =>
  t(`play.option.${address.decision}.${option}`, wordsFor(address, content));

export const optionMeaning = (address, option, content) =>
  t(`play.means.${address.decision}.${option}`, wordsFor(address, content));
