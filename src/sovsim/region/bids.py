"""Whether membership and bid agree at the start: who has joined a body no longer asks to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sovsim.axes import Bid, BidStage, Institution, member_name
from sovsim.region.region import Region


@dataclass(frozen=True)
class Contradiction:
    """A state whose membership and bid contradict each other.

    Attributes:
        code: the state.
        membership, stage: columns of the two.
        wrong: what contradicts, as the end of a sentence about the key.
    """

    code: str
    membership: str
    stage: str
    wrong: str

    @property
    def allowed(self) -> str:
        """What would be right."""
        return f"{self.stage} = 'member' exactly with {self.membership} = 1"


def contradictions(
    region: Region, quarter: int, own: Mapping[str, Mapping[str, float]]
) -> Iterator[Contradiction]:
    """Yield the states that are members of the EU or NATO by one column and not by the other.

    Args:
        region: gives memberships and start values.
        quarter: running number of the first quarter.
        own: state -> column -> value, where a scenario sets it.
    """
    for bid in Bid:
        body = Institution[bid.name]
        membership = f"membership_{body.name.lower()}"
        column = f"bid_stage_{bid.name.lower()}"
        start = region.initial.get(column)
        stages = [0.0] * len(region.codes) if start is None else start.values
        record = region.members_at(body, quarter)
        for code, recorded, given in zip(region.codes, record, stages, strict=True):
            values = own.get(code, {})
            member = values.get(membership, recorded) >= 0.5
            stage = BidStage(round(values.get(column, given)))
            if member != (stage is BidStage.MEMBER):
                who = f"{code} is {'a' if member else 'no'} member of the {body.name}"
                bid_words = f"its bid is at '{member_name(stage)}'"
                wrong = f"contradicts the memberships: {who} at the start, and {bid_words}"
                yield Contradiction(code, membership, column, wrong)
