"""A made-up region of any size, drawn from a seed: for scale, and for claims about no real state.

Land: the states lie on a ring, each bordering the next; on top of it ``states // 4`` further
borders join random pairs. About a third of the states border the hegemon. A fifth as many pairs of
neighbours as there are states are rivals, and every eighth state has lost a piece of land.

Wishes: one leaning ``z`` per state, standard normal, moves dependence and the wish for the hegemon
up; the wish for the West moves with ``-0.5 z`` and a part of its own, so that the two correlate at
-0.5 before clipping. Every number is ours, and so is every status: ``assumed``.
"""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Holder, Institution
from sovsim.region.region import (
    ContestedUnit,
    HegemonInfo,
    InstitutionInfo,
    MembershipFact,
    Outsider,
    Region,
    Rivalry,
    StateInfo,
)
from sovsim.region.start_values import InitialValue, Provenance
from sovsim.variables import COMPONENTS, VARIABLES

SMALLEST, LARGEST = 2, 1000
START = "1991Q4"
SOURCE = "fiction"
NEAR_WISH = 0.5
"""Wish for the West from which a state borders on it."""
DOMAINS = ("political", "security", "economic")
CHANNELS = ("energy", "trade", "labour", "security", "society")
FOUNDED = (
    (Institution.CIS, "League of neighbours"),
    (Institution.CSTO, "Pact of neighbours"),
    (Institution.UN, "World assembly"),
    (Institution.EU, "Western union"),
    (Institution.NATO, "Western alliance"),
)


def synthetic_region(states: int, seed: int = 0) -> Region:
    """Return a region of fictional states ``S001``, ``S002`` and so on.

    Args:
        states: how many, from 2 to 1000.
        seed: equal seeds give equal regions; 0 is a seed like any other.

    Raises:
        ValueError: there cannot be so many states.
    """
    if not SMALLEST <= states <= LARGEST:
        raise ValueError(f"a synthetic region has {SMALLEST} to {LARGEST} states, not {states}")
    random = np.random.default_rng([states, seed])
    width = max(3, len(str(states)))
    codes = [f"S{number:0{width}d}" for number in range(1, states + 1)]
    borders = _borders(states, random)
    near = random.random(states) < 1 / 3
    near[0] = True
    contested = _contested(codes, random)
    drawn = _initial(states, random)
    drawn["proximity"] = np.where(near, 1.0, 0.5)
    for unit in contested:
        drawn["territory_held"][codes.index(unit.parent)] = 0.9
    return Region(
        name=f"synthetic-{states}-{seed}",
        title=f"{states} synthetic states",
        description=f"A fictional region of {states} states, drawn from seed {seed}.",
        sphere="the near lands",
        hegemon=HegemonInfo("HEG", "Hegemonia", (0, 0)),
        states=tuple(
            StateInfo(
                code=code,
                name=f"State {place + 1}",
                tile=_tile(place, states),
                borders=tuple(codes[other] for other in sorted(borders[place])),
                borders_hegemon=bool(near[place]),
            )
            for place, code in enumerate(codes)
        ),
        institutions=tuple(
            InstitutionInfo(institution, name, START, SOURCE) for institution, name in FOUNDED
        ),
        memberships=_memberships(codes, drawn["preference_russia_security"]),
        rivalries=_rivalries(codes, borders, random),
        contested=contested,
        outsiders=_outsiders(codes, drawn["preference_west_political"]),
        initial=_with_provenance(drawn, codes),
    )


