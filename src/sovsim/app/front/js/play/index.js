// Play a state: a year at a time, with what its government knows; and a look back at the end.

import { announce } from "../core/announce.js";
import { h, replace } from "../core/dom.js";
import { download, readFile } from "../core/download.js";
import { clipped } from "../core/prose.js";
import { remember, remembered } from "../core/store.js";
import { t } from "../core/texts.js";
import { describedOf } from "../model/run.js";
import { linkOf, settingsOf } from "../model/settings.js";
import { contentFor } from "../telling/overlay.js";
import { debriefPage } from "./debrief.js";
import { closeGame, openGame, yearOf } from "./game.js";
import { GameFault, LARGEST, gameOf } from "./opened.js";
import { nameOf, textOf } from "./saved.js";
import { seatsFrom } from "./seats.js";
import { setupForm } from "./setup.js";
import { createTable } from "./table.js";
import { endValues } from "./values.js";

const LEFT = "game";

export function openPlay(root, app) {
  const { host, content } = app;
  let table = null;
  let shown = null; // the link that is shown
  let closed = false;
  let round = 0; // whoever is late is not shown

  async function show(link) {
    const { values } = link;
    const key = keyOf(values);
    if (key === shown) return;
    shown = key;
    leave();
    const mine = round;
    const [settings, faults] = settingsOf({ ...values, run: "0" }, content);
    const described = await describedOf(host, settings.scenario);
    const [seats, unknown] = seatsFrom(values.seats, described);
    if (closed || mine !== round) return;
    const words = [...faults, ...unknown].map((one) => clipped(one));
    if (seats.length === 0) showSetup(settings, described, words);
    else await begin({ settings, seats, player: remembered("player", ""),
      ...spanOf(values, described) }, mine, words);
  }

  // A game of a link goes on where it was left on this device, if it is the same game.
  async function begin(given, mine, words) {
    const left = await leftGame();
    const goesOn = left !== null && sameGame(left, given);
    await take(goesOn ? left : given, mine, words);
  }

  async function take(given, mine = round, words = []) {
    const game = await openGame(host, given);
    if (closed || mine !== round) {
      closeGame(host, game);
      return;
    }
    const own = contentFor(content, game.settings.scenario);
    table = createTable(host, game, own, {
      keep: () => keep(game, own),
      save: () => save(game, own),
      show: (...parts) => {
        replace(root, words.length > 0 ? h("p", { class: "small fault" },
          t("play.link-faults", { what: words.join(", ") })) : null, parts);
        root.querySelector("h1")?.focus();
      },
      debrief: (again) => debriefPage(host, game, own,
        { save: () => save(game, own), again, fresh }),
      announce,
    });
    await table.open();
  }

  async function keep(game, own) {
    remember(LEFT, textOf(game, own, await endValues(host, game, own)));
  }

  async function save(game, own) {
    download(`${nameOf(game)}.toml`, "application/toml",
      textOf(game, own, await endValues(host, game, own)));
    announce(t("play.saved", { name: `${nameOf(game)}.toml` }));
  }

  async function leftGame() {
    const text = remembered(LEFT);
    if (typeof text !== "string") return null;
    try {
      return await gameOf(host, content, text);
    } catch {
      return null;
    }
  }

  async function showSetup(settings, described, faults) {
    const mine = round;
    const left = await leftGame();
    if (closed || mine !== round) return;
    replace(root,
      faults.length > 0 ? h("p", { class: "small fault" },
        t("play.link-faults", { what: faults.join(", ") })) : null,
      setupForm({
        content, settings, described,
        left: left && left.now > left.from
          ? { title: content.scenarios[left.settings.scenario].title,
          year: yearOf(described.quarters[Math.min(left.now,
            described.steps)] ?? described.quarters.at(-1)) } : null,
        onScenario: (scenario) => app.go({ values: { scenario, set: null, seats: null } }, true),
        onStart: (chosen) => {
          remember(LEFT, null);
          remember("player", chosen.player);
          app.go({ values: { ...linkOf({ ...settings, seed: chosen.seed }),
            seats: chosen.seats.join(","), from: null, until: null } });
        },
        onResume: () => goOn(left),
        onFile: (file) => opened(file),
      }));
  }

  async function opened(file) {
    const told = root.querySelector("[data-fault]");
    try {
      const found = await gameOf(host, content, await readFile(file, LARGEST));
      await goOn(found, found.warnings);
    } catch (error) {
      if (!(error instanceof GameFault || error instanceof RangeError || error.kind)) throw error;
      told.hidden = false;
      told.textContent = t("play.fault.file", { name: file.name, what: error.message });
    }
  }

  // The address becomes that of the game, and the game goes on.
  async function goOn(found, words = []) {
    leave();
    await take(found, round, words);
    const { settings, seats, from, until } = found;
    const values = { ...linkOf(settings), seats: seats.join(","),
      from: from > 0 ? quarterAt(from) : null,
      until: until < table.game.described.steps ? quarterAt(until - 1) : null };
    shown = keyOf(values);
    app.go({ values });
  }

  const quarterAt = (step) => table.game.described.quarters[step];

  // Another game of the same scenario.
  function fresh() {
    remember(LEFT, null);
    app.go({ values: { seats: null, from: null, until: null } });
  }

  function leave() {
    round += 1;
    table?.close();
    table = null;
  }

  show(app.link());
  return {
    update: show,
    close() {
      closed = true;
      leave();
    },
  };
}

const keyOf = (values) => ["scenario", "seed", "set", "seats", "from", "until"]
  .map((name) => values[name] ?? "").join("&");

// The span of a link, in steps; its last quarter is played, too. What is no quarter of the
// scenario is passed over.
function spanOf({ from, until }, { quarters, steps }) {
  const first = Math.min(Math.max(quarters.indexOf(from), 0), steps - 1);
  const last = quarters.indexOf(until);
  return { from: first, until: last >= first ? Math.min(last + 1, steps) : steps };
}

const sameGame = (one, other) => one.from === other.from && one.until === other.until &&
  one.seats.join() === other.seats.join() &&
  JSON.stringify(linkOf(one.settings)) === JSON.stringify(linkOf(other.settings));
