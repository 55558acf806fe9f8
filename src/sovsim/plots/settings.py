"""The project's own settings of matplotlib, held while a figure is drawn or rendered.

Figures look the same, byte for byte, whatever a user's ``matplotlibrc`` says, and leave the user's
settings as they were. Text is always plain text: no LaTeX, and no formula between dollar signs,
since names and titles are other people's.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl

FONT = "DejaVu Sans"
"""Comes with matplotlib, hence is everywhere."""

_OWN = {
    "font.family": [FONT],
    "text.parse_math": False,
    "svg.hashsalt": "sovsim",
    "svg.fonttype": "path",
}
_OF_THE_PROCESS = ("backend", "interactive", "toolbar", "timezone", "date.epoch", "webagg", "tk.")
"""Beginnings of settings that are about windows and sessions, not about how a figure looks."""

_lock = threading.RLock()

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def own_settings() -> Iterator[None]:
    """Hold the project's settings; others get theirs back as they were.

    Settings are common to all threads, so that one thread at a time can hold them.
    """
    with _lock, mpl.rc_context(_settings()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        yield


def drawn(draw: Callable[P, R]) -> Callable[P, R]:
    """Let a function that draws a figure draw it with the project's settings."""

    @wraps(draw)
    def with_own_settings(*args: P.args, **kwargs: P.kwargs) -> R:
        with own_settings():
            return draw(*args, **kwargs)

    return with_own_settings


@cache
def _settings() -> Any:
    usual = {
        str(key): value
        for key, value in mpl.rcParamsDefault.items()
        if not key.startswith(_OF_THE_PROCESS)
    }
    return {**usual, **_OWN}
