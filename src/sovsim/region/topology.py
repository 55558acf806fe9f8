"""Who borders whom, who rivals whom, who is parent of which contested unit, as index arrays.

Lists of different length are padded to ``(k, state)``: padded places repeat index 0 and carry the
weight or mask 0, and ``k`` is at least 1. A region may have no dyads or no contested units; what
they would index has then no columns, and `sovsim.rules.forms` reads it as zeros.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray
from sovsim.axes import Institution
from sovsim.brief import brief, count
from sovsim.region.region import Region

IntArray = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Topology:
    """The standing ties of a region, for rules.

    Attributes:
        neighbours: ``(k, state)`` state indices of the states across a land border.
        neighbour_weight: ``(k, state)``; sums to 1 over k, or to 0 for a state without
            neighbours.
        borders_hegemon: ``(state,)`` 1 where the state borders the hegemon.
        dyad_members: ``(2, dyad)`` state indices of the two rivals.
        state_dyads: ``(k, state)`` dyad indices of the state's rivalries.
        state_dyads_mask: ``(k, state)`` 1 where `state_dyads` holds a rivalry.
        state_dyads_ground: ``(k, state)`` 1 where that rivalry is fought out on the state's own
            soil: everywhere, but where the rivals contest land, the parent's alone.
        contested_dyad: ``(contested,)`` dyad index of parent and rival claimant, -1 for none.
        contested_parent: ``(contested,)`` state index of the legal parent.
        contested_rival: ``(contested,)`` state index of the rival claimant, -1 for none.
        state_contested: ``(k, state)`` contested indices of the units of which it is parent.
        state_contested_mask: ``(k, state)`` 1 where `state_contested` holds a unit.
        listed: ``(institution,)`` 1 for an institution that the region's data list, founded or not.
    """

    neighbours: IntArray
    neighbour_weight: FloatArray
    borders_hegemon: FloatArray
    dyad_members: IntArray
    state_dyads: IntArray
    state_dyads_mask: FloatArray
    state_dyads_ground: FloatArray
    contested_dyad: IntArray
    contested_parent: IntArray
    contested_rival: IntArray
    state_contested: IntArray
    state_contested_mask: FloatArray
    listed: FloatArray

    def __post_init__(self) -> None:
        for entry in fields(self):
            getattr(self, entry.name).flags.writeable = False

    def __repr__(self) -> str:
        size = count(self.neighbours.shape[-1], "state"), f"{self.dyad_members.shape[-1]} dyads"
        return brief(self, "", *size)

    @classmethod
    def from_region(cls, region: Region) -> Topology:
        """Build the topology of a region, states in code order."""
        place = {code: index for index, code in enumerate(region.codes)}
        neighbours, borders = _padded(
            [[place[code] for code in sorted(state.borders)] for state in region.states]
        )
        pairs = [(place[rivalry.first], place[rivalry.second]) for rivalry in region.rivalries]
        parents = [place[unit.parent] for unit in region.contested]
        rivals = [-1 if unit.rival is None else place[unit.rival] for unit in region.contested]
        state_dyads, dyads_mask = _padded(
            [
                [dyad for dyad, pair in enumerate(pairs) if state in pair]
                for state in range(len(place))
            ]
        )
        state_contested, contested_mask = _padded(
            [
                [unit for unit, parent in enumerate(parents) if parent == state]
                for state in range(len(place))
            ]
        )
        dyad_of = {frozenset(pair): dyad for dyad, pair in enumerate(pairs)}
        land = [dyad_of.get(frozenset(pair), -1) for pair in zip(parents, rivals, strict=True)]
        owners = {dyad: parent for dyad, parent in zip(land, parents, strict=True) if dyad >= 0}
        ground = dyads_mask.copy()
        for (row, state), dyad in np.ndenumerate(state_dyads):
            if owners.get(int(dyad), state) != state:
                ground[row, state] = 0.0
        return cls(
            neighbours=neighbours,
            neighbour_weight=borders / np.maximum(borders.sum(0), 1.0),
            borders_hegemon=np.array([float(state.borders_hegemon) for state in region.states]),
            dyad_members=np.array(pairs, dtype=np.intp).reshape(-1, 2).T.copy(),
            state_dyads=state_dyads,
            state_dyads_mask=dyads_mask,
            state_dyads_ground=ground,
            contested_dyad=np.array(land, dtype=np.intp),
            contested_parent=np.array(parents, dtype=np.intp),
            contested_rival=np.array(rivals, dtype=np.intp),
            state_contested=state_contested,
            state_contested_mask=contested_mask,
            listed=np.array(
                [
                    float(body in {info.institution for info in region.institutions})
                    for body in Institution
                ]
            ),
        )


def _padded(lists: Sequence[Sequence[int]]) -> tuple[IntArray, FloatArray]:
    """Return ``(k, state)`` indices, padded by 0, and the mask of the true entries."""
    rows = max(1, *(len(entries) for entries in lists)) if lists else 1
    index = np.zeros((rows, len(lists)), dtype=np.intp)
    mask = np.zeros((rows, len(lists)))
    for column, entries in enumerate(lists):
        index[: len(entries), column] = entries
        mask[: len(entries), column] = 1.0
    return index, mask
