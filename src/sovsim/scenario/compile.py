"""Turns the events and plays of a scenario into what the engine applies."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from sovsim import quarters
from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Institution, Level, Power
from sovsim.documents.values import Range
from sovsim.noise import Noise
from sovsim.region import Region
from sovsim.scenario.checks import ALL
from sovsim.scenario.events import EVENT_TYPES, SELECTORS, Effect, EventType, options
from sovsim.scenario.model import Event, Play, ScenarioData
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.shocks import Override, Shock, Shocks
from sovsim.special import ndtr
from sovsim.variables import COMPONENTS, VARIABLES

ENLARGEMENT = "enlargement"
"""Type of event under which the region's dated memberships of outside states are applied."""

IntArray = npt.NDArray[np.int64]


def compile_scenario(scenario: ScenarioData, runs: IntArray, noise: Noise | None = None) -> Shocks:
    """Return what a scenario imposes on some runs.

    Args:
        runs: numbers of the runs.
        noise: draws of those runs; without it, sizes and dates that vary take their middle.

    Raises:
        ValueError: the noise is that of other runs.
    """
    if noise is not None and not np.array_equal(noise.run_numbers, runs):
        raise ValueError("the noise holds the draws of other runs")
    shocks: list[Shock] = []
    overrides: list[Override] = []
    for event in scenario.events:
        if EVENT_TYPES[event.type].forced:
            overrides.extend(_forced(event, scenario))
        else:
            shocks.extend(_shocks(event, scenario, noise))
    overrides.extend(_play(play, scenario) for play in scenario.plays)
    return Shocks(shocks, overrides)


def parameter_values(
    scenario: ScenarioData, noise: Noise | None = None
) -> dict[str, float | FloatArray]:
    """Return the parameters that a scenario sets; a range becomes a value per run, ``(run, 1)``."""
    return {
        name: value if not isinstance(value, Range) else draw(value, f"parameter {name}", noise)
        for name, value in scenario.parameters.items()
    }


def draw(bounds: Range, address: str, noise: Noise | None) -> float | FloatArray:
    """Return one value per run between two bounds, ``(run, 1)``; the middle without noise."""
    if noise is None:
        return (bounds.low + bounds.high) / 2.0
    share: FloatArray = ndtr(noise.start(address))
    return bounds.low + (bounds.high - bounds.low) * share


def _shocks(event: Event, scenario: ScenarioData, noise: Noise | None) -> Iterator[Shock]:
    kind = EVENT_TYPES[event.type]
    size = _size(event, noise)
    start = _start(event, scenario, noise)
    for effect, index, name in _moves(event, kind, scenario.region):
        declared = VARIABLES[effect.variable]
        yield Shock(
            type=event.type,
            variable=effect.variable,
            operation=effect.operation,
            size=_effect_size(effect, event, kind, size),
            start=start,
            duration=event.duration,
            index=index,
            unit=_unit(name, declared.per, scenario.region),
            cause=event.type,
            target="" if name == ALL else name,
            claims=event.claims,
        )


def enlargements(scenario: ScenarioData) -> Iterator[Shock]:
    """Yield what the region's data say of outside states that become members of EU or NATO.

    They are facts of the region and no events of the scenario: they come to every run.
    """
    region, first = scenario.region, quarters.parse(scenario.start)
    for bid, quarter in region.enlargements():
        if not first < quarter <= quarters.parse(scenario.end):
            continue
        before, after = (region.near_pole_at(bid, each) for each in (quarter - 1, quarter))
        for unit, (old, new) in enumerate(zip(before, after, strict=True)):
            if new > old:
                yield Shock(
                    type=ENLARGEMENT,
                    variable="near_pole",
                    operation="set",
                    size=float(new),
                    start=quarter - first,
                    duration=1,
                    index=(int(bid),),
                    unit=unit,
                    cause=ENLARGEMENT,
                    target=region.codes[unit],
                )


