"""Who each component of each variable belongs to, and the name under which tables list it.

A component is listed under its full name (``norm_strength_non_intervention_global``), the one that
scenario files use; `sovsim.variables.COMPONENTS` resolves it. Its actor is a state's code, the
hegemon's code, an outer power, an institution, a norm, a dyad, a contested unit, or ``world``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sovsim.axes import Institution, Norm, Power, member_name
from sovsim.region import Region
from sovsim.variables import VARIABLES, Variable
from sovsim.variables import hegemon as hegemon_variables

WORLD = "world"
_OF_HEGEMON = {variable.name for variable in hegemon_variables.VARIABLES}


@dataclass(frozen=True)
class Column:
    """One component of a variable.

    Attributes:
        name: full name, as in `sovsim.variables.COMPONENTS`.
        variable: its declaration.
        index: its leading index.
        actors: whose it is, one name per unit of the variable's unit axis.
        institution: the institution that it describes, where it describes one.
    """

    name: str
    variable: Variable
    index: tuple[int, ...]
    actors: tuple[str, ...]
    institution: Institution | None = None

    @property
    def table(self) -> str:
        """Which table shows it: that of the ``state``, of the ``institution``, or ``system``."""
        if self.institution is not None:
            return "institution"
        return "state" if self.variable.per == "state" else "system"

    @property
    def short(self) -> str:
        """Name without the institution, as the institutions' table calls it."""
        if self.institution is None:
            return self.name
        members = self.variable.axes[1:]
        rest = [
            member_name(axis(place)) for axis, place in zip(members, self.index[1:], strict=True)
        ]
        return "_".join([self.variable.name, *rest])


def columns(region: Region) -> Iterator[Column]:
    """Yield every component that a region has, in the order of declaration."""
    for variable in VARIABLES.values():
        for name, index in variable.components():
            institution = _institution(variable, index)
            if institution is None or institution in _present(region):
                yield Column(name, variable, index, _actors(variable, index, region), institution)


def _present(region: Region) -> set[Institution]:
    return {info.institution for info in region.institutions}


def _institution(variable: Variable, index: tuple[int, ...]) -> Institution | None:
    if variable.per != "system" or not variable.axes or variable.axes[0] is not Institution:
        return None
    if variable.name in _OF_HEGEMON:
        return None  # what the hegemon decides about a body is his
    return Institution(index[0])


def _actors(variable: Variable, index: tuple[int, ...], region: Region) -> tuple[str, ...]:
    if variable.per != "system":
        return region.units(variable.per)
    if variable.name in _OF_HEGEMON:
        return (region.hegemon.code,)
    axis = variable.axes[0] if variable.axes else None
    if axis is Institution or axis is Power:
        return (axis(index[0]).name,)
    if axis is Norm:
        return (member_name(Norm(index[0])),)
    return (WORLD,)
