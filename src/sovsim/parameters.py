"""Parameters: a number, what it means, and where it comes from.

The declarations are data, one file per rule in ``data/parameters``; a rule reads
``parameters.dependence.fade_rate``, the command line writes ``dependence.fade_rate``.
The documents contain no magnitudes, so nearly every size is ours, and its status says so. Where
no claim speaks of the matter, the entry says why: what the mechanism rests on, how it was sized.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sovsim.arrays import FloatArray, in_order
from sovsim.brief import brief
from sovsim.citation import cited
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import clipped

Status = Literal["stated", "inferred", "observed", "calibrated", "assumed"]
STATUSES: tuple[str, ...] = ("stated", "inferred", "observed", "calibrated", "assumed")


OURS = "ours"
"""How a reason begins that rests on no literature and on no fact."""


class UnknownParameter(KeyError):
    """A parameter name that does not exist; the message names the nearest one."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Parameter:
    """A parameter's declaration.

    Attributes:
        name: ``group.key``; the group is the rule's file.
        value: default, in `unit`.
        low, high: range in which it may be set, and over which sensitivity runs sweep.
        status: ``stated`` by the documents, ``inferred`` (they give a sign or an order),
            ``observed`` (a figure from a named data set), ``calibrated`` or ``assumed``.
        claims: ids behind it; empty only where it is assumed or observed.
        source: data set or literature, where it is not a claim.
        gap: id of the quantity that the documents name without a number.
        why: what the mechanism rests on and how the size was chosen; required where no claim
            stands behind it.
        prior: of a calibrated one, its value before any fit; None for all others. Whatever is
            fitted to data or judged by data starts from there and never from the fit.
    """

    name: str
    value: float
    unit: str
    low: float
    high: float
    status: Status
    meaning: str
    claims: tuple[str, ...] = ()
    source: str = ""
    gap: str = ""
    why: str = ""
    prior: float | None = None

    @property
    def before_fit(self) -> float:
        """The value before any fit to data."""
        return self.value if self.prior is None else self.prior

    @property
    def group(self) -> str:
        """The rule file it belongs to."""
        return self.name.split(".")[0]

    @property
    def because(self) -> str:
        """What it rests on beside its claims or in their place; empty where claims say it all."""
        return self.why if self.claims else f"{self.status}; no claim; {self.why}"


@functools.cache
def registry() -> dict[str, Parameter]:
    """Return every declared parameter by name, in file order."""
    declared: dict[str, Parameter] = {}
    folder = resources.files("sovsim") / "data" / "parameters"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(".toml"):
            continue
        group = file.name.removesuffix(".toml")
        for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for parameter in of_entry(f"{group}.{key}", entry):
                declared[parameter.name] = parameter
    return declared


def of_entry(name: str, entry: dict[str, Any]) -> Iterator[Parameter]:
    """Yield the parameters of an entry: one, or for a table (``values``) one per member.

    A table gives the range of all members, or by ``factor`` each member's own: multiples of its
    value, so that its sign is kept.

    Raises:
        ValueError: naming a parameter with an unknown status, a value outside its range, or neither
            a claim nor a reason.
    """
    entry = dict(entry)
    values = entry.pop("values", None)
    if values is None:
        yield _declare(name, entry)
        return
    factor = entry.pop("factor", None)
    for member, value in values.items():
        one = {**entry, "value": value, "meaning": f"{entry['meaning']}: {member}"}
        if factor is not None:
            one["range"] = sorted(bound * value for bound in factor)
        yield _declare(f"{name}_{member}", one)


def _declare(name: str, entry: dict[str, Any]) -> Parameter:
    low, high = entry.pop("range")
    claims = cited(entry.pop("claims", ()))
    parameter = Parameter(name=name, low=low, high=high, claims=claims, **entry)
    if parameter.status not in STATUSES:
        raise ValueError(f"{name}: status '{parameter.status}' is not one of {STATUSES}")
    if not low <= parameter.value <= high:
        raise ValueError(f"{name}: {parameter.value} is outside its range {low} to {high}")
    _check_prior(parameter)
    if not claims and not parameter.why.removeprefix(OURS).strip(" :"):
        raise ValueError(
            f"{name}: it cites no claim, so say why: what the mechanism rests on (literature, a"
            f" fact, or '{OURS} ...') and how its size was chosen"
        )
    return parameter


