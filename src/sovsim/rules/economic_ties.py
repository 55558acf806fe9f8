"""Stage 2: what states lean on for energy, trade and work, each with a life of its own.

Per quarter (``D`` the tie in the channel, ``x`` the stock itself)::

    energy   D += debt * arrears * (1 - D) - step * done * D
             project += work * wanted * (own means + supply) * way * (1 - x) - (decay + done) * x
             done in a quarter with the chance completion * project
             way = another seller within reach of who buys, another buyer of who sells, at most 1
             arrears += owing * D * price * (1 - welfare) * (1 - exporter) * (1 - x)
                        - paying * x - written_off * rewarded * x
    trade    D += pull * (weight / (weight + rest) - D) + union * EAEU * (1 - D)
                  - agreement * (bid for the EU at an agreement) * D - embargo * cut * D
             weights of markets: `sovsim.rules.markets`;  scar += harm * cut * (1 - x) - healing * x
             openness += pull * (weight + rest - x), which only shows
    labour   D += work_abroad * gap * border * (pioneers + networks * D) * (1 - D)
                  - coming_home * lack of a gap * D - crisis * D - free_movement * EU stage * D
             gap = the hegemon's living less the state's own, beyond what is worth leaving for

Pipes and contracts glide hardly and break in steps, and only where somebody else sells or buys;
what an exporter of energy buys gives no leverage; an embargo spoils trade for years; work abroad
follows the gap in living, and those who went first make it easier for the next.
"""

from __future__ import annotations

import numpy as np

from sovsim.axes import Action, Bid, BidStage, Channel, Domain, Institution, Rung
from sovsim.noise import Noise, Purpose
from sovsim.parameters import Parameters
from sovsim.rules.bargaining import NEEDS, bargaining
from sovsim.rules.contract import Occurrence, Outcome, Term, rule
from sovsim.rules.dependence import ChannelTerms, relations_open, supplied
from sovsim.rules.engagement import fed
from sovsim.rules.forms import positive, stage_share
from sovsim.rules.hegemon_means import crisis, living
from sovsim.rules.markets import WAYS, WEIGHTS, hegemons_market, other_markets, ways
from sovsim.shocks import Shocks
from sovsim.world import World


