"""What is declared of a calibration: ``data/calibration/unknowns.toml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field

from sovsim.documents.document import read
from sovsim.documents.shipped import shipped
from sovsim.documents.values import Closed, Names, Number

Share = Annotated[Number, Field(ge=0, lt=1)]
Positive = Annotated[Number, Field(gt=0)]


class Settings(Closed):
    """How sure links and data are.

    Attributes:
        memory: correlation between years of what a link cannot say of a state.
        spell: years of which the mean is taken, from the start on.
        floor: least error of a link, in spreads of the observed figure.
        level: prior sd of a link's level, in spreads of the observed figure.
        slope: prior sd of the logarithm of a link's slope.
        flattest: least prior slope, in spreads of the figure for a spread of the reading.
        least: least prior sd of a start value.
    """

    memory: Share
    spell: Annotated[int, Field(ge=1, le=10)]
    floor: Positive
    level: Positive
    slope: Positive
    flattest: Positive
    least: Positive


class Columns(Closed):
    """Columns whose start values are unknown."""

    columns: Names


class Cores(Columns):
    """Columns that rest where others put them, give or take a spread."""

    spread: Positive


class Rates(Closed):
    """Parameters."""

    names: Names


class Unknown(Closed):
    """``unknowns.toml``."""

    settings: Settings
    start: list[Columns]
    core: list[Cores]
    rates: Rates


@cache
def unknown() -> Unknown:
    """Return what is declared.

    Raises:
        DocumentError: the file is wrong.
    """
    path = shipped("calibration") / "unknowns.toml"
    return read(path, "calibration/unknowns.toml", Unknown).content