def _moves(
    event: Event, kind: EventType, region: Region
) -> Iterator[tuple[Effect, tuple[int, ...], str]]:
    """Yield every slice that an event moves, with the name of the unit or actor."""
    chosen = dict(event.choices)
    column = chosen.get("column")
    if isinstance(column, str):
        variable, index = COMPONENTS[column]
        for name in event.who or ("",):
            yield Effect(variable), index, name
        return
    for effect in kind.effects:
        for name in event.who or ("",):
            for index in _indices(effect, kind, chosen, name):
                yield effect, index, name
    for member in chosen.get("members", ()):
        for name in event.who:
            index = (int(Institution[name]),)
            yield Effect("membership", "set", value=1.0), index, member


def _indices(
    effect: Effect, kind: EventType, chosen: dict[str, str | tuple[str, ...]], name: str
) -> Iterator[tuple[int, ...]]:
    """Yield the leading indices of an effect: what the event names, or every member."""
    picked = [_members(axis, kind, chosen, name) for axis in VARIABLES[effect.variable].axes]
    yield from itertools.product(*picked)


def _members(
    axis: type[IntEnum], kind: EventType, chosen: dict[str, str | tuple[str, ...]], name: str
) -> list[int]:
    if axis is Institution:
        named = name if kind.who == "institution" else str(chosen["institution"])
        return [int(Institution[named])]
    if axis is Bid:
        return [int(Bid[str(chosen["institution"])])]
    if axis is Power:
        return [int(Power[name])]
    for selector, members in SELECTORS.items():
        if members is axis and selector in chosen:
            return [options(selector)[str(chosen[selector])]]
    return [int(Level.GLOBAL)] if axis is Level else [int(member) for member in axis]


def _effect_size(
    effect: Effect, event: Event, kind: EventType, size: float | FloatArray
) -> float | FloatArray:
    if "holder" in kind.needs:
        return float(options("holder")[str(dict(event.choices)["holder"])])
    return effect.value if effect.value is not None else effect.factor * size


def _size(event: Event, noise: Noise | None) -> float | FloatArray:
    if isinstance(event.size, Range):
        drawn = draw(event.size, f"size of {event.key}", noise)
        return drawn if isinstance(drawn, float) else drawn[:, 0]
    return 0.0 if event.size is None else event.size


def _start(event: Event, scenario: ScenarioData, noise: Noise | None) -> int | IntArray:
    first, last = scenario.step_of(event.at), scenario.step_of(event.until)
    if first == last:
        return first
    drawn = draw(Range(low=float(first), high=last + 1.0), f"date of {event.key}", noise)
    if isinstance(drawn, float):
        return (first + last) // 2
    return np.minimum(np.floor(drawn[:, 0]), last).astype(np.int64)


def _unit(name: str, per: str, region: Region) -> int | None:
    if per == "system" or name == ALL:
        return None
    return list(region.units(per)).index(name)


def _forced(event: Event, scenario: ScenarioData) -> Iterator[Override]:
    kind = EVENT_TYPES[event.type]
    for decision, option in kind.decisions:
        for name in event.who or ("",):
            yield Override(
                decision=decision,
                option=option,
                start=scenario.step_of(event.at),
                duration=event.duration,
                unit=_unit(name, VARIABLES[decision].per, scenario.region),
                index=_decided_about(decision, event),
                source="forced",
                claims=event.claims,
            )


def _decided_about(decision: str, event: Event) -> tuple[int, ...]:
    """Return the bid or the body about which a forced decision is."""
    chosen = dict(event.choices)
    axes = VARIABLES[decision].axes
    if not axes:
        return ()
    if "institution" not in chosen:
        return (next(iter(DECISIONS[decision].bodies.values())),)
    return (int(axes[0][str(chosen["institution"])]),)


def _play(play: Play, scenario: ScenarioData) -> Override:
    decision = DECISIONS[play.decision]
    about = play.target if decision.target and not decision.bodies else play.actor
    index: tuple[int, ...] = ()
    if decision.bodies:
        index = (decision.bodies[play.target],)
    elif decision.actor == "power":
        index = (int(Power[play.actor]),)
    return Override(
        decision=play.decision,
        option=decision.options.index(play.option),
        start=scenario.step_of(play.at),
        duration=play.duration,
        unit=_unit(about, VARIABLES[play.decision].per, scenario.region),
        index=index,
        source="play",
    )
