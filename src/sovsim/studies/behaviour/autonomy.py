"""Questions on autonomy: what force does to it, what rest leaves it, what dependence is new."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Channel, ConflictStatus
from sovsim.rules.contract import Mask
from sovsim.shocks import Override, Shocks
from sovsim.simulation import Simulation
from sovsim.studies.behaviour.arms import Change, Course, course, prepared, seized, with_columns
from sovsim.studies.behaviour.row import Row, apart, figure, mean
from sovsim.variables import VARIABLES
from sovsim.world import World

_GROUP = "autonomy"
_BASES = ("base-2005", "base-2012", "base-2019")


def rows(runs: int, seed: int, baseline: Course) -> list[Row]:
    """Return the rows on autonomy and dependence."""
    return [*_invasion(runs, seed), *_rest(runs, seed), *_new_dependence(baseline)]


def overall(kept: Course, quarter: str) -> FloatArray:
    """Return autonomy over all domains at the end of a quarter, shape ``(run, state)``."""
    held: FloatArray = kept.at("autonomy", quarter).mean(axis=0)
    return held


def forceful(kept: Course, state: str, first: str, last: str) -> Mask:
    """Return in which runs a state was annexed from or invaded within a span."""
    found: Mask = seized(kept.over("rung", first, last, state)).max(axis=0)
    return found


def _invasion(runs: int, seed: int) -> list[Row]:
    invaded = course(prepared("invasion-2022", runs, seed), last="2024Q1")
    peace = course(prepared("base-2019", runs, seed), last="2024Q1")
    pair = ~forceful(peace, "UKR", "2019Q1", "2024Q1") & ~forceful(
        invaded, "UKR", "2019Q1", "2021Q4"
    )
    unit = invaded.codes.index("UKR")
    found = []
    for quarter, words, most in (("2023Q1", "a year", -0.15), ("2024Q1", "two years", -0.20)):
        with_war, without = overall(invaded, quarter)[pair], overall(peace, quarter)[pair]
        found.append(
            figure(
                _GROUP,
                f"Ukraine's autonomy {words} after an invasion, against the same runs at peace",
                apart,
                with_war[:, unit],
                without[:, unit],
                most=most,
                before="-0.05",
            )
        )
    last_war, last_peace = overall(invaded, "2024Q1")[pair], overall(peace, "2024Q1")[pair]

    def place(sample: FloatArray) -> float:
        means = sample.mean(axis=0)
        return float(1 + (means < means[unit]).sum())

    found.append(
        figure(
            _GROUP,
            "Ukraine's place from below two years after the invasion (1 is the least free)",
            place,
            last_war,
            most=1.0,
        )
    )
    found.append(
        figure(
            _GROUP,
            "Ukraine's place from below in the same runs without force",
            place,
            last_peace,
            least=3.0,
        )
    )
    found.append(_ceasefire(runs, seed))
    return found


def _ceasefire(runs: int, seed: int) -> Row:
    """A ceasefire that leaves the troops where they are, against the war that goes on."""
    start = prepared("invasion-2022", runs, seed)
    unit = start.scenario.region.index("UKR")
    stopped: Change = with_columns(
        {"conflict_status": ConflictStatus.FROZEN, "hegemon_war": 0.0}, unit
    )
    war = course(start, last="2023Q1")
    quiet = course(start, change={"2022Q4": stopped}, last="2023Q1")
    return figure(
        _GROUP,
        "Ukraine's autonomy two quarters after a ceasefire that leaves the troops in place",
        apart,
        overall(quiet, "2023Q1")[:, unit],
        overall(war, "2023Q1")[:, unit],
        least=-0.01,
        most=0.01,
    )


def _rest(runs: int, seed: int) -> list[Row]:
    found = []
    for base in _BASES:
        start = prepared(base, runs, seed)
        kept = course(
            _at_rest(start),
            silent=True,
            after=_frozen(start.world),
            last=_year_on(base),
            kept=("autonomy",),
        )
        held = kept.kept["autonomy"].mean(axis=(1, 3))
        begun = kept.first.autonomy.mean(axis=(0, 2))
        found.append(
            figure(
                _GROUP,
                f"drift of mean autonomy in the first year of {base}, at rest",
                mean,
                held[3] - begun,
                least=-0.01,
                most=0.01,
                before="+0.03",
            )
        )
        found.append(
            figure(
                _GROUP, f"mean autonomy at the start of {base}", mean, begun, least=0.55, most=0.60
            )
        )
    return found


def _year_on(base: str) -> str:
    return f"{base.removeprefix('base-')}Q4"


def _at_rest(start: Simulation) -> Simulation:
    """No event, no offer; the hegemon respects."""
    steps = start.scenario.steps
    idle = [
        Override(decision, 0, start=0, duration=steps)
        for decision in ("rung", "talks", "action", "breach")
    ]
    idle += [
        Override(decision, 0, start=0, duration=steps, index=(index,))
        for decision in ("offer", "bid_move", "body_move")
        for index in range(VARIABLES[decision].leading[0])
    ]
    return replace(start, shocks=Shocks((), idle))


def _frozen(first: World) -> Change:
    """Put back, after every quarter, all that does not start at rest."""
    kept = {
        name: first[name]
        for name, variable in VARIABLES.items()
        if variable.kind in ("stock", "code") and not variable.rests
    }

    def change(world: World) -> World:
        return world.replace(kept)

    return change


def _new_dependence(baseline: Course) -> list[Row]:
    def rise(name: str) -> FloatArray:
        now, then = baseline.at(name, "2019Q4"), baseline.first[name]
        gained = np.maximum(now - then, 0.0)
        return gained.mean(axis=0) if gained.ndim > 2 else gained

    poles = {
        name: rise(name).sum(axis=-1)
        for name in ("dependence", "dependence_west", "dependence_china", "dependence_turkey")
    }
    whole = np.sum(list(poles.values()), axis=0)
    labour = (
        baseline.at("dependence_labour", "2019Q4", "TJK")
        - baseline.first.dependence[Channel.LABOUR][:, baseline.codes.index("TJK")]
    )
    return [
        figure(
            "dependence",
            "share of Russia in all new dependence by 2019 (baseline)",
            lambda part, total: float(part.sum() / total.sum()),
            poles["dependence"],
            whole,
            least=0.2,
            most=0.6,
            before="0.04",
        ),
        figure(
            "dependence",
            "Tajik dependence on Russia through labour in 2019, beyond its start in 1992",
            mean,
            labour,
            least=0.0,
            before="below",
        ),
    ]
