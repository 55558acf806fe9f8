"""The measurement models: each indicator, what of the model it measures, and its caution.

Links are ours: the simplest monotone form that keeps within the indicator's bounds. Offset and
scale are fitted before a cut (`sovsim.observed.fitting`); nothing here was fitted to anything.
"""

from __future__ import annotations

from sovsim.axes import Channel, Institution
from sovsim.observed import readings
from sovsim.observed.indicator import Indicator
from sovsim.observed.links import Link

_LINEAR = Link()
_SHARE = Link("logistic", 0.0, 1.0)
_SHARE_FALLING = Link("logistic", 0.0, 1.0, rises=False)
_FROM_ZERO = Link("bounded", 0.0)
_CHANCE = Link("same", 0.0, 1.0)
_RECENT = "values before a cut carry a trace of later votes; "

_ALIGNMENT = (
    Indicator(
        "ideal point",
        "unga_idealpoint",
        "alignment",
        readings.place,
        "the state's place between West, hegemon and neither, by its alignments",
        _LINEAR,
        _RECENT + "votes at the United Nations are one political dimension, and no conduct in "
        "security or the economy",
    ),
    Indicator(
        "ideal point, 2012 vintage",
        "unga_idealpoint_2012vintage",
        "alignment",
        readings.place,
        "the state's place between West, hegemon and neither, by its alignments",
        _LINEAR,
        "for start values and links that may know no vote after 2012; another scale than the later "
        "release, not to be spliced with it",
        role="check",
    ),
    Indicator(
        "distance to Russia",
        "unga_idealpoint_distance_rus",
        "alignment",
        readings.distance,
        "distance of the state's place from the hegemon's own",
        _FROM_ZERO,
        _RECENT + "moves when Russia moves; the errors of both ideal points add up in it",
        error_from="unga_idealpoint",
    ),
    Indicator(
        "distance to the USA",
        "unga_idealpoint_distance_usa",
        "alignment",
        readings.place,
        "the state's place between West, hegemon and neither, by its alignments, inverse",
        Link("bounded", 0.0, rises=False),
        _RECENT + "moves when the United States move, which the model does not follow; says the "
        "same as the ideal point otherwise",
        role="check",
    ),
    Indicator(
        "agreement with Russia",
        "unga_agree_rus",
        "alignment",
        readings.distance,
        "distance of the state's place from the hegemon's own, inverse",
        _SHARE_FALLING,
        "what is voted on changes by year and moves all states together; half of all votes are not "
        "about the region",
        year_effects=True,
    ),
    Indicator(
        "agreement with the USA",
        "unga_agree_usa",
        "alignment",
        readings.place,
        "the state's place between West, hegemon and neither, by its alignments",
        _SHARE,
        "swings by year with what is voted on, far more than states differ",
        role="check",
        year_effects=True,
    ),
    Indicator(
        "votes on the region's conflicts",
        "unga_votes_postsoviet_conflicts",
        "alignment",
        readings.follows_in_security,
        "alignment with the hegemon in security",
        _SHARE,
        "two to five roll calls a year, and not all of them; one on Karabakh turns the sides round",
        role="reported",
        column="agree_rus",
        combine="mean",
    ),
)

_DEPENDENCE = (
    Indicator(
        "influence",
        "fbic_influence_rus",
        "dependence",
        readings.capacity_to_influence,
        "dependence on the hegemon, mean of trade and security, times the size of its economy",
        _SHARE,
        "by its makers a product of volume and dependence in trade, aid, arms, alliance and "
        "diplomacy: energy, work and language are not in it; rises with security; licence unclear",
    ),
    Indicator(
        "economic dependence",
        "fbic_econ_dependence_rus",
        "dependence",
        readings.weight_of_trade,
        "dependence on the hegemon in trade, times how open the economy is",
        _FROM_ZERO,
        "trade and aid only: energy and work abroad are not in it as such; licence unclear",
    ),
    Indicator(
        "security dependence",
        "fbic_security_dependence_rus",
        "dependence",
        readings.channel(Channel.SECURITY),
        "dependence on the hegemon in security",
        _FROM_ZERO,
        "0 where no arms and no alliance are recorded, whatever was inherited; licence unclear",
    ),
    Indicator(
        "trade share",
        "cow_trade_share_rus",
        "dependence",
        readings.channel(Channel.TRADE),
        "dependence on the hegemon in trade",
        Link("bounded", 0.0, 1.0),
        "share and not need; 1992-1996 noisy",
    ),
    Indicator(
        "arms share",
        "sipri_arms_share_russia_5y",
        "dependence",
        readings.channel(Channel.SECURITY),
        "dependence on the hegemon in security",
        _SHARE,
        "covers five years back, so that it lags behind the reading, which is of the year's end; "
        "near 0 or 1 where little is delivered",
    ),
    Indicator(
        "remittances",
        "wdi_remittances_pct_gdp",
        "dependence",
        readings.channel(Channel.LABOUR),
        "dependence on the hegemon in labour",
        _FROM_ZERO,
        "of all origins: for the Baltic states, Georgia and Ukraine not mainly from Russia",
    ),
    Indicator(
        "gas share",
        "eurostat_gas_import_share_russia",
        "dependence",
        readings.channel(Channel.ENERGY),
        "dependence on the hegemon for energy",
        _SHARE,
        "six states, nearly all at 1, from 2011 on",
        role="reported",
    ),
    Indicator(
        "trade share of the West",
        "cow_trade_share_west",
        "dependence",
        readings.dependence_west,
        "dependence on the West in the economic domain",
        Link("bounded", 0.0, 1.0),
        "a fixed set of partners: trade with those who joined the EU later does not count",
        role="check",
    ),
    Indicator(
        "trade share of China",
        "cow_trade_share_chn",
        "dependence",
        readings.dependence_china,
        "dependence on China",
        Link("bounded", 0.0, 1.0),
        "trade only, neither loans nor pipelines",
        role="check",
    ),
)

