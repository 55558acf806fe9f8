"""What may be compared with what: arms of one span and one region, or both on common ground.

A count over ten years is not compared with a count over five, nor a mean over fourteen states with
a mean over two. Where somebody asks for it all the same, counts become rates per year and what
states have of their own is taken over the states that all arms share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sovsim.metrics import METRICS, Metric, Window
from sovsim.scenario import Scenario

PER_YEAR = "a year"
NOT_OF_SOME = "is a share over all states and cannot be told for some"


class Incomparable(ValueError):
    """Arms that cannot be compared, or not unless it is asked for; the message says why."""


@dataclass(frozen=True)
class CommonGround:
    """What some arms share.

    Attributes:
        years: arm -> years that it lasts; empty where all last the same quarters.
        states: states that all arms have; empty where all have the same.
        notes: what differs, a clause each; empty where nothing does.
    """

    years: Mapping[str, float] = field(default_factory=dict)
    states: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How outcomes were made comparable, in a sentence; empty where they are as they are."""
        done = []
        if self.years:
            done.append("counts are rates per year, levels those at the end of each span")
        if self.states:
            done.append(f"states are the common ones ({', '.join(self.states)})")
        return f"Compared although {'; '.join(self.notes)}: {', '.join(done)}." if done else ""

    def unit(self, metric: Metric) -> str:
        """Return the unit of a metric on this ground."""
        return f"{metric.unit} {PER_YEAR}" if self.years and counted(metric) else metric.unit


def common_ground(scenarios: Mapping[str, Scenario], *, across: bool = False) -> CommonGround:
    """Return what some arms share.

    Args:
        scenarios: arm -> scenario, at least one.
        across: whether arms of different spans or regions are wanted.

    Raises:
        Incomparable: they differ and are not wanted so, or they have no state in common.
    """
    notes = _differences(scenarios)
    if not notes:
        return CommonGround()
    if not across:
        raise Incomparable("; ".join(notes))
    sets = [scenario.region.codes for scenario in scenarios.values()]
    shared = tuple(code for code in sets[0] if all(code in codes for codes in sets))
    if not shared:
        raise Incomparable(f"{'; '.join(notes)}; they have no state in common")
    spans = {(scenario.start, scenario.end) for scenario in scenarios.values()}
    return CommonGround(
        years={name: scenario.steps / 4.0 for name, scenario in scenarios.items()}
        if len(spans) > 1
        else {},
        states=() if all(set(codes) == set(sets[0]) for codes in sets) else shared,
        notes=tuple(notes),
    )


def _differences(scenarios: Mapping[str, Scenario]) -> list[str]:
    """Return in clauses how the first arm and one that is not like it differ."""
    (first, one), *others = scenarios.items()
    notes: dict[str, None] = {}
    for name, other in others:
        if (one.start, one.end) != (other.start, other.end):
            notes.setdefault(
                f"{first} lasts from {one.start} to {one.end}, "
                f"{name} from {other.start} to {other.end}"
            )
        if set(one.region.codes) != set(other.region.codes):
            notes.setdefault(
                f"{first} has {_these(one.region.codes)}, {name} {_these(other.region.codes)}"
            )
        if one.region.hegemon.code != other.region.hegemon.code:
            notes.setdefault(
                f"the hegemon of {first} is {one.region.hegemon.name}, "
                f"that of {name} {other.region.hegemon.name}"
            )
    return list(notes)[:3]


def _these(codes: Sequence[str]) -> str:
    named = ", ".join(codes[:3])
    return f"{len(codes)} states ({named}{', ...' if len(codes) > 3 else ''})"


def counted(metric: Metric) -> bool:
    """Return whether a metric grows with the span: a count over the run, not a share or a level."""
    if metric.difference is not None:
        return all(counted(METRICS[part]) for part in metric.difference)
    return metric.window is Window.TOTAL and metric.against is None


def tellable_of_some(metric: Metric) -> bool:
    """Return whether a metric can be told for some of the states, from their own values."""
    if metric.difference is not None:
        return all(tellable_of_some(METRICS[part]) for part in metric.difference)
    return metric.per == "system" or metric.against is None


@dataclass(frozen=True)
class OnCommonGround:
    """Results of several arms with counts per year and over common states."""

    metrics: pd.DataFrame
    states: pd.DataFrame


def adjusted(
    metrics: pd.DataFrame, states: pd.DataFrame, ground: CommonGround, names: Iterable[str]
) -> OnCommonGround:
    """Return results on common ground.

    Args:
        metrics: a row per arm and run.
        states: a row per arm, run and state.
        names: metrics that are wanted; others are left out.

    Raises:
        Incomparable: a metric cannot be told for some states alone.
    """
    wanted = list(dict.fromkeys(names))
    if ground.states:
        states = states[states["state"].isin(ground.states)]
        keys = [metrics["arm"], metrics["run"]]
        metrics = metrics.assign(
            **{
                name: _over(states, METRICS[name]).reindex(pd.MultiIndex.from_arrays(keys)).array
                for name in wanted
                if METRICS[name].per == "state"
            }
        )
    if ground.years:
        counts = [name for name in wanted if counted(METRICS[name])]
        metrics = _per_year(metrics, ground.years, counts)
        states = _per_year(states, ground.years, [name for name in counts if name in states])
    keep = [name for name in ("arm", "run", "error") if name in metrics]
    return OnCommonGround(metrics[[*keep, *wanted]], states)


def _over(states: pd.DataFrame, metric: Metric) -> pd.Series[float]:
    """Return a metric of states over some of them only, a value per arm and run."""
    if metric.difference is not None:
        first, second = (_over(states, METRICS[part]) for part in metric.difference)
        return first - second
    if not tellable_of_some(metric):
        raise Incomparable(f"'{metric.name}' {NOT_OF_SOME}")
    column = states.groupby(["arm", "run"])[metric.name]
    return column.sum(min_count=1) if metric.across == "sum" else column.mean()


def _per_year(
    table: pd.DataFrame, years: Mapping[str, float], names: Sequence[str]
) -> pd.DataFrame:
    span = table["arm"].map(years).to_numpy(np.float64)
    return table.assign(**{name: table[name] / span for name in names})