def _check_prior(parameter: Parameter) -> None:
    """Raise where a fit does not say what it started from, or what it was fitted to."""
    name, prior = parameter.name, parameter.prior
    if parameter.status != "calibrated":
        if prior is not None:
            raise ValueError(f"{name}: has a prior, and its status is not 'calibrated'")
        return
    if prior is None or not parameter.source:
        raise ValueError(
            f"{name}: calibrated, so say its value before any fit (prior) and the run, data and"
            " period that it was fitted to (source)"
        )
    if not parameter.low <= prior <= parameter.high:
        raise ValueError(
            f"{name}: prior {prior} is outside its range {parameter.low} to {parameter.high}"
        )


def find(name: str) -> Parameter:
    """Return the declaration of a parameter.

    Raises:
        UnknownParameter: naming the nearest known parameter.
    """
    known = registry()
    if name not in known:
        raise UnknownParameter(f"unknown parameter '{clipped(name)}'{did_you_mean(name, known)}")
    return known[name]


class Group:
    """The parameters of one rule file as attributes; floats or ``(run, 1)`` arrays."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)

    if TYPE_CHECKING:

        def __getattr__(self, key: str) -> Any: ...

    def __repr__(self) -> str:
        return brief(self, "", f"{len(self.__dict__)} values")

    def __setattr__(self, key: str, value: object) -> None:
        raise AttributeError("parameters are frozen; use Parameters.replace")

    def __contains__(self, key: str) -> bool:
        return key in self.__dict__


class Parameters:
    """A frozen set of parameter values; a value is a float or a ``(run, 1)`` array."""

    __slots__ = ("__dict__", "_tables", "_values")

    def __init__(self, values: Mapping[str, float | FloatArray] | None = None) -> None:
        merged: dict[str, float | FloatArray] = {
            name: parameter.value for name, parameter in registry().items()
        }
        for name, value in (values or {}).items():
            find(name)
            merged[name] = value
        groups: dict[str, dict[str, float | FloatArray]] = {}
        for name, value in merged.items():
            group, key = name.split(".", 1)
            groups.setdefault(group, {})[key] = value
        self._values = merged
        self._tables: dict[tuple[str, type[IntEnum]], FloatArray] = {}
        self.__dict__.update({name: Group(entries) for name, entries in groups.items()})

    if TYPE_CHECKING:

        def __getattr__(self, group: str) -> Group: ...

    def __repr__(self) -> str:
        return brief(self, "", f"{len(self._values)} values")

    def __getitem__(self, name: str) -> float | FloatArray:
        find(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __getstate__(self) -> dict[str, float | FloatArray]:
        return dict(self._values)

    def __setstate__(self, state: dict[str, float | FloatArray]) -> None:
        Parameters.__init__(self, state)

    def table(self, name: str, axis: type[IntEnum]) -> FloatArray:
        """Return a table's values along an axis, shape ``(member, run or 1, 1)``; 0 where none.

        Args:
            name: ``group.key`` of the table; its members are parameters ``group.key_member``.
        """
        key = (name, axis)
        if key not in self._tables:
            found = [self._values.get(f"{name}_{member.name.lower()}", 0.0) for member in axis]
            table = in_order(found)
            table.flags.writeable = False
            self._tables[key] = table
        return self._tables[key]

    def replace(self, values: Mapping[str, float | FloatArray]) -> Parameters:
        """Return a copy in which some values differ."""
        return Parameters({**self._values, **values})

    def runs(self, chosen: slice) -> Parameters:
        """Return the values of some runs only."""
        return Parameters(
            {
                name: value[chosen] if isinstance(value, np.ndarray) else value
                for name, value in self._values.items()
            }
        )
