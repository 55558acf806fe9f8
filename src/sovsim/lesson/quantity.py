"""The quantities that a lesson may look at: columns, or variables as the mean of their columns."""

from __future__ import annotations

from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.documents.lines import Key
from sovsim.documents.text import listed
from sovsim.metrics import METRICS
from sovsim.region import Region
from sovsim.variables import COMPONENTS, VARIABLES, Variable


def known_quantities() -> tuple[str, ...]:
    """Return every variable and every column by name."""
    return tuple(dict.fromkeys((*VARIABLES, *COMPONENTS)))


def columns_of(name: str) -> tuple[str, ...]:
    """Return the columns whose mean a quantity is: of a column, itself."""
    if name in VARIABLES:
        return tuple(column for column, _ in VARIABLES[name].components())
    return (name,)


def variable_of(name: str) -> Variable:
    """Return the variable of a quantity."""
    return VARIABLES[COMPONENTS[columns_of(name)[0]][0]]


def check_quantity(name: str, path: Key) -> None:
    """Raise Problem for a name that is neither a column nor a variable."""
    known = known_quantities()
    if name not in known:
        raise unknown(path, "column or variable", name, known, name)


def check_column(name: str, unit: str | None, region: Region, at: Key) -> None:
    """Raise Problems where a quantity cannot be read of a unit.

    Args:
        at: table that holds the keys ``column`` and ``unit``.
    """
    check_quantity(name, (*at, "column"))
    per = variable_of(name).per
    if per == "system":
        if unit is not None:
            wrong = f"cannot be used: the world has {name} once"
            raise Problem((*at, "unit"), wrong, found=unit)
        return
    check_unit(unit, per, region, (*at, "unit"))


def check_metric(name: str, unit: str | None, region: Region, at: Key) -> None:
    """Raise Problems where a metric does not exist, or not of a state.

    Args:
        at: table that holds the keys ``metric`` and ``unit``.
    """
    if name not in METRICS:
        raise unknown((*at, "metric"), "metric", name, METRICS, name)
    if unit is None:
        return
    faults = Faults()
    if METRICS[name].per != "state" or METRICS[name].difference is not None:
        wrong = f"cannot be used: {name} has no value for each state"
        faults.add(Problem((*at, "unit"), wrong, found=unit))
    with faults:
        check_unit(unit, "state", region, (*at, "unit"))
    faults.settle()


def check_unit(unit: str | None, per: str, region: Region, path: Key) -> None:
    """Raise Problem for a unit that a region does not have, or that is left out."""
    units = region.units(per)
    if unit is None:
        raise Problem(path, f"is missing: whose value, of which {per}", allowed=listed(units))
    if unit not in units:
        raise unknown(path, f"{per} of the region", unit, units, unit)
