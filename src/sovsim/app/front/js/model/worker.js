// Answers questions of the page, beside it: what comes before this in the worker defines `sovsim`.

self.onmessage = async ({ data: { number, request } }) => {
  await sovsim.ready;
  let answer;
  try {
    answer = sovsim.ask(request);
  } catch (error) {
    answer = { error: { kind: "fault", message: String(error) } };
  }
  self.postMessage({ number, answer }, movedIn(answer));
};

// Numbers in a row are handed over, not copied.
function movedIn({ series = {} }) {
  return Object.values(series).filter((one) => ArrayBuffer.isView(one)).map(({ buffer }) => buffer);
}
