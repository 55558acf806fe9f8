"""Who and what there is: axes, codes, variables, states of the default region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from sovsim.odd.markdown import cited, first_sentence, number, table, words
from sovsim.region import load_region
from sovsim.variables import (
    VARIABLES,
    Variable,
    conflicts,
    economy,
    hegemon,
    order,
    orientation,
    position,
    society,
)

_GROUPS: dict[str, tuple[Variable, ...]] = {
    "states": (
        *orientation.VARIABLES,
        *economy.VARIABLES,
        *society.VARIABLES,
        *position.VARIABLES,
    ),
    "force": conflicts.VARIABLES,
    "hegemon": hegemon.VARIABLES,
    "order": order.VARIABLES,
}


def axes() -> str:
    """Return the axes that lead an array, with their members."""
    leading = dict.fromkeys(axis for variable in VARIABLES.values() for axis in variable.axes)
    return _enumerations("axis", leading)


def codes() -> str:
    """Return the codes that a discrete variable may take."""
    return _enumerations(
        "code", dict.fromkeys(v.codes for v in VARIABLES.values() if v.codes is not None)
    )


def _enumerations(what: str, kinds: Iterable[type[IntEnum]]) -> str:
    rows = (
        (words(_spaced(kind.__name__)), ", ".join(words(m.name) for m in kind), _meaning(kind))
        for kind in kinds
    )
    return table((what, "members", "meaning"), rows)


def _spaced(name: str) -> str:
    return "".join(f"_{letter}" if letter.isupper() else letter for letter in name).strip("_")


def _meaning(kind: type[IntEnum]) -> str:
    return first_sentence(kind.__doc__).replace("``", "`")


def variables(group: str) -> str:
    """Return the variables of a group: ``states``, ``force``, ``hegemon`` or ``order``."""
    return table(
        ("variable", "meaning", "one for each", "kind", "unit and range", "claims"),
        (tuple(_variable(variable)) for variable in _GROUPS[group]),
    )


def _variable(variable: Variable) -> Iterator[str]:
    yield f"`{variable.name}`"
    yield variable.meaning
    yield ", ".join([*(words(_spaced(axis.__name__)) for axis in variable.axes), variable.per])
    yield variable.kind
    yield f"{variable.unit}, {number(variable.low)} to {number(variable.high)}"
    yield cited(variable.claims)


def states() -> str:
    """Return the states of the default region and the documents that name them."""
    region = load_region("post-soviet")
    rows = (
        (
            info.code,
            info.name,
            ", ".join(info.borders) + (", " + region.hegemon.code if info.borders_hegemon else ""),
            ", ".join(info.named_in) or "none",
        )
        for info in region.states
    )
    return table(("code", "state", "borders", "documents that name it"), rows)


if {v.name for group in _GROUPS.values() for v in group} != set(VARIABLES):
    raise ValueError("a group of variables is missing from the description")
