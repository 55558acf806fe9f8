// A figure on the page: a picture as wide as its place, its words, the table behind, what can be
// taken away. It is drawn anew whenever its place or its data change.

import { announce } from "../core/announce.js";
import { h, replace } from "../core/dom.js";
import { csv, download } from "../core/download.js";
import { t } from "../core/texts.js";
import { createBehind } from "./behind.js";
import { downloadPng, downloadSvg } from "./standalone.js";

const SMALL = 0.8125; // small letters, of the page's

// A figure that shows what `draw` draws.
//   show(draw): draw({ width, size }) -> { svg, title, name, rows, note }
//     width: of the place, size: of small letters, both in pixels
//     title: what is seen; name: of files, without their ending; rows: () => the table behind;
//     note: words below, or null
export function createFigure({ heading = true, className = "" } = {}) {
  const title = h("figcaption", { class: heading ? "picture-title" : "unseen" });
  const place = h("div", { class: "picture-place" });
  const note = h("p", { class: "small picture-note" });
  const behind = createBehind();
  let draw = null;
  let drawn = null;
  let width = 0;
  let letters = lettersOf();
  const button = (key, act) => h("button", { class: "quiet", type: "button", onclick: () => {
    if (drawn !== null) act(drawn);
  } }, t(key));
  const tools = h("div", { class: "picture-tools" }, behind.element,
    h("span", { class: "picture-takes", role: "group", aria: { label: t("picture.take") } },
      button("picture.svg", ({ svg, name }) => downloadSvg(svg, name)),
      button("picture.png", ({ svg, name }) => downloadPng(svg, name)
        .catch(() => announce(t("picture.no-png")))),
      button("picture.csv", ({ rows, name }) => download(`${name}.csv`, "text/csv", csv(rows())))));
  const element = h("figure", { class: `picture ${className}` }, title, place, note, tools);

  function paint() {
    if (width === 0) width = Math.floor(place.clientWidth);
    if (draw === null || width === 0) return;
    const held = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    drawn = draw({ width, size: SMALL * letters });
    replace(place, drawn.svg);
    if (title.textContent !== drawn.title) replace(title, drawn.title);
    note.textContent = drawn.note ?? "";
    behind.show(drawn.rows, drawn.title);
    if (held) place.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  }

  // Widths are told, not asked for: asking makes the browser lay the page out once a figure.
  const watcher = new ResizeObserver(([{ contentRect }]) => {
    const now = Math.floor(contentRect.width);
    if (now === width) return;
    width = now;
    letters = lettersOf();
    requestAnimationFrame(paint); // it changes heights, which is not done while widths are told
  });
  watcher.observe(place);
  return {
    element,
    show(next) {
      draw = next;
      paint();
    },
    close: () => watcher.disconnect(),
  };
}

const lettersOf = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
