"""Which parameters a study varies, and over which ranges."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim import given
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import clipped
from sovsim.ensemble.design import Uncertainty
from sovsim.parameters import UnknownParameter, registry

UNCERTAIN = ("assumed", "inferred")
"""Status of the parameters whose size is ours."""

ALL = "all"


def parameters_for(names: Sequence[str] = (ALL,)) -> tuple[Uncertainty, ...]:
    """Return parameters with their declared ranges.

    Args:
        names: parameters (``dependence.fade_rate``), groups (``dependence``), or ``all``. Of
            groups and of all, those are taken that are assumed or inferred; a parameter that is
            named is taken whatever its status.

    Raises:
        UnknownParameter: naming the nearest one.
    """
    known = registry()
    groups = dict.fromkeys(entry.group for entry in known.values())
    found: dict[str, Uncertainty] = {}
    for name in given.texts("parameters", names):
        if name in known:
            members = [name]
        elif name == ALL or name in groups:
            members = [
                entry.name
                for entry in known.values()
                if name in (ALL, entry.group) and entry.status in UNCERTAIN
            ]
        else:
            hint = did_you_mean(name, [*known, *groups])
            raise UnknownParameter(f"there is no parameter or group '{clipped(name)}'{hint}")
        found.update({member: Uncertainty.declared(member) for member in members})
    return tuple(entry for entry in found.values() if entry.low < entry.high)
