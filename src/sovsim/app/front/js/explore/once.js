// What is drawn from the same things is drawn once.

// -> (things, act): acts where one of the things is another than last time
export function createOnce() {
  let before = null;
  return (things, act) => {
    if (before !== null && things.length === before.length && things.every((one, k) => Object.is(one, before[k]))) return;
    before = things;
    act();
  };
}
