"""How the project is built: by hatchling, with what the rules import at hand for a wheel.

`hook.py` makes kernels of the rules where a wheel is built. hatchling would ask for a hook's
libraries for an editable install as well, which has no use for them and would take half a minute
longer.
"""

from __future__ import annotations

from typing import Any

from hatchling import build
from hatchling.build import *  # noqa: F403 - the hooks that are hatchling's own

RULES = ["numpy>=1.26", "scipy>=1.11", "pydantic>=2.7", "rfc8785>=0.1.4"]
"""What the rules import; a part of the project's own dependencies."""


def get_requires_for_build_wheel(config_settings: dict[str, Any] | None = None) -> list[str]:
    """Return what has to be installed before a wheel can be built."""
    return [*build.get_requires_for_build_wheel(config_settings), *RULES]
