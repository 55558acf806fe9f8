"""The axes of every array, and the members of the axes that are fixed.

Every array ends in ``(run, unit)``. The unit axis is one of `UNIT_AXES`; all other axes lead and
are one of the enumerations below, so ``alignment_russia[Domain.SECURITY]`` is a ``(run, state)``
slice. States, dyads and contested units are data (`sovsim.region`), the other members are here.
"""

from __future__ import annotations

from enum import IntEnum

UNIT_AXES = ("state", "dyad", "contested", "system")
"""What the last axis of an array may count. ``system`` has one member: the hegemon, a power, an
institution or a norm is then picked by a leading axis, or is the only one of its kind."""


class Domain(IntEnum):
    """Areas of decision in which Russia expects alignment.

    Claims: jcep-alignment-area-governance, jcep-alignment-area-security,
    jcep-alignment-area-economy.
    """

    POLITICAL = 0
    SECURITY = 1
    ECONOMIC = 2


class Channel(IntEnum):
    """Channels through which a state leans on the hegemon.

    Ours, from the literature on asymmetric interdependence; loadings map them to domains.
    """

    ENERGY = 0
    TRADE = 1
    LABOUR = 2
    SECURITY = 3
    SOCIETY = 4


class Institution(IntEnum):
    """Secondary institutions (hadano-secondary-institutions). A region may rename them."""

    CIS = 0
    CSTO = 1
    EAEU = 2
    SCO = 3
    OSCE = 4
    UN = 5
    EU = 6
    NATO = 7


class Power(IntEnum):
    """Outer powers. ``EU`` and ``NATO`` stand for their members acting together."""

    EU = 0
    NATO = 1
    CHINA = 2
    TURKEY = 3


class Bid(IntEnum):
    """The two kinds of Western integration bid.

    Claims: overview-eu-bid-tension, overview-nato-bid-tension.
    """

    EU = 0
    NATO = 1


class Audience(IntEnum):
    """Who holds an institution legitimate."""

    UN_MAJORITY = 0
    WEST = 1
    MEMBERS = 2
    HOST = 3


class Level(IntEnum):
    """Global international society, and the post-Soviet regional one (hadano-psris)."""

    GLOBAL = 0
    REGIONAL = 1


class Norm(IntEnum):
    """Primary institutions that the model follows (hadano-primary-institutions)."""

    NON_INTERVENTION = 0
    GREAT_POWER_MANAGEMENT = 1
    PEACEKEEPING_UN = 2
    PEACEKEEPING_RUSSIAN = 3
    SANCTIONS = 4


class Forum(IntEnum):
    """Organisations in which the hegemon places more or less trust."""

    UN = 0
    OSCE = 1


class BidStage(IntEnum):
    """How far an integration bid has come; for NATO, ``AGREEMENT`` is partnership."""

    NONE = 0
    ASPIRANT = 1
    AGREEMENT = 2
    CANDIDATE = 3
    MEMBER = 4


class ConflictStatus(IntEnum):
    """State of the conflict on a state's territory; frozen and peacekept are apart (TN-20)."""

    NONE = 0
    FIGHTING = 1
    FROZEN = 2
    PEACEKEPT = 3
    SETTLED = 4


class Relations(IntEnum):
    """Diplomatic relations with the hegemon, and who broke them off.

    Absence is not severance (overview-absence-not-severance).
    """

    OPEN = 0
    SEVERED_BY_STATE = 1
    SEVERED_BY_HEGEMON = 2
    NEVER_ESTABLISHED = 3


class SeveranceCause(IntEnum):
    """Why relations were broken off."""

    NONE = 0
    FORCE = 1
    TERRITORY = 2
    UNKNOWN = 3


class Action(IntEnum):
    """Options of a state's foreign policy in a quarter, beside its bids and its bodies."""

    CONTINUE = 0
    ACCOMMODATE = 1
    HEDGE = 2
    DIVERSIFY = 3
    REQUEST_ASSISTANCE = 4
    RESIST = 5
    CONTEST_WORDS = 6
    DECLARE_NEUTRAL = 7


