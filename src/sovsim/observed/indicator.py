"""An indicator: an observed series, what of the model it measures, and by which link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from sovsim.observed.catalogue import Combine, Series, catalogue, common
from sovsim.observed.folder import Observed
from sovsim.observed.links import Link
from sovsim.observed.panel import Panel, panel
from sovsim.observed.readings import Reading

Over = Literal["end", "any", "onset"]
Group = Literal["alignment", "dependence", "autonomy", "regime", "force", "bodies", "events"]
Role = Literal["scored", "check", "reported"]

ROLES: dict[Role, str] = {
    "scored": "held against the model",
    "check": "a cautious check, no target",
    "reported": "reported without a bar: little information",
}
"""What indicators are good for."""


@dataclass(frozen=True)
class Indicator:
    """A measurement model.

    Attributes:
        name: in tables.
        series: name of the observed series.
        group: what it is pooled with.
        reading: what it measures of a world at the end of a quarter, shape ``(run, state)``.
        model: the reading in words.
        link: how the indicator follows the reading.
        caution: why it may not measure that, in one or two sentences.
        over: how quarters become a year: the last one, any of them, or any in which the reading
            rose from 0.
        role: what it is good for.
        year_effects: whether what moves all states of a year together is taken out of the fit.
        where: column of the series -> texts that count.
        column: what is taken of the series.
        combine: how several rows of a state and year become one; as the series declares by default.
        absent: figure of a state-year without a row; by default it was not observed.
        most: what is above it counts as it: two events a year are one year with an event.
        error_from: series of whose values it is the difference between state and hegemon, so that
            the measurement errors of both add up in it, taken as independent.
    """

    name: str
    series: str
    group: Group
    reading: Reading
    model: str
    link: Link
    caution: str
    over: Over = "end"
    role: Role = "scored"
    year_effects: bool = False
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    column: str = "value"
    combine: Combine | None = None
    absent: float | None = None
    most: float | None = None
    error_from: str = ""

    @property
    def declared(self) -> Series:
        """The declaration of its series."""
        return catalogue()[self.series]

    def seen(self, observed: Observed, states: Sequence[str] = ()) -> Panel | None:
        """Return what a folder holds of it, years by states; None where it lacks the series.

        The hegemon, of which the model's states are no part, is left out unless it is named.
        """
        read = observed.series.get(self.series)
        if read is None:
            return None
        found = panel(
            read,
            states or model_states(),
            where=self.where,
            column=self.column,
            combine=self.combine,
            absent=self.absent,
        )
        value = found.value if self.most is None else found.value.clip(upper=self.most)
        return Panel(value, self._error(found, observed), found.weak)

    def _error(self, found: Panel, observed: Observed) -> pd.DataFrame:
        """Return the measurement error, that of a difference where it comes from another series."""
        source = observed.series.get(self.error_from)
        if source is None:
            return found.error
        hegemon = common().folder.hegemon
        other = panel(source, [*found.value.columns, hegemon]).error.reindex(found.value.index)
        squares = (other.drop(columns=hegemon) ** 2).add(other[hegemon] ** 2, axis=0)
        error: pd.DataFrame = squares**0.5
        return error.where(found.value.notna())


def model_states() -> list[str]:
    """Return the codes of the folder's states without the hegemon."""
    folder = common().folder
    return [code for code in folder.states if code != folder.hegemon]
