"""Reads a region back from the plain data that `Region.as_dict` returns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sovsim.axes import Holder, Institution
from sovsim.region import (
    ContestedUnit,
    HegemonInfo,
    InitialValue,
    InstitutionInfo,
    MembershipFact,
    Provenance,
    Region,
    Rivalry,
    StateInfo,
)


def region_from_dict(data: Mapping[str, Any]) -> Region:
    """Return the region that plain data describe."""
    hegemon = data["hegemon"]
    return Region(
        name=data["name"],
        title=data["title"],
        description=data["description"],
        sphere=data["sphere"],
        hegemon=HegemonInfo(hegemon["code"], hegemon["name"], _tile(hegemon["tile"])),
        states=tuple(_state(entry) for entry in data["states"]),
        institutions=tuple(InstitutionInfo(**_coded(entry)) for entry in data["institutions"]),
        memberships=tuple(MembershipFact(**_coded(entry)) for entry in data["memberships"]),
        rivalries=tuple(Rivalry(**entry) for entry in data["rivalries"]),
        contested=tuple(ContestedUnit(**_coded(entry)) for entry in data["contested"]),
        initial={column: _initial(column, entry) for column, entry in data["initial"].items()},
    )


def _tile(pair: list[int]) -> tuple[int, int]:
    return pair[0], pair[1]


def _state(entry: Mapping[str, Any]) -> StateInfo:
    return StateInfo(
        code=entry["code"],
        name=entry["name"],
        tile=_tile(entry["tile"]),
        borders=tuple(entry["borders"]),
        borders_hegemon=entry["borders_hegemon"],
        named_in=tuple(entry["named_in"]),
    )


def _coded(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry with names of members turned into the members."""
    kinds = {"institution": Institution, "holder": Holder}
    return {key: kinds[key][value] if key in kinds else value for key, value in entry.items()}


def _provenance(entry: Mapping[str, Any]) -> Provenance:
    return Provenance(entry["status"], tuple(entry["claims"]), entry["source"], entry["gap"])


def _initial(column: str, entry: Mapping[str, Any]) -> InitialValue:
    low, high = entry["range"]
    return InitialValue(
        column=column,
        units=tuple(entry["values"]),
        values=np.array(list(entry["values"].values()), dtype=np.float64),
        provenance=_provenance(entry),
        low=low,
        high=high,
        spread=entry["spread"],
        exceptions={unit: _provenance(where) for unit, where in entry["for"].items()},
    )
