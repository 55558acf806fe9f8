"""What was not open to a state, and why: bids for the two outer bodies, in words.

The rule that closes them is `sovsim.rules.bids.open_moves`; an option that is closed stands in no
table of choices, so that a reader would look for it in vain.
"""

from __future__ import annotations

from sovsim.axes import Bid, BidStage, Institution, member_name
from sovsim.record.recorded import Recorded
from sovsim.rules.bids import BODY
from sovsim.telling.names import Names, capital

DECISIONS = ("bid_move", "bid_stage", "bid_progress")
"""What a reader may ask about to be told."""


def closed_bids(recorded: Recorded, step: int, actor: str) -> tuple[str, ...]:
    """Return a sentence per bid in which a state could go no step further, with the reason.

    A body that the region does not have is not spoken of.
    """
    states, names = recorded.states, Names(recorded.scenario.region)
    rows = states[(states["step"] == max(step - 1, 0)) & (states["state"] == actor)]
    if rows.empty:
        return ()
    held = rows.iloc[0]
    there = {info.institution for info in recorded.scenario.region.institutions}
    told = []
    for bid in Bid:
        body = BODY[bid]
        stage = f"bid_stage_{member_name(bid)}"
        reason = ""
        if body not in there:
            continue
        if held["european"] <= 0:
            reason = "only European states may apply"
        elif bid == Bid.NATO and held["membership_csto"] > 0:
            reason = f"it belongs to {names(Institution.CSTO.name)}"
        elif (
            bid == Bid.EU
            and held["membership_eaeu"] > 0
            and held[stage] != member_name(BidStage.NONE)
        ):
            reason = f"it belongs to {names(Institution.EAEU.name)}, and has declared itself"
        if reason:
            told.append(capital(f"a step towards {names(body.name)} was not open: {reason}."))
    return tuple(told)
