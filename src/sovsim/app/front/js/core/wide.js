// Something that may be wider than the page: it scrolls by itself, also by keyboard.

import { h } from "./dom.js";
import { t } from "./texts.js";

export function wide(...children) {
  return h("div", { class: "wide", tabindex: "0", role: "group", aria: { label: t("wide") } }, children);
}