class BidMove(IntEnum):
    """What a state does about one of its bids in a quarter."""

    STAY = 0
    ADVANCE = 1
    REVERSE = 2


class BodyMove(IntEnum):
    """What a state does about its membership of one regional body in a quarter."""

    STAY = 0
    JOIN = 1
    LEAVE = 2


class Breach(IntEnum):
    """Whether a state breaks off relations with the hegemon this quarter."""

    KEEP = 0
    SEVER = 1


class Founding(IntEnum):
    """Whether the hegemon proposes to found a regional body this quarter."""

    WAIT = 0
    PROPOSE = 1


class WarEnd(IntEnum):
    """What the hegemon does about a war of its own this quarter."""

    GO_ON = 0
    FREEZE = 1
    WITHDRAW = 2


class Consent(IntEnum):
    """Who agreed to foreign troops that stand in a state; name and mandate are other marks."""

    NONE = 0
    HOST = 1
    BOTH_PARTIES = 2


class Mandate(IntEnum):
    """Whose mandate foreign troops in a state hold."""

    NONE = 0
    OWN_BODY = 1
    UN = 2


class NormRoute(IntEnum):
    """Ways to work on a norm, apart from the ways to carry out an act.

    Claims: hadano-direct-route, hadano-existing-institution, hadano-new-institution,
    hadano-contested-multilateralism.
    """

    DEEDS = 0
    WORDS = 1
    EXISTING_BODY = 2
    NEW_BODY = 3
    FORUM_SHIFT = 4


class Rung(IntEnum):
    """Rungs of the hegemon's ladder, from respect to invasion."""

    RESPECT = 0
    REWARD = 1
    TACIT_PRESSURE = 2
    OPEN_THREAT = 3
    ECONOMIC_COERCION = 4
    SUBVERSION = 5
    PEACEKEEPERS = 6
    ANNEXATION = 7
    INVASION = 8


class Route(IntEnum):
    """Routes by which an action is carried out.

    Claims: hadano-direct-route, hadano-existing-institution, hadano-new-institution,
    hadano-contested-multilateralism.
    """

    DIRECT = 0
    EXISTING_INSTITUTION = 1
    NEW_INSTITUTION = 2
    FORUM_SHIFT = 3


class Talks(IntEnum):
    """Talks that go with any rung (overview-coercive-diplomacy)."""

    NONE = 0
    NEGOTIATE = 1
    MEDIATE = 2


class Offer(IntEnum):
    """What an outer power does towards a state in a quarter."""

    WITHHOLD = 0
    OFFER = 1
    ADVANCE = 2
    SLOW = 3


class Mission(IntEnum):
    """What collective security did about a state this quarter; not acting is an event."""

    NOT_ASKED = 0
    ACT = 1
    ABSTAIN = 2


class Trigger(IntEnum):
    """What put a state before collective security.

    Threats to a regime and wars between states are different triggers (RH-16).
    """

    NONE = 0
    REGIME = 1
    WAR = 2


class Vote(IntEnum):
    """A member's vote on a mission."""

    AGAINST = 0
    FOR = 1


class Holder(IntEnum):
    """Who holds a contested unit in fact; the legal title never changes."""

    PARENT = 0
    SECESSION = 1
    HEGEMON = 2
    RIVAL = 3


class Engagement(IntEnum):
    """The hegemon's conduct outside the region in a quarter."""

    NONE = 0
    MEDIATE = 1
    PROPOSE = 2
    INTERVENE = 3


class GlobalVote(IntEnum):
    """The hegemon's vote on force that others use."""

    AGAINST = 0
    ABSTAIN = 1
    FOR = 2


class Relation(IntEnum):
    """With whom a state has the relation."""

    HEGEMON = 0
    WEST = 1


def member_name(member: IntEnum) -> str:
    """Return the lower-case name of a member, as it stands in column names."""
    return member.name.lower()
