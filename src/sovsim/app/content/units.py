"""Who there is in a region: states, the hegemon, powers, bodies, land, pairs of states, norms."""

from __future__ import annotations

from typing import Any

from sovsim.app.content.labels import part_label
from sovsim.axes import Norm, Power, member_name
from sovsim.record.columns import WORLD
from sovsim.region import Region
from sovsim.telling.names import Names, capital, institution_name

Data = dict[str, Any]


def units(region: Region) -> Data:
    """Return every actor by its code: name, kind, place on the map, whether a document names it.

    Of contested land, ``parent`` is the state that has the title to it.
    """
    names = Names(region)
    lord = region.hegemon
    found = {
        state.code: _unit(state.name, "state", state.tile, named=bool(state.named_in))
        for state in region.states
    }
    found[lord.code] = _unit(lord.name, "hegemon", lord.tile, named=True)
    found |= {power.name: _unit(_bare(names(power.name)), "power") for power in Power}
    found |= {
        info.institution.name: _unit(institution_name(region, info.institution.name), kind)
        for info in region.institutions
        for kind in ["power" if info.institution.name in Power.__members__ else "institution"]
    }
    found |= {
        unit.code: {**_unit(unit.name, "contested"), "parent": unit.parent}
        for unit in region.contested
    }
    found |= {code: _unit(names(code), "dyad") for code in region.units("dyad")}
    found |= {member_name(norm): _unit(_norm(norm, names), "norm") for norm in Norm}
    found[WORLD] = _unit("The world", "world")
    return found


def _unit(
    name: str, kind: str, tile: tuple[int, int] | None = None, *, named: bool = False
) -> Data:
    return {
        "name": name,
        "kind": kind,
        "tile": None if tile is None else list(tile),
        "named": named,
    }


def _bare(name: str) -> str:
    return name.removeprefix("the ")


def _norm(norm: Norm, names: Names) -> str:
    return capital(part_label([norm], names))
