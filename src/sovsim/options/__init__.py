"""A decision maker's question: policies, what matters, what is not known, and one page of answer.

============  ====================================================================================
asking        ``schema`` (the file), ``load`` (what its names mean), ``model`` (as it is run)
running       ``run`` (policies on common noise), ``values`` (policies by points, more is better)
judging       ``ranking`` (paired differences), ``regret`` (robust choice), ``turning`` (where the
              ranking turns), ``watch`` (early signs), ``judge`` (all of it)
telling       ``answer`` (what came out), ``headline``, ``sentences`` (in words), ``page`` (rows and
              Markdown), ``folder`` (files)
searching     ``search`` (over levers with ranges)
============  ====================================================================================
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.options.load import load_options as load_options
    from sovsim.options.load import options_names as options_names
    from sovsim.options.run import run_options as run_options

_HOMES = {"load_options": "load", "options_names": "load", "run_options": "run"}

__all__ = ["load_options", "options_names", "run_options"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
