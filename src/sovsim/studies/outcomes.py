"""Outcomes that a study looks at, by name."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim import given
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import clipped
from sovsim.metrics import HEADLINE, METRICS


class UnknownOutcome(ValueError):
    """A metric that does not exist; the message names the nearest one."""


def chosen_metrics(names: Sequence[str] | None) -> tuple[str, ...]:
    """Return metrics by name; the headline ones by default, every one for ``all``.

    Raises:
        UnknownOutcome: naming the nearest metric.
    """
    names = given.texts("metrics", () if names is None else names)
    if not names:
        return HEADLINE
    if names == ("all",):
        return tuple(METRICS)
    for name in names:
        if name not in METRICS:
            hint = did_you_mean(name, METRICS)
            raise UnknownOutcome(f"there is no metric '{clipped(name)}'{hint}")
    return tuple(dict.fromkeys(names))
