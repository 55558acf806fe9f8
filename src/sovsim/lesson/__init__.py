"""Lessons as data: a class hour in a file, checked as scenarios are, with what the model gives.

========  ========================================================================================
asking    ``model`` (the file: its format stands at the head of it), ``load`` (found, read,
          checked), ``checks`` (what its names mean), ``steps`` (which keys go with which kind)
running   ``outcome`` (the value that a question is about, of every run), ``expected`` (the shares
          of its options)
telling   ``page`` (Markdown of a lesson), ``index`` (all of them)
========  ========================================================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.lesson.load import Lesson as Lesson
    from sovsim.lesson.load import lesson_names as lesson_names
    from sovsim.lesson.load import load_lesson as load_lesson

_HOMES = {
    "Lesson": "load",
    "lesson_names": "load",
    "load_lesson": "load",
}

__all__ = ["Lesson", "lesson_names", "load_lesson"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
