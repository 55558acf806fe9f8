// How large a difference is, in words: the one table, in shares from 0 to 1. The bounds are ours.

import { exact } from "../core/numbers.js";
import { t } from "../core/texts.js";

export const LEAST = 0.005; // nearer than this, two values are told as the same
const SIZES = [[LEAST, "none"], [0.02, "barely"], [0.05, "little"], [0.15, "clearly"], [Infinity, "much"]];

export const sizeOf = (difference) => SIZES.find(([below]) => Math.abs(difference) < below)[1];

export const sizeInWords = (difference) => t(`play.size.${sizeOf(difference)}`);

// What the words mean, for the note below a table.
export const sizesInWords = () => t("play.size.words", Object.fromEntries(
  SIZES.map(([below, name]) => [name, exact(below)])));
