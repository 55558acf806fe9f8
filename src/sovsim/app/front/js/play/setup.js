// Before a game: which scenario, whose decisions, which chance.

import { h } from "../core/dom.js";
import { remember, remembered } from "../core/store.js";
import { t } from "../core/texts.js";
import { contentFor } from "../telling/overlay.js";
import { HEGEMON, nameOfSeat, seatsOf } from "./seats.js";

const LONGEST_NAME = 60;

// The form.
//   onStart({ seed, seats, player }); onFile(file); onScenario(name); onResume()
//   left: words of a game that was left half-way, or null
export function setupForm({ content, settings, described, left, onScenario, onStart, onFile,
  onResume }) {
  const scenario = content.scenarios[settings.scenario];
  const own = contentFor(content, settings.scenario);
  const seats = seatsOf(scenario, described);
  const scenarios = h("select", { id: "play-scenario",
    onchange: () => onScenario(scenarios.value) },
    Object.entries(content.scenarios).map(([name, { title }]) =>
      h("option", { value: name, selected: name === settings.scenario }, title)));
  const seatSelect = (id, chosen, empty) => h("select", { id },
    empty === null ? null : h("option", { value: "" }, empty),
    seats.map((seat) => h("option", { value: seat, selected: seat === chosen },
      seat === HEGEMON ? t("play.setup.hegemon", { name: nameOfSeat(seat, scenario, own) })
        : nameOfSeat(seat, scenario, own))));
  const first = seatSelect("play-seat", seats[0], null);
  const second = seatSelect("play-second", "", t("play.setup.alone"));
  const seed = h("input", { id: "play-seed", type: "number", min: "0", max: "999999", step: "1",
    value: String(settings.seed), inputmode: "numeric" });
  const player = h("input", { id: "play-player", type: "text", maxlength: String(LONGEST_NAME),
    autocomplete: "off", value: remembered("player", "") });
  const start = (event) => {
    event.preventDefault();
    remember("player", player.value);
    onStart({ seed: Math.max(0, Math.floor(Number(seed.value) || 0)), player: player.value.trim(),
      seats: [...new Set([first.value, second.value].filter(Boolean))] });
  };
  return h("div", { class: "play-setup" },
    h("h1", {}, t("play.title")),
    h("p", { class: "large" }, t("play.what")),
    left === null ? null : h("p", { class: "card" }, t("play.setup.left", left), " ",
      h("button", { type: "button", onclick: onResume }, t("play.setup.resume"))),
    h("form", { onsubmit: start },
      labelled("play-scenario", t("play.setup.scenario"), scenarios),
      h("p", {}, scenario.question),
      h("details", {}, h("summary", {}, t("play.setup.background")),
        scenario.background.map((part) => h("p", {}, part))),
      h("div", { class: "play-fields" },
        labelled("play-seat", t("play.setup.seat"), first),
        labelled("play-second", t("play.setup.second"), second),
        labelled("play-seed", t("play.setup.seed"), seed, t("play.setup.seed.words")),
        labelled("play-player", t("play.setup.player"), player, t("play.setup.player.words"))),
      Object.keys(settings.set).length === 0 ? null
        : h("p", { class: "small" }, t("play.setup.levers", { names: Object.entries(settings.set)
          .map(([name, value]) =>
            `${content.parameters[name]?.label ?? name} = ${value}`).join("; ") })),
      h("p", {}, h("button", { class: "first", type: "submit" }, t("play.setup.start")))),
    h("section", { aria: { labelledby: "play-load" } },
      h("h2", { id: "play-load" }, t("play.setup.load")),
      h("p", {}, t("play.setup.load.words")),
      h("label", { class: "button" }, t("play.setup.choose"),
        h("input", { class: "unseen", type: "file", accept: ".toml,text/plain",
          onchange: (event) => {
          if (event.target.files.length > 0) onFile(event.target.files[0]);
          event.target.value = "";
        } })),
      h("p", { class: "fault", role: "alert", hidden: true, data: { fault: "" } })));
}

const labelled = (id, label, field, words = null) => h("div", { class: "play-field" },
  h("label", { for: id }, label), field, words === null ? null : h("p", { class: "small" }, words));
