// Lets the page answer and be drawn before the next piece of some work.

export const pause = () =>
  globalThis.scheduler?.yield?.() ?? new Promise((done) => { setTimeout(done); });
