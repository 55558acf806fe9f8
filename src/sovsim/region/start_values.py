"""Where a run starts: a value for every unit of a column, and where each value comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from sovsim.arrays import FloatArray

Status = Literal["stated", "inferred", "observed", "calibrated", "assumed"]

OURS = "ours"
NOT_NAMED = "ours; the documents do not name this state"


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from.

    Attributes:
        status: ``stated`` (the documents say so), ``inferred`` (they give a sign or an order, the
            size is ours), ``observed`` (a figure from a named data set), ``calibrated`` (such a
            figure taken into the model's unit by a link of ours, or weighed with what was assumed)
            or ``assumed``.
        claims: ids of the claims behind it; never empty for ``stated`` and ``inferred``.
        source: original data set or record, or ``ours``.
        gap: id of the quantity that the documents name without a number; may be empty.
    """

    status: Status
    claims: tuple[str, ...] = ()
    source: str = OURS
    gap: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "status": self.status,
            "claims": sorted(self.claims),
            "source": self.source,
            "gap": self.gap,
        }


@dataclass(frozen=True, eq=False)
class InitialValue:
    """The start of one column.

    Attributes:
        column: column name, as in `sovsim.variables.COMPONENTS`.
        units: names along the unit axis: state codes, dyads (``ARM-AZE``), contested units, or
            ``system`` alone.
        values: value per unit, in the variable's unit; read-only.
        provenance: where the values come from.
        low, high: declared range, over which sensitivity runs move the value.
        spread: standard deviation of the draw around the value, one draw per run and unit;
            0 for facts.
        spreads: units whose spread differs, as where their figures are less sure.
        exceptions: units whose provenance differs.
    """

    column: str
    units: tuple[str, ...]
    values: FloatArray
    provenance: Provenance
    low: float
    high: float
    spread: float = 0.0
    spreads: Mapping[str, float] = field(default_factory=dict)
    exceptions: Mapping[str, Provenance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.units),):
            raise ValueError(f"{self.column}: {self.values.shape} values, {len(self.units)} units")
        self.values.flags.writeable = False

    @property
    def status(self) -> Status:
        """Status of the column as a whole."""
        return self.provenance.status

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims behind the column as a whole."""
        return self.provenance.claims

    @property
    def source(self) -> str:
        """Source of the column as a whole."""
        return self.provenance.source

    @property
    def gap(self) -> str:
        """Gap that the column as a whole fills, or an empty string."""
        return self.provenance.gap

    def widths(self) -> FloatArray:
        """Return the spread of each unit, in the order of `units`."""
        return np.array([self.spreads.get(unit, self.spread) for unit in self.units])

    def provenance_of(self, unit: str) -> Provenance:
        """Return where the value of one unit comes from."""
        return self.exceptions.get(unit, self.provenance)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            **self.provenance.as_dict(),
            "values": dict(zip(self.units, self.values.tolist(), strict=True)),
            "range": [self.low, self.high],
            "spread": self.spread,
            **({"spreads": dict(sorted(self.spreads.items()))} if self.spreads else {}),
            "for": {unit: self.exceptions[unit].as_dict() for unit in sorted(self.exceptions)},
        }
