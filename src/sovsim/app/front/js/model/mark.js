// Of which rules and which scenario a link is: sixteen letters that change with either.

import { describedOf } from "./run.js";

const LETTERS = 8;

export async function markOf(host, { about }, scenario) {
  const { digest } = await describedOf(host, scenario);
  return about.code.slice(0, LETTERS) + digest.slice(0, LETTERS);
}
