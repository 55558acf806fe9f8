"""When a fact of public record was: a day, or a quarter where the day does not matter."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from pydantic import PlainValidator

from sovsim import quarters

FIRST, LAST = 1991, 2026
"""Years in which a fact may be dated."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class When:
    """A day, or a quarter.

    Attributes:
        text: as written: ``2008-08-08`` or ``2008Q3``.
        first, last: days between which it lies.
    """

    text: str
    first: date
    last: date

    @property
    def year(self) -> int:
        """Year."""
        return self.first.year

    @property
    def quarter(self) -> str:
        """Quarter, written like ``2008Q3``."""
        return quarters.label(self.first.year * 4 + (self.first.month - 1) // 3)


def when(value: Any) -> When:
    """Return a written time.

    Raises:
        ValueError: it is none, or lies outside of the years in which a fact may be dated.
    """
    if isinstance(value, When):
        return value
    try:
        first, last = _days(value)
    except (TypeError, ValueError, OverflowError):
        wrong = "is no day and no quarter; write it in quotes, like 2008-08-08 or 2008Q3"
        raise ValueError(wrong) from None
    if not FIRST <= first.year <= LAST:
        raise ValueError(f"must lie between {FIRST} and {LAST}")
    return When(value, first, last)


def _days(text: str) -> tuple[date, date]:
    """Return the first and the last day that a text means."""
    if _DAY.fullmatch(text):
        day = date.fromisoformat(text)
        return day, day
    number = quarters.parse(text)
    return _opening(number), _opening(number + 1) - timedelta(days=1)


def _opening(quarter: int) -> date:
    return date(quarter // 4, 3 * (quarter % 4) + 1, 1)


Time = Annotated[When, PlainValidator(when)]
"""A day or a quarter in quotes."""
