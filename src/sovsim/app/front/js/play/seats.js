// Seats of a game: whose decisions a player takes.
//
// A seat is the code of a state, or "hegemon". A decision of a seat has an address, which is what a
// [[play]] of a scenario says: actor, decision, and target where it is about somebody.

export const HEGEMON = "hegemon";

const MOST_SEATS = 3;

// The seats of a scenario, the states that it is about first.
export function seatsOf({ focus = [] }, { units }) {
  return [...focus, ...units.state.filter((code) => !focus.includes(code)), HEGEMON];
}

export const nameOfSeat = (seat, { hegemon }, { units }) =>
  units[seat === HEGEMON ? hegemon : seat]?.name ?? seat;

// The seats of a text "KAZ,hegemon" that a scenario has.
//   -> [seats, what is none]
export function seatsFrom(text, described) {
  const wanted = [...new Set(String(text ?? "").split(",").map((one) =>
    one.trim()).filter(Boolean))];
  const known = (seat) => seat === HEGEMON || described.units.state.includes(seat);
  return [wanted.filter(known).slice(0, MOST_SEATS),
    [...wanted.filter((seat) => !known(seat)), ...wanted.filter(known).slice(MOST_SEATS)]];
}

// The decisions of a seat among those that are due, with their address, in the model's order.
export function ownOf(seat, choices, decisions) {
  return choices
    .filter(({ decision, actor, unit }) => Object.hasOwn(decisions, decision) &&
      (seat === HEGEMON ? actor === HEGEMON : actor === "state" && unit === seat))
    .map((choice) => ({ ...choice, address: addressOf(choice, decisions[choice.decision]) }));
}

function addressOf({ decision, index, actor, unit }, { bodies, target }) {
  const seat = actor === HEGEMON ? HEGEMON : unit;
  if (bodies.length > 0) {
    return { actor: seat, decision, target: bodies.length === 1 ? bodies[0] : bodies[index[0]] };
  }
  return target ? { actor: seat, decision, target: unit } : { actor: seat, decision };
}

// All that a state ever decides, due or not; the hegemon's decisions are due or they are not.
export function addressesOf(seat, decisions) {
  if (seat === HEGEMON) return [];
  return Object.entries(decisions).filter(([, { actor }]) => actor === "state")
    .flatMap(([decision, { bodies }]) => (bodies.length === 0 ? [{ actor: seat, decision }]
      : bodies.map((target) => ({ actor: seat, decision, target }))));
}

export const keyOf = ({ actor, decision, target = "" }) => `${actor} ${decision} ${target}`;

// Options that are open, of a decision that is due.
export const openOf = ({ options }) => options.filter(({ open }) => open).map(({ option }) =>
  option);
