// Moves the first lever of the page and waits for what follows; times in milliseconds.
async ({ share, patience }) => {
  const slider = document.querySelector(".lever input[type=range]");
  const figure = document.querySelector(".courses .picture");
  const line = () => figure.querySelector("path.line")?.getAttribute("d");
  const note = () => figure.querySelector(".picture-note").textContent;
  const history = () => document.querySelector(".history svg");
  const [before, earlier] = [line(), history()];
  const found = { line: null, bands: null, all: null, told: null, frame: 0 };
  const begun = performance.now();
  let last = begun;
  slider.value = String(Number(slider.min) + share * (Number(slider.max) - Number(slider.min)));
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  while ((found.all === null || found.told === null) && performance.now() - begun < patience) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = performance.now();
    found.frame = Math.max(found.frame, now - last);
    last = now;
    if (found.line === null && line() !== before) found.line = now - begun;
    if (found.line === null) continue;
    if (found.bands === null && /of \d+ runs/.test(note())) found.bands = now - begun;
    if (found.all === null && /of 64 runs/.test(note())) found.all = now - begun;
    if (found.told === null && history() !== earlier) found.told = now - begun;
  }
  return found;
}
