"""Outcomes for secondary institutions (the alliance above all) and for norms."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Audience, Institution, Level, Norm, member_name
from sovsim.metrics.metric import Metric, Moment, Reading, Window
from sovsim.rules.forms import mean
from sovsim.rules.norms import aims

_AUDIENCE_CLAIMS: dict[Audience, tuple[str, ...]] = {
    Audience.UN_MAJORITY: (
        "hadano-collective-legitimization:topic",
        "hadano-2016-unsc-debate:topic",
    ),
    Audience.WEST: ("hadano-peacekeeping-contested-term:topic",),
    Audience.MEMBERS: ("hadano-unhappy-club:topic",),
    Audience.HOST: ("hadano-kazakhstan-request:topic",),
}
_SPREAD = (
    ("", "at the end", Window.TAIL),
    ("_lowest", "at its lowest", Window.LOWEST),
    ("_highest", "at its highest", Window.HIGHEST),
)


def founded(moment: Moment, values: FloatArray) -> FloatArray:
    """Return values of the alliance, nan in quarters in which it does not exist."""
    return np.where(moment.now.founded[Institution.CSTO] > 0.0, values, np.nan)


def _legitimacy(audience: Audience) -> Reading:
    return lambda moment: founded(moment, moment.now.legitimacy[Institution.CSTO, audience])


def _split(moment: Moment) -> FloatArray:
    legitimacy = moment.now.legitimacy[Institution.CSTO]
    return founded(moment, legitimacy.max(axis=0) - legitimacy.min(axis=0))


def _shift(level: Level) -> Reading:
    def shift(moment: Moment) -> FloatArray:
        change = moment.now.norm_strength[:, level] - moment.start.norm_strength[:, level]
        return mean(np.abs(change))

    return shift


def _change(norm: Norm, level: Level) -> Reading:
    return lambda moment: (
        moment.now.norm_strength[norm, level] - moment.start.norm_strength[norm, level]
    )


def _brought(level: Level) -> Reading:
    def brought(moment: Moment) -> FloatArray:
        moved = moment.now.norm_strength[:, level] - moment.before.norm_strength[:, level]
        return mean(moved * moment.weighed(aims, moment.before)[:, level])

    return brought


_NORM_CLAIMS: dict[Norm, tuple[str, ...]] = {
    Norm.NON_INTERVENTION: ("jcep-noninterference-norm:topic",),
    Norm.GREAT_POWER_MANAGEMENT: ("hadano-droit-de-regard:topic",),
    Norm.PEACEKEEPING_UN: (
        "hadano-peacekeeping-definition:topic",
        "hadano-peacekeeping-doctrine-shift:topic",
    ),
    Norm.PEACEKEEPING_RUSSIAN: ("hadano-russian-approach-own:topic",),
    Norm.SANCTIONS: ("hadano-sanctions-primary-institution:topic",),
}

_CALLED: dict[Norm, str] = {
    Norm.NON_INTERVENTION: "the norm against intervening has",
    Norm.GREAT_POWER_MANAGEMENT: "the prerogative of great powers has",
    Norm.PEACEKEEPING_UN: "peacekeeping as the UN means it has",
    Norm.PEACEKEEPING_RUSSIAN: "peacekeeping as Russia means it has",
    Norm.SANCTIONS: "the norm of answering with sanctions has",
}

_WHO = {
    Audience.MEMBERS: "its members",
    Audience.HOST: "those who would host its missions",
    Audience.UN_MAJORITY: "most states at the United Nations",
    Audience.WEST: "those of the West",
}

_ALLIANCE = (
    *(
        Metric(
            f"csto_legitimacy_{member_name(audience)}{suffix}",
            f"How far {_WHO[audience]} accept the CSTO, {when}.",
            f"legitimacy of the CSTO in this audience since its founding: {window.value}",
            "share",
            _AUDIENCE_CLAIMS[audience],
            _legitimacy(audience),
            window,
            per="system",
        )
        for audience in Audience
        for suffix, when, window in _SPREAD
    ),
    Metric(
        "csto_legitimacy_split",
        "How far the audiences disagree about the CSTO.",
        "largest minus smallest legitimacy of the CSTO over audiences",
        "share",
        ("hadano-2016-unsc-debate:topic", "hadano-contested-force-sovereignty:topic"),
        _split,
        per="system",
    ),
    *(
        Metric(
            f"csto_{name}{suffix}",
            f"{meaning}, {when}.",
            f"{name} of the CSTO since its founding: {window.value}",
            "share",
            claims,
            reading,
            window,
            per="system",
        )
        for name, meaning, claims, reading in (
            (
                "cohesion",
                "How well the CSTO's members hold together",
                ("hadano-intervention-revitalised-csto:topic", "hadano-unhappy-club:topic"),
                lambda moment: founded(moment, moment.now.cohesion[Institution.CSTO]),
            ),
            (
                "credibility",
                "How far the CSTO is trusted to act when called",
                ("hadano-2020-karabakh-missed:topic", "hadano-dependable-sheriff-doubt:topic"),
                lambda moment: founded(moment, moment.now.credibility[Institution.CSTO]),
            ),
        )
        for suffix, when, window in _SPREAD
    ),
)

_NORMS = (
    *(
        Metric(
            f"norm_shift_{member_name(level)}",
            f"How far the norms have moved at the {member_name(level)} level, either way.",
            "mean over norms of the absolute change of strength since the start",
            "share",
            claims,
            _shift(level),
            per="system",
            headline=level is Level.REGIONAL,
        )
        for level, claims in (
            (
                Level.GLOBAL,
                ("hadano-primary-evolve:topic", "hadano-secondary-reshape-primary:topic"),
            ),
            (Level.REGIONAL, ("hadano-psris:topic", "hadano-secondary-reshape-primary:topic")),
        )
    ),
    *(
        Metric(
            f"norm_change_{member_name(norm)}_{member_name(level)}",
            f"How much stronger {_CALLED[norm]} become at the {member_name(level)} level.",
            "strength of the norm minus its strength at the start",
            "share",
            _NORM_CLAIMS[norm],
            _change(norm, level),
            per="system",
        )
        for norm in Norm
        for level in Level
    ),
)

_AIMS = tuple(
    Metric(
        f"norm_aim_{member_name(level)}",
        f"How far the norms of the {where} have come towards what the hegemon wants of them.",
        "change of each norm's strength in a quarter times what the hegemon wanted of it before, "
        "mean over norms, added up over quarters",
        "share",
        ("hadano-state-agency:topic", "hadano-secondary-reshape-primary:topic"),
        _brought(level),
        Window.TOTAL,
        per="system",
    )
    for level, where in ((Level.GLOBAL, "world"), (Level.REGIONAL, "region"))
)

METRICS = (*_ALLIANCE, *_NORMS, *_AIMS)
