"""Outcomes that a study looks at, by name."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from sovsim import given
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
            near = difflib.get_close_matches(name, METRICS, n=1, cutoff=0.4)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            raise UnknownOutcome(f"there is no metric '{name[:60]}'{hint}")
    return tuple(dict.fromkeys(names))
