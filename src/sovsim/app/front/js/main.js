// The application: a header, and one page at a time, as the address says.

import { announce } from "./core/announce.js";
import { h, replace } from "./core/dom.js";
import { decodeLink, encodeLink } from "./core/link.js";
import { remember, remembered } from "./core/store.js";
import { t } from "./core/texts.js";
import { speak } from "./core/tongue.js";
import { openAbout } from "./about/index.js";
import { openClass } from "./classroom/index.js";
import { openConcepts } from "./concepts/index.js";
import { openExplore } from "./explore/index.js";
import { openHome } from "./home/index.js";
import { openLessons } from "./lessons/index.js";
import { openHost } from "./model/host.js";
import { openPlay } from "./play/index.js";

const PAGES = {
  home: openHome,
  explore: openExplore,
  play: openPlay,
  lessons: openLessons,
  class: openClass,
  concepts: openConcepts,
  about: openAbout,
};
const THEMES = ["system", "light", "dark"];

function useTheme(theme) {
  if (theme === "system") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.setAttribute("data-theme", theme);
}

function headerOf(go) {
  const links = Object.keys(PAGES).map((page) =>
    h("a", { href: encodeLink({ page }), data: { page } }, t(`page.${page}`)));
  const theme = h("select", { id: "theme", onchange: () => {
    useTheme(theme.value);
    remember("theme", theme.value);
  } }, THEMES.map((one) => h("option", { value: one }, t(`theme.${one}`))));
  theme.value = THEMES.includes(remembered("theme")) ? remembered("theme") : THEMES[0];
  useTheme(theme.value);
  return h("header", { class: "top" },
    h("a", { class: "skip", href: "#content", onclick: (event) => {
      event.preventDefault();
      document.getElementById("content").focus();
    } }, t("skip")),
    h("a", { class: "brand", href: encodeLink({ page: "home" }) }, "sovsim"),
    h("nav", { aria: { label: t("nav") } }, links),
    h("label", { class: "theme", for: "theme" }, h("span", { class: "unseen" }, t("theme")), theme));
}

function showFault(root, error) {
  replace(root, h("section", { class: "fault", role: "alert" },
    h("h1", {}, t("fault.title")), h("p", {}, t("fault.text")),
    h("pre", {}, String(error.message ?? error))));
}

async function start() {
  const root = h("main", { id: "content", tabindex: "-1" });
  let host;
  try {
    host = await openHost();
  } catch (error) {
    document.body.append(root);
    showFault(root, error);
    return;
  }
  speak(host.content);
  let here = decodeLink(location.hash);
  let page = null;
  let shown = null;
  const cut = h("p", { class: "fault cut", role: "alert", hidden: true });
  const app = {
    host, content: host.content, announce,
    link: () => here,
    // Changes the address: values of the same page, or another page. `replace`: no step of "back".
    go({ page: to = here.page, part = here.part, values = {} }, inPlace = false) {
      const moved = to !== here.page;
      const next = encodeLink({ page: to, part, values: moved ? values : { ...here.values, ...values } });
      if (next === location.hash) return;
      history[inPlace ? "replaceState" : "pushState"](null, "", next);
      show(inPlace);
    },
  };

  // `same`: the page wrote the address that it had, and what was said of that still holds.
  function show(same = false) {
    if (location.hash === shown) return;
    const before = here;
    shown = location.hash;
    here = decodeLink(location.hash);
    if (here.cut || !same) cut.hidden = !here.cut;
    cut.textContent = cut.hidden ? "" : t("link.cut");
    for (const link of document.querySelectorAll("nav a[data-page]")) {
      if (link.dataset.page === here.page) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    try {
      if (page !== null && before.page === here.page) page.update(here);
      else {
        page?.close();
        page = PAGES[here.page](replace(root), app);
        document.title = `${t(`page.${here.page}`)} · sovsim`;
        if (before.page !== here.page) root.focus({ preventScroll: false });
      }
    } catch (error) {
      page = null;
      showFault(root, error);
      throw error;
    }
  }

  document.body.append(headerOf(app.go), cut, root);
  window.addEventListener("hashchange", () => show());
  window.addEventListener("popstate", () => show());
  document.documentElement.setAttribute("data-ready", "");
  show();
}

start();
