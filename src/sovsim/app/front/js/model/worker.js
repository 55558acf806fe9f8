// Answers questions of the page, beside it: what comes before this in the worker defines `sovsim`.

self.onmessage = async ({ data: { number, request, waits } }) => {
  if (waits) await sovsim.ready;
  let answer;
  try {
    answer = sovsim.ask(request);
  } catch (error) {
    answer = { error: { kind: "fault", message: String(error) } };
  }
  self.postMessage({ number, answer });
};
