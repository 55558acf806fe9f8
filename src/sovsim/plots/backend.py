"""Imports matplotlib first, also where ``MPLBACKEND`` names no backend.

matplotlib refuses to be imported then. Figures of this package need no backend, so that the
variable is put aside for the moment, and followed afterwards where it can be.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from types import ModuleType

_VARIABLE = "MPLBACKEND"


def _imported() -> ModuleType:
    named = os.environ.get(_VARIABLE)
    if "matplotlib" in sys.modules or not named:
        import matplotlib as found
    else:
        del os.environ[_VARIABLE]
        try:
            import matplotlib as found
        finally:
            os.environ[_VARIABLE] = named
        with suppress(ValueError):
            found.rcParams["backend"] = named
    return found


_imported()
