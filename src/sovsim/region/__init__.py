"""The region as data: states, hegemon, institutions, rivalries, contested land, start values."""

from __future__ import annotations

from sovsim.documents.errors import RegionError
from sovsim.region.load import load_region, region_names
from sovsim.region.region import (
    ContestedUnit,
    HegemonInfo,
    InstitutionInfo,
    MembershipFact,
    Outsider,
    Region,
    Rivalry,
    StateInfo,
)
from sovsim.region.start_values import InitialValue, Provenance
from sovsim.region.synthetic import synthetic_region
from sovsim.region.topology import Topology

__all__ = [
    "ContestedUnit",
    "HegemonInfo",
    "InitialValue",
    "InstitutionInfo",
    "MembershipFact",
    "Outsider",
    "Provenance",
    "Region",
    "RegionError",
    "Rivalry",
    "StateInfo",
    "Topology",
    "load_region",
    "region_names",
    "synthetic_region",
]