_AUTONOMY = (
    Indicator(
        "autonomy abroad",
        "vdem_v2svinlaut",
        "autonomy",
        readings.autonomy_abroad,
        "autonomy in security",
        _LINEAR,
        "rates close allies of Russia as highly autonomous; flat for many states",
        role="check",
    ),
    Indicator(
        "autonomy at home",
        "vdem_v2svdomaut",
        "autonomy",
        readings.autonomy_at_home,
        "autonomy, mean of the political and the economic domain",
        _LINEAR,
        "rates close allies of Russia as highly autonomous; flat for many states",
        role="check",
    ),
    Indicator(
        "polyarchy",
        "vdem_v2x_polyarchy",
        "regime",
        readings.regime,
        "kind of government",
        _SHARE,
        "free elections; the model's axis runs on to liberal democracy",
    ),
    Indicator(
        "liberal democracy",
        "vdem_v2x_libdem",
        "regime",
        readings.regime,
        "kind of government",
        _SHARE,
        "contains polyarchy: never count both",
        role="check",
    ),
)

_FORCE = (
    Indicator(
        "territory held",
        "vdem_v2svstterr",
        "force",
        readings.territory,
        "territory that the government holds, in per cent",
        Link("same", 0.0, 100.0),
        "experts' judgement, which hardly moves",
        role="check",
    ),
    Indicator(
        "fighting",
        "ucdp_primary_party_intensity",
        "force",
        readings.fighting,
        "how fierce the fighting on the state's own land is, at its height in the year",
        Link("bounded", 0.0, 2.0),
        "steps at 25 and 1000 deaths; wars fought abroad count too",
        over="any",
        role="check",
    ),
    Indicator(
        "fights Russia",
        "ucdp_russia_opposing_party",
        "force",
        readings.opposed,
        "whether the hegemon is openly at war with the state",
        _CHANCE,
        "one or two cases; support for the other side counts there and not in the model",
        over="any",
        role="reported",
    ),
)


def _membership(institution: Institution, code: str, name: str) -> Indicator:
    return Indicator(
        f"member of {name}",
        "memberships_public_record",
        "bodies",
        readings.member(institution),
        f"membership of {name}",
        _CHANCE,
        "exits are dated by notice or by the political exit",
        where={"organisation": (code,)},
    )


_BODIES = (
    _membership(Institution.CIS, "CIS", "the CIS"),
    _membership(Institution.CSTO, "CST_CSTO", "the CSTO"),
    _membership(Institution.EAEU, "CU_EAEU", "the EAEU"),
    _membership(Institution.EU, "EU", "the EU"),
    _membership(Institution.NATO, "NATO", "NATO"),
)

_CENSUS = "a list of what is well known: a year without an entry is taken as one without an event, "

_EVENTS = (
    Indicator(
        "economic coercion",
        "events_public_record",
        "events",
        readings.coerced,
        "whether the hegemon coerces the state economically in any quarter of the year",
        _CHANCE,
        _CENSUS + "so that small acts are missing",
        over="any",
        where={"type": ("energy_cutoff", "trade_embargo")},
        absent=0.0,
        most=1.0,
    ),
    Indicator(
        "falls of governments",
        "events_public_record",
        "events",
        readings.fallen,
        "whether a government falls in any quarter of the year",
        _CHANCE,
        _CENSUS
        + "though falls in the 1990s (Georgia, Azerbaijan, Tajikistan) are not listed as such",
        over="any",
        where={"type": ("regime_change",)},
        absent=0.0,
        most=1.0,
    ),
    Indicator(
        "relations broken off",
        "events_public_record",
        "events",
        readings.severed,
        "whether diplomatic relations are broken off in any quarter of the year",
        _CHANCE,
        _CENSUS + "one or two cases",
        over="onset",
        role="reported",
        where={"type": ("diplomatic_break",)},
        absent=0.0,
        most=1.0,
    ),
)

INDICATORS: tuple[Indicator, ...] = (
    *_ALIGNMENT,
    *_DEPENDENCE,
    *_AUTONOMY,
    *_FORCE,
    *_BODIES,
    *_EVENTS,
)
"""Every measurement model, in the order of tables."""


def indicator(name: str) -> Indicator:
    """Return an indicator by its name.

    Raises:
        KeyError: there is none.
    """
    return {each.name: each for each in INDICATORS}[name]
