// What a reader has answered, kept on this device.

import { remember, remembered } from "../core/store.js";

const key = (name) => `lesson.${name}`;

// -> { answers: { number of the step: option }, seen: highest step }
export function progressOf(name) {
  const held = remembered(key(name), {});
  return { answers: held.answers ?? {}, seen: held.seen ?? 0 };
}

export function keepAnswer(name, step, option) {
  const held = progressOf(name);
  remember(key(name), { ...held, answers: { ...held.answers, [step]: option } });
}

export function keepSeen(name, step) {
  const held = progressOf(name);
  remember(key(name), { ...held, seen: Math.max(held.seen, step) });
}

export const forgetProgress = (name) => remember(key(name), {});
