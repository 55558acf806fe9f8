"""Reports, each one HTML file that a teacher can hand out; they compute nothing.

The names are imported on first use, so that the report of a run loads nothing of experiments.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.report.experiments import render_experiments as render_experiments
    from sovsim.report.experiments import write_experiments as write_experiments
    from sovsim.report.write import render_report as render_report
    from sovsim.report.write import write_report as write_report

_HOMES = {
    "render_experiments": "experiments",
    "render_report": "write",
    "write_experiments": "experiments",
    "write_report": "write",
}

__all__ = ["render_experiments", "render_report", "write_experiments", "write_report"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"sovsim.report.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'sovsim.report' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
