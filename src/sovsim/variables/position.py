"""What a small state has and does: position, integration, decisions."""

from __future__ import annotations

from sovsim.axes import (
    Action,
    Bid,
    BidMove,
    BidStage,
    BodyMove,
    Breach,
    Domain,
    Institution,
    Offer,
    Power,
)
from sovsim.variables.variable import Variable

POSITION = (
    Variable(
        "sphere",
        "1 where the hegemon counts the state to its sphere, else 0.",
        kind="static",
        start=1.0,
        claims=(
            "overview-goal-cis-sphere:states",
            "overview-goal-neighbour-influence:topic",
            "overview-rights-in-sphere:topic",
            "hadano-near-abroad:topic",
        ),
    ),
    Variable(
        "transit",
        "Weight of the state as a transit land for the hegemon's exports.",
        kind="static",
        start=0.2,
    ),
    Variable(
        "basing",
        "Weight of the hegemon's bases and assets in the state.",
        kind="static",
        start=0.2,
        claims=("overview-rights-of-citizens-entities:topic",),
    ),
    Variable(
        "energy_exporter",
        "1 for an exporter of oil or gas in its own right, else 0.",
        kind="static",
    ),
    Variable(
        "european",
        "1 for a European state, which may apply to EU and NATO by their treaties, else 0.",
        kind="static",
        unit="0 or 1",
        start=1.0,
    ),
    Variable(
        "near_pole",
        "How near a member of EU or NATO outside the region stands now: 1 across a land border, "
        "half across a sea, 0 nowhere near.",
        axes=(Bid,),
    ),
    Variable(
        "power_reach",
        "How far each outer power can reach the state with goods, arms and money.",
        axes=(Power,),
        kind="static",
        start=0.3,
        claims=("hadano-matrioshka-hegemony:topic",),
    ),
)

INTEGRATION = (
    Variable(
        "bid_stage",
        "How far the state's bid for EU and NATO membership has come.",
        axes=(Bid,),
        kind="code",
        high=4,
        unit="code",
        codes=BidStage,
        claims=("overview-eu-bid-tension:topic", "overview-nato-bid-tension:topic"),
    ),
    Variable(
        "bid_progress",
        "Work done towards the next stage of a bid.",
        axes=(Bid,),
    ),
    Variable(
        "expected_bid",
        "Bid that the hegemon expects, withdrawn or not.",
        axes=(Bid,),
        claims=("overview-maintain-influence:topic",),
    ),
    Variable(
        "bid_reversed",
        "1 in the quarter in which the government takes a bid back.",
        axes=(Bid,),
        kind="flow",
        claims=("overview-2013-yanukovych-reversal:topic",),
    ),
    Variable(
        "membership",
        "1 for a member of the institution.",
        axes=(Institution,),
        kind="code",
        unit="0 or 1",
        claims=("hadano-secondary-institutions:topic",),
    ),
    Variable(
        "offer",
        "What each outer power puts to the state this quarter.",
        axes=(Power,),
        kind="flow",
        high=3,
        unit="code",
        codes=Offer,
        claims=("jcep-role-eu:topic", "jcep-role-nato:topic"),
    ),
    Variable(
        "support",
        "Aid, arms and intelligence from the West.",
        claims=("overview-us-aid-ukraine:states", "overview-us-intelligence-ukraine:states"),
    ),
)

DECISIONS = (
    Variable(
        "action",
        "The option of foreign policy that the state chose this quarter.",
        kind="flow",
        high=7,
        unit="code",
        codes=Action,
        claims=("jcep-ref-balancing-bandwagoning:topic",),
    ),
    Variable(
        "request",
        "1 in the quarter in which the government asks for assistance.",
        kind="flow",
        claims=("hadano-kazakhstan-request:topic",),
    ),
    Variable(
        "upheaval",
        "1 in the quarter in which a government falls.",
        kind="flow",
        claims=("overview-revolution-of-dignity:states",),
    ),
)

MOVES = (
    Variable(
        "bid_move",
        "What the state does about its bid this quarter.",
        axes=(Bid,),
        kind="flow",
        high=2,
        unit="code",
        codes=BidMove,
    ),
    Variable(
        "body_move",
        "What the state does about its membership of a regional body this quarter.",
        axes=(Institution,),
        kind="flow",
        high=2,
        unit="code",
        codes=BodyMove,
    ),
    Variable(
        "breach",
        "Whether the state breaks off relations with the hegemon this quarter.",
        kind="flow",
        unit="code",
        codes=Breach,
    ),
    Variable(
        "lean_compelled",
        "How far dependence and hidden pressure pull the state to the hegemon (RH-15 A).",
        kind="flow",
        low=-20.0,
        high=20.0,
        unit="utility",
        claims=("jcep-ties-as-leverage:topic", "jcep-implicit-expectation:topic"),
    ),
    Variable(
        "lean_inclined",
        "How far reasons of its own pull the state to the hegemon (RH-15 B).",
        kind="flow",
        low=-20.0,
        high=20.0,
        unit="utility",
        claims=("hadano-regime-security-motive:topic", "jcep-ref-balancing-bandwagoning:topic"),
    ),
    Variable(
        "neutral",
        "1 while the state declares itself neutral between alliances.",
        kind="code",
        unit="0 or 1",
    ),
    Variable(
        "dissent",
        "How much the state has spoken against the hegemon lately, as a member that is unhappy.",
        claims=("hadano-dissent-in-words:topic",),
    ),
    Variable(
        "let_down",
        "How well the state remembers that its guarantor left it alone in need.",
        claims=("hadano-2020-karabakh-missed:topic",),
    ),
    Variable(
        "proximity",
        "How near the hegemon's forces stand: 1 on its border, less away from it.",
        kind="static",
        start=0.5,
        claims=("hadano-near-abroad:topic",),
    ),
    Variable(
        "contact",
        "How much of its usual dealings the state has with the hegemon: 1 as is usual, 0 none.",
        kind="static",
        start=1.0,
        claims=(
            "jcep-cis-cooperation-purpose:topic",
            "jcep-true-independence-vs-new-dependence:topic",
        ),
    ),
    Variable(
        "exposure",
        "What the hegemon could do to the state, whether it leans on it or not, by domain.",
        axes=(Domain,),
        kind="flow",
        claims=("jcep-ties-as-leverage:topic", "overview-military-display:topic"),
        rests=True,
    ),
)

VARIABLES = (
    *POSITION,
    *INTEGRATION,
    *DECISIONS,
    *MOVES,
)
