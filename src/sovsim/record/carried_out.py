"""Which events carry a decision out, and where that decision was not the model's own.

An invasion is the deed of a rung, a request that of an action. Where a scenario imposed the
decision, or a policy took it, the event is not the model's own either, and its cause says so.
What merely follows (fighting, the fall of a government, sanctions) is the model's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt

from sovsim.axes import Bid, Institution
from sovsim.record.history import Happened, History
from sovsim.rules.contract import Choice, Mask, Occurrence
from sovsim.rules.quantal_response import RULE, Settled
from sovsim.variables import VARIABLES

Whose = Literal["state", "parent", "world"]
"""About whom the decision was: the event's unit, the parent of its contested unit, or nobody."""

CARRIES_OUT: dict[str, tuple[str, Whose]] = {
    **dict.fromkeys(
        ("assistance_requested", "contested_in_words", "neutrality_declared", "resisted"),
        ("action", "state"),
    ),
    **dict.fromkeys(
        ("bid_advanced", "bid_completed", "bid_declared", "bid_reversed"), ("bid_move", "state")
    ),
    **dict.fromkeys(("membership_joined", "membership_left"), ("body_move", "state")),
    **dict.fromkeys(("body_founded", "founding_failed"), ("founding", "world")),
    **dict.fromkeys(
        ("annexation", "invasion", "energy_cut_off", "trade_embargo"), ("rung", "state")
    ),
    "relations_severed": ("breach", "state"),
    **dict.fromkeys(("war_frozen", "war_given_up"), ("war_end", "state")),
    "unit_seized": ("rung", "parent"),
    **dict.fromkeys(("mission_deployed", "mission_not_sent"), ("mission", "state")),
    **dict.fromkeys(
        ("mediation_abroad", "order_proposed", "intervention_abroad"), ("engagement", "world")
    ),
}
"""Event type -> decision that it carries out, and about whom that decision was."""

FOLLOWS = (
    "armistice",
    "conflict_frozen",
    "conflict_peacekept",
    "conflict_settled",
    "contested_election",
    "election_lost",
    "energy_project_done",
    "fighting_begins",
    "mediation_succeeded",
    "mission_withdrawn",
    "neutrality_given_up",
    "nuclear_signal",
    "regional_war",
    "regional_war_ends",
    "relations_resumed",
    "sanctions_imposed",
    "succession",
    "un_condemns",
    "unit_changes_hands",
    "unit_recognised",
    "upheaval",
    "war_begins",
)
"""Event types that carry no decision out: what comes of others."""


class Sources:
    """Who settled the decisions of a history, where it was not the model's own rule."""

    def __init__(self, history: History) -> None:
        self._parents = history.worlds[0].topology.contested_parent
        self._settled: dict[int, dict[str, Settled]] = {}
        for decided in history.imposed():
            here = self._settled.setdefault(decided.step, {})
            here[_key(decided.choice)] = decided.settled

    def of(self, happened: Happened, unit: int) -> str:
        """Return who settled the decision that an event carries out; empty for the model."""
        settled = self._settled.get(happened.step, {})
        occurrence = happened.occurrence
        return source(occurrence.type, unit, settled, self._parents, occurrence.target)


def _key(choice: Choice) -> str:
    """Return the name of a decision; one on a bid or a body has its name in it."""
    axes = VARIABLES[choice.decision].axes
    if not choice.index or axes[0] not in (Bid, Institution):
        return choice.decision
    return f"{choice.decision} {axes[0](choice.index[0]).name}"


def source(
    event: str,
    unit: int,
    settled: Mapping[str, Settled],
    parents: npt.NDArray[np.int64],
    target: str = "",
) -> str:
    """Return who settled the decision that an event carries out; empty for the model.

    Args:
        event: type of the event.
        unit: its unit.
        settled: decision -> how it was settled in the quarter.
        parents: parent state of every contested unit.
        target: the bid or the body that it is about, if any.
    """
    decision, whose = CARRIES_OUT.get(event, ("", "state"))
    if f"{decision} {target}" in settled:
        decision = f"{decision} {target}"
    if decision not in settled:
        return ""
    found = settled[decision].source(int(parents[unit]) if whose == "parent" else unit)
    return "" if found == RULE else found


def overridden(
    occurrence: Occurrence, settled: Mapping[str, Settled], parents: npt.NDArray[np.int64]
) -> Mask:
    """Return at which units an occurrence carries out a decision that was not the model's own."""
    units = range(occurrence.where.shape[-1])
    return np.array(
        [
            bool(source(occurrence.type, unit, settled, parents, occurrence.target))
            for unit in units
        ],
        dtype=np.bool_,
    )
