// The table at which a game is played: whose turn it is, what they chose, and what comes of it.

import { t } from "../core/texts.js";
import { dueNow, closeGame, isOver, playQuarter, quarterOf, takeBack, yearEnd, yearOf,
  yearStart } from "./game.js";
import { KNOWN } from "./known.js";
import { addressesOf, keyOf, nameOfSeat, ownOf } from "./seats.js";
import { columnsOf, valuesAt, valuesNow } from "./values.js";
import { handOver, turnPage } from "./year.js";

// acts: { show(...parts), keep(), save(), debrief(again) -> element, announce }
export function createTable(host, game, content, acts) {
  const courses = new Map(game.seats.map((seat) => [seat, {}])); // of this turn, or the last one
  const columns = columnsOf(KNOWN, content, game.described);
  let quarterly = false;
  let choices = [];
  let known = null;
  let seat = 0;
  let busy = false;
  let closed = false;
  let floor = game.now > game.from ? yearStart(game, game.now - 1) : game.from; // of taking back

  async function open() {
    seat = 0;
    choices = isOver(game) ? [] : await dueNow(host, game);
    const earlier = game.now === game.from ? null : yearStart(game, game.now - 1);
    known = {
      values: await valuesNow(host, game, columns),
      before: earlier === null ? null : await valuesAt(host, game, earlier, columns),
    };
    if (closed) return;
    if (game.seats.length > 1 && !isOver(game)) showHand();
    else showTurn();
  }

  function showHand() {
    const name = nameOfSeat(game.seats[seat], content.scenarios[game.settings.scenario], content);
    acts.show(handOver(name, showTurn));
  }

  function showTurn() {
    const undone = undoable();
    acts.show(turnPage(game, {
      seat: game.seats[seat], choices, before: courses.get(game.seats[seat]), known, quarterly,
        content,
    }, {
      decide, save: acts.save, end,
      isLast: seat === game.seats.length - 1,
      pace: (asked, course) => {
        courses.set(game.seats[seat], course);
        quarterly = asked;
        showTurn();
      },
      undo: undone === null ? null : () => undo(undone),
      undone: undone === null ? "" : quarterly || !isYear(undone)
        ? game.described.quarters[undone] : String(yearOf(game.described.quarters[undone])),
    }));
  }

  const isYear = (step) => yearStart(game, step) === step &&
    (isOver(game) || yearEnd(game, step) === game.now);

  // Back to the start of the last year, or by a quarter within it.
  function undoable() {
    if (game.now <= floor || seat > 0) return null;
    return quarterly ? game.now - 1 : yearStart(game, game.now - 1);
  }

  async function decide(course) {
    if (busy) return;
    courses.set(game.seats[seat], course);
    if (seat < game.seats.length - 1) {
      seat += 1;
      showHand();
      return;
    }
    busy = true;
    try {
      floor = yearStart(game, game.now);
      const end = quarterly ? game.now + 1 : yearEnd(game, game.now);
      const wanted = inOrder();
      while (game.now < end && !closed) await playQuarter(host, game, wanted);
      if (closed) return;
      await acts.keep();
      acts.announce(isOver(game) ? t("play.announce.over")
        : t("play.announce.turn", { quarter: quarterOf(game) }));
      await open();
    } finally {
      busy = false;
    }
  }

  // The courses of all seats, in the model's order.
  function inOrder() {
    const { decisions } = game.described;
    const order = Object.keys(content.decisions);
    return game.seats.flatMap((one) => {
      const course = courses.get(one);
      const addresses = [...ownOf(one, choices, decisions).map(({ address }) => address),
        ...addressesOf(one, decisions)];
      return [...new Map(addresses.map((address) => [keyOf(address), address]))]
        .filter(([key]) => Object.hasOwn(course, key))
        .map(([key, address]) => ({ address, option: course[key] }));
    }).sort((a, b) => order.indexOf(a.address.decision) - order.indexOf(b.address.decision));
  }

  async function undo(step) {
    if (busy) return;
    busy = true;
    try {
      await takeBack(host, game, step);
      await acts.keep();
      acts.announce(t("play.announce.undone", { quarter: quarterOf(game) }));
      await open();
    } finally {
      busy = false;
    }
  }

  async function end() {
    acts.show(await acts.debrief(isOver(game) ? null : showTurn));
  }

  return {
    game,
    open,
    close() {
      closed = true;
      closeGame(host, game);
    },
  };
}
