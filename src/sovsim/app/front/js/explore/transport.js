// Time: to the start, a quarter back, run or pause, a quarter on; and every quarter on a slider.

import { h, replace, s } from "../core/dom.js";
import { t } from "../core/texts.js";

const ICONS = {
  rewind: "M3 3h3v14H3zM17 3v14L7 10z", back: "M15 3v14L5 10z", play: "M5 3v14l12-7z",
  pause: "M4 3h4v14H4zM12 3h4v14h-4z", step: "M3 3v14l10-7zM14 3h3v14h-3z",
};
const SPEEDS = { slow: 900, usual: 400, fast: 120 }; // milliseconds a quarter

//   go(place); jumps: { name: element }, which a phone goes to
export function createTransport({ go, jumps = {} }) {
  let quarters = [""];
  let place = 0;
  let timer = null;
  const button = (name, act, more = {}) => h("button", { type: "button", onclick: act,
    aria: { label: t(`explore.${name}`) }, title: t(`explore.${name}`), ...more }, iconOf(name));
  const last = () => quarters.length - 1;
  const toStart = button("rewind", () => { pause(); go(0); });
  const back = button("back", () => { pause(); go(Math.max(place - 1, 0)); });
  const play = button("play", () => (timer === null ? start() : pause()), { class: "first play" });
  const on = button("step", () => { pause(); go(Math.min(place + 1, last())); });
  const slider = h("input", { type: "range", min: "0", step: "1", id: "explore-quarter",
    oninput: () => { pause(); go(Number(slider.value)); } });
  const label = h("output", { for: "explore-quarter", class: "quarter" });
  const speed = h("select", { id: "explore-speed", onchange: () => { if (timer !== null) start(); } },
    Object.keys(SPEEDS).map((one) => h("option", { value: one }, t(`explore.speed.${one}`))));
  speed.value = "usual";
  const element = h("div", { class: "transport", role: "group", aria: { label: t("explore.time") } },
    h("div", { class: "transport-buttons" }, toStart, back, play, on),
    h("label", { class: "transport-slider", for: "explore-quarter" },
      h("span", { class: "unseen" }, t("explore.quarter")), slider), label,
    h("label", { class: "transport-speed", for: "explore-speed" },
      h("span", { class: "unseen" }, t("explore.speed")), speed),
    h("div", { class: "jumps", role: "group", aria: { label: t("explore.jump") } },
      Object.entries(jumps).map(([name, to]) => h("button", { type: "button",
        onclick: () => to().scrollIntoView() }, t(`explore.jump.${name}`)))));

  function start() {
    clearInterval(timer);
    if (place >= last()) go(0);
    timer = setInterval(() => {
      if (place >= last()) pause();
      else go(place + 1);
    }, SPEEDS[speed.value]);
    name(true);
  }

  function pause() {
    clearInterval(timer);
    timer = null;
    name(false);
  }

  function name(running) {
    const what = running ? "pause" : "play";
    play.setAttribute("aria-label", t(`explore.${what}`));
    play.title = t(`explore.${what}`);
    replace(play, iconOf(what));
  }

  return {
    element,
    show({ runs, place: at }) {
      if (runs.a === null) return;
      ({ quarters } = runs.a);
      place = at;
      slider.max = String(last());
      slider.value = String(place);
      const words = place === 0 ? t("explore.at-start") : quarters[place];
      slider.setAttribute("aria-valuetext", words);
      label.textContent = words;
      back.disabled = toStart.disabled = place === 0;
      on.disabled = place === last();
    },
    close: pause,
  };
}

const iconOf = (name) => s("svg", { class: "icon", viewBox: "0 0 20 20", aria: { hidden: "true" } },
  s("path", { d: ICONS[name] }));