def _borders(states: int, random: np.random.Generator) -> list[set[int]]:
    borders: list[set[int]] = [set() for _ in range(states)]
    pairs = [(place, (place + 1) % states) for place in range(states)]
    pairs += [tuple(random.choice(states, 2, replace=False)) for _ in range(states // 4)]
    for first, second in pairs:
        borders[first].add(int(second))
        borders[second].add(int(first))
    return borders


def _tile(place: int, states: int) -> tuple[int, int]:
    """Return a place on a grid; the hegemon has the first row to itself."""
    side = int(np.ceil(np.sqrt(states)))
    return 1 + place // side, place % side


def _rivalries(
    codes: list[str], borders: list[set[int]], random: np.random.Generator
) -> tuple[Rivalry, ...]:
    pairs = sorted({(min(a, b), max(a, b)) for a, others in enumerate(borders) for b in others})
    chosen = random.choice(len(pairs), min(len(pairs), len(codes) // 5), replace=False)
    return tuple(
        Rivalry(codes[pairs[place][0]], codes[pairs[place][1]], SOURCE) for place in sorted(chosen)
    )


def _contested(codes: list[str], random: np.random.Generator) -> tuple[ContestedUnit, ...]:
    parents = sorted(random.choice(len(codes), len(codes) // 8, replace=False))
    return tuple(
        ContestedUnit(
            code=f"unit_{codes[parent].lower()}",
            name=f"Land of {codes[parent]}",
            parent=codes[parent],
            rival=None,
            holder=Holder.SECESSION,
            source=SOURCE,
        )
        for parent in parents
    )


def _outsiders(codes: list[str], wish: FloatArray) -> tuple[Outsider, ...]:
    """Return the one outside member of the Western bodies: it borders on who looks to it most."""
    near = [code for code, value in zip(codes, wish, strict=True) if value >= NEAR_WISH]
    return (Outsider("Westria", tuple(near), (), {"EU": START, "NATO": START}, SOURCE),)


def _memberships(codes: list[str], wish: FloatArray) -> tuple[MembershipFact, ...]:
    """Return who is a member of what.

    All are in the assembly, those that lean at all in the league, and those that want the
    hegemon's protection in the pact; the hegemon is in all three.
    """
    joined = {Institution.UN: 0.0, Institution.CIS: 0.3, Institution.CSTO: 0.5}
    return tuple(
        MembershipFact(code, institution, START, None, SOURCE)
        for institution, least in joined.items()
        for code, value in [*zip(codes, wish, strict=True), ("HEG", 1.0)]
        if value >= least
    )


def _initial(states: int, random: np.random.Generator) -> dict[str, FloatArray]:
    """Return a drawn value per state for the columns that make states differ."""

    def around(centre: FloatArray | float, spread: float, low: float, high: float) -> FloatArray:
        return np.clip(centre + spread * random.standard_normal(states), low, high)

    leaning = random.standard_normal(states)
    west = -0.5 * leaning + np.sqrt(0.75) * random.standard_normal(states)
    drawn: dict[str, FloatArray] = {}
    for channel in CHANNELS:
        drawn[f"dependence_{channel}"] = around(0.45 + 0.1 * leaning, 0.15, 0.05, 0.95)
    for domain in DOMAINS:
        drawn[f"preference_russia_{domain}"] = around(0.45 + 0.15 * leaning, 0.05, 0.03, 0.95)
        drawn[f"preference_west_{domain}"] = around(0.4 + 0.15 * west, 0.05, 0.03, 0.95)
        drawn[f"alignment_russia_{domain}"] = drawn[f"preference_russia_{domain}"].copy()
        drawn[f"alignment_west_{domain}"] = 0.9 * drawn[f"preference_west_{domain}"]
        drawn[f"expected_compliance_{domain}"] = around(0.55, 0.1, 0.3, 0.9)
    drawn["public_russia"] = around(0.45 + 0.12 * leaning, 0.08, 0.03, 0.95)
    drawn["public_west"] = around(0.4 + 0.12 * west, 0.08, 0.03, 0.95)
    drawn["preference_autonomy"] = around(0.55 + 0.08 * west, 0.12, 0.1, 0.98)
    drawn["sovereignty_conception"] = around(0.5, 0.12, 0.2, 0.8)
    drawn["capacity"] = around(0.4, 0.1, 0.1, 0.7)
    drawn["regime_type"] = around(0.4 + 0.1 * west, 0.15, 0.05, 0.95)
    drawn["relation_hegemon"] = around(0.5 + 0.1 * leaning, 0.08, 0.1, 0.9)
    drawn["cleavage"] = random.uniform(0.05, 0.6, states)
    drawn["soft_power"] = around(0.4 + 0.1 * leaning, 0.08, 0.05, 0.9)
    drawn["compatriots"] = 0.4 * random.random(states) ** 2
    drawn["transit"] = random.random(states) ** 3
    drawn["basing"] = np.clip(0.2 + 0.1 * leaning, 0.0, 0.6)
    drawn["energy_exporter"] = (random.random(states) < 0.2).astype(float)
    drawn["wealth"] = around(0.4, 0.2, 0.1, 1.0)
    drawn["territory_held"] = np.ones(states)
    drawn["election_clock"] = random.uniform(1.0, 16.0, states)
    return drawn


def _with_provenance(drawn: dict[str, FloatArray], codes: list[str]) -> dict[str, InitialValue]:
    values = {}
    for column in (column for column in COMPONENTS if column in drawn):
        variable = VARIABLES[COMPONENTS[column][0]]
        values[column] = InitialValue(
            column=column,
            units=tuple(codes),
            values=drawn[column],
            provenance=Provenance("assumed", source=SOURCE),
            low=variable.low,
            high=variable.high,
        )
    return values