@rule(
    reads=(
        "dependence",
        "arrears",
        "energy_project",
        "energy_exporter",
        "energy_price",
        "welfare",
        "rung",
        "action",
        "threat_perception",
        "bid_stage",
        "capacity",
        *WAYS,
        *NEEDS,
    ),
    terms={
        "dependence": {
            "project": Term(
                by="energy_project", sign="-", why="ours: a finished pipe replaces a supplier"
            ),
            "debt_for_assets": Term(
                by="arrears", sign="+", why="ours: who cannot pay hands over the network"
            ),
        },
        "energy_project": {
            "work": Term(
                by=("threat_perception", "capacity", "supply_eu_energy"),
                sign="+",
                why="ours: fear, dear exports and a bid for the EU make it wanted; means and "
                "another seller or buyer within reach make it possible",
            ),
            "done": Term(by="energy_project", sign="-", why="ours: what is finished is in use"),
            "decay": Term(by="energy_project", sign="-", why="ours: plans that nobody drives"),
        },
        "arrears": {
            "owing": Term(
                by=("dependence_energy", "energy_price"),
                sign="+",
                claims=("overview-ukraine-gas-disputes:topic",),
            ),
            "bargained": Term(
                by="transit", sign="free", why="ours: a needed state may get better terms"
            ),
            "paying": Term(by="arrears", sign="-", why="ours: bills are paid in the end"),
            "written_off": Term(by="rung=reward", sign="-", claims=("jcep-ref-patronage:topic",)),
        },
    },
    occurrences={"energy_project_done": ()},
    parameters=("economic_ties", "bargaining"),
    claims=("overview-ukraine-energy-dependence:topic", "overview-ukraine-gas-disputes:topic"),
)
def energy(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence for energy: projects that take years and break it in steps, and arrears."""
    p = parameters.economic_ties
    held = world.dependence[Channel.ENERGY]
    project, owed = world.energy_project, world.arrears
    wanted = np.minimum(
        (world.action == Action.DIVERSIFY)
        + p.wanted_from_fear * world.threat_perception
        + p.wanted_to_sell * world.energy_exporter * world.energy_price
        + stage_share(world, Bid.EU),
        1.0,
    )
    means = p.own_means * world.capacity + p.others_means * supplied(world, Channel.ENERGY)
    possible = means * ways(world, parameters)
    done = noise.uniform(Purpose.PROJECT, held.shape[-1]) < p.completion * project
    finished = done * 1.0
    due = world.energy_price * (1.0 - world.welfare) * (1.0 - world.energy_exporter)
    owing = p.owing * held * due * (1.0 - owed)
    rewarded = (world.rung == Rung.REWARD) * 1.0
    here = ChannelTerms(world, Channel.ENERGY)
    return Outcome(
        terms={
            "dependence": {
                "project": here.lost(p.step * finished),
                "debt_for_assets": here.gained(p.debt_for_assets * owed),
            },
            "energy_project": {
                "work": p.work * wanted * possible * (1.0 - project),
                "done": -finished * project,
                "decay": -p.decay * project,
            },
            "arrears": {
                "owing": owing,
                "bargained": -p.bargained * bargaining(world, parameters) * owing,
                "paying": -p.paying * owed,
                "written_off": -p.written_off * rewarded * owed,
            },
        },
        occurrences=(Occurrence("energy_project_done", done),),
    )


@rule(
    reads=(
        *WEIGHTS,
        "trade_openness",
        "founded",
        "bid_stage",
        "rung",
        "hegemon_war",
        "sanction_burden",
        "alignment_west",
        "diplomatic_relations",
    ),
    terms={
        "dependence": {
            "pull": Term(
                by=("resources", "proximity", "membership_cis"),
                sign="+",
                why="ours: trade goes where markets grow, are near, akin and open",
            ),
            "customs_union": Term(
                by="membership_eaeu", sign="+", why="ours: a common tariff diverts trade"
            ),
            "eu_agreement": Term(
                by="bid_stage_eu", sign="-", claims=("hadano-eu-normative-hegemon:topic",)
            ),
            "embargo": Term(
                by="rung=economic_coercion",
                sign="-",
                claims=("overview-russian-economic-sanctions:topic",),
            ),
            "reexport": Term(
                by="sanction_burden",
                sign="free",
                why="ours: a state that joins no sanctions may become the way round them",
            ),
        },
        "trade_openness": {
            "markets": Term(
                by=("resources", "supply_eu_trade"),
                sign="+",
                why="ours: in gravity trade against own product goes with all markets' weight",
            )
        },
        "trade_scar": {
            "harm": Term(
                by="rung=economic_coercion",
                sign="+",
                claims=("overview-russian-economic-sanctions:topic",),
            ),
            "healing": Term(by="trade_scar", sign="-", why="ours: firms come back in years"),
        },
    },
    parameters=("dependence", "economic_ties"),
    claims=("jcep-inherited-ties-economic:topic", "jcep-alignment-area-economy:topic"),
)
def trade(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence through trade: by the hegemon's weight, unions, agreements and embargoes."""
    p = parameters.economic_ties
    held, scar = world.dependence[Channel.TRADE], world.trade_scar
    weight, rest = hegemons_market(world, parameters), other_markets(world, parameters)
    union = world.membership[Institution.EAEU] * world.founded[Institution.EAEU]
    agreed = (world.bid_stage[Bid.EU] >= BidStage.AGREEMENT) * 1.0
    cut = np.maximum((world.rung == Rung.ECONOMIC_COERCION) * 1.0, world.hegemon_war)
    way_round = (
        world.sanction_burden
        * (1.0 - world.alignment_west[Domain.ECONOMIC])
        * relations_open(world)
    )
    here = ChannelTerms(world, Channel.TRADE)
    return Outcome(
        terms={
            "dependence": {
                "pull": here.of(p.pull * (weight / (weight + rest) - held)),
                "customs_union": here.gained(p.customs_union * union),
                "eu_agreement": here.lost(p.eu_agreement * agreed),
                "embargo": here.lost(p.embargo * cut),
                "reexport": here.gained(p.reexport * way_round),
            },
            "trade_openness": {"markets": p.pull * (weight + rest - world.trade_openness)},
            "trade_scar": {
                "harm": p.harm * cut * (1.0 - scar),
                "healing": -p.healing * scar,
            },
        }
    )


@rule(
    reads=(
        "dependence",
        "welfare",
        "wealth",
        "resources",
        "sanction_burden",
        "energy_price",
        "budget_price",
        "membership",
        "bid_stage",
        "diplomatic_relations",
        "contact",
    ),
    terms={
        "dependence": {
            "work_abroad": Term(
                by="resources",
                sign="+",
                why="ours: people go where living is better, the more the more went before",
            ),
            "coming_home": Term(
                by="wealth", sign="-", why="ours: where nothing is gained abroad people return"
            ),
            "crisis": Term(
                by=("sanction_burden", "budget_price"),
                sign="-",
                why="ours: a crisis there sends workers home",
            ),
            "free_movement": Term(
                by="bid_stage_eu", sign="-", why="ours: with the EU open they go there"
            ),
        }
    },
    parameters=("dependence", "economic_ties", "hegemon_means", "welfare"),
    claims=("jcep-inherited-ties-economic:topic",),
)
def labour(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Move dependence through work abroad: it follows the gap in living and an open border.

    The state's own living is its wealth, as far as its welfare stands to the normal one; the
    hegemon's follows its resources. Poor, stricken and near means many who leave for work.
    """
    p = parameters.economic_ties
    own = world.wealth * world.welfare / parameters.welfare.normal
    gain = living(world, parameters) - own - p.worth_leaving
    known = p.pioneers + p.networks * world.dependence[Channel.LABOUR]
    union = np.maximum(world.membership[Institution.CIS], world.membership[Institution.EAEU])
    border = (p.border + (1.0 - p.border) * union) * relations_open(world)
    border = border * fed(world, parameters)
    here = ChannelTerms(world, Channel.LABOUR)
    return Outcome(
        terms={
            "dependence": {
                "work_abroad": here.gained(p.work_abroad * positive(gain) * known * border),
                "coming_home": here.lost(p.coming_home * positive(-gain)),
                "crisis": here.lost(p.crisis * crisis(world, parameters)),
                "free_movement": here.lost(p.free_movement * stage_share(world, Bid.EU)),
            }
        }
    )
