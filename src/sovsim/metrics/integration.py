"""Outcomes of integration: Western bids and memberships."""

from __future__ import annotations

from sovsim.arrays import FloatArray
from sovsim.axes import BidStage, Institution, member_name
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.rules.contract import Mask

_CLAIMS: dict[Institution, tuple[str, ...]] = {
    Institution.CIS: ("jcep-cis-cooperation-purpose:topic", "jcep-cis-tie-retention-purpose:topic"),
    Institution.CSTO: ("hadano-security-cooperation-csto:topic",),
    Institution.EAEU: ("hadano-secondary-institutions:topic",),
    Institution.SCO: ("hadano-csto-sco-central-asia:topic",),
    Institution.OSCE: ("hadano-osce-in-region:topic",),
    Institution.UN: ("hadano-un-in-region:topic",),
    Institution.EU: ("jcep-role-eu:topic",),
    Institution.NATO: ("jcep-role-nato:topic",),
}


def _both(bids: Mask) -> FloatArray:
    """Return for how many of the two bids it is true."""
    count: FloatArray = bids[0] * 1.0 + bids[1]
    return count


def _advanced(moment: Moment) -> FloatArray:
    stage = moment.now.bid_stage
    return _both((stage > moment.before.bid_stage) & (stage < BidStage.MEMBER))


def _completed(moment: Moment) -> FloatArray:
    member = moment.now.bid_stage >= BidStage.MEMBER
    return _both(member & (moment.before.bid_stage < BidStage.MEMBER))


def _reversed(moment: Moment) -> FloatArray:
    return _both(moment.now.bid_reversed > 0.0)


def _member(institution: Institution) -> Reading:
    return lambda moment: moment.now.membership[institution]


_BIDS = tuple(
    Metric(
        name, meaning, formula, "steps", claims, reading, Window.TOTAL, across="sum", headline=head
    )
    for name, meaning, formula, claims, reading, head in (
        (
            "bids_advanced",
            "How often a bid for the EU or NATO was declared or came a stage further.",
            "rises of a bid to a stage below membership, added up over both bids and all states",
            ("overview-eu-bid-tension:topic", "overview-nato-bid-tension:topic"),
            _advanced,
            False,
        ),
        (
            "bids_reversed",
            "How often a government took a bid back.",
            "quarters with a bid taken back, added up over both bids and all states",
            ("overview-2013-yanukovych-reversal:topic",),
            _reversed,
            True,
        ),
        (
            "bids_completed",
            "How often a bid ended in membership.",
            "changes of a bid to membership, added up over both bids and all states",
            ("jcep-ref-eu-enlargement:topic",),
            _completed,
            True,
        ),
    )
)


def _named(institution: Institution) -> str:
    return institution.name if institution == Institution.NATO else f"the {institution.name}"


_MEMBERS = tuple(
    Metric(
        f"members_{member_name(institution)}",
        f"How many of the states are in {_named(institution)} at the end.",
        "members in the last quarter, added up over states",
        "states",
        _CLAIMS[institution],
        _member(institution),
        Window.END,
        across="sum",
    )
    for institution in Institution
)

METRICS = (*_BIDS, *_MEMBERS)
