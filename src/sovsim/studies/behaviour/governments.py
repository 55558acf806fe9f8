"""Questions on governments: what makes them fall, where, and how often."""

from __future__ import annotations

import numpy as np

from sovsim.studies.behaviour.arms import Course, course, prepared
from sovsim.studies.behaviour.row import Row, figure, mean, ratio

_GROUP = "governments"
_CLOSED = ("BLR", "KAZ", "UZB", "TKM")
_BALTIC = ("EST", "LVA", "LTU")
_DECADES = 3.5


def rows(runs: int, seed: int, baseline: Course) -> list[Row]:
    """Return the rows on upheavals."""
    return [*_reversal(runs, seed), *_rates(baseline)]


def _reversal(runs: int, seed: int) -> list[Row]:
    fallen = {}
    for name, settings in (
        ("ukraine-2013-reversed", ()),
        ("ukraine-2013-signed", ()),
        ("low", ("initial.UKR.public_west=0.1", "initial.UKR.core_public_west=0.1")),
    ):
        scenario = "ukraine-2013-reversed" if name == "low" else name
        kept = course(prepared(scenario, runs, seed, settings), last="2014Q4", kept=("upheaval",))
        fallen[name] = kept.over("upheaval", "2013Q4", "2014Q4", "UKR").max(axis=0)
    reversed_, signed, low = fallen.values()
    return [
        figure(
            _GROUP,
            "upheaval within five quarters, bid reversed over bid signed (ratio)",
            ratio,
            reversed_,
            signed,
            least=3.0,
            before="0.01 / 0.00",
        ),
        figure(
            _GROUP,
            "upheaval within five quarters of a reversed bid",
            mean,
            reversed_,
            least=0.2,
            most=0.6,
            before="0.01",
        ),
        figure(
            _GROUP,
            "the same where the public's wish for the West is 0.1",
            mean,
            low,
            most=0.15,
        ),
    ]


def _rates(baseline: Course) -> list[Row]:
    falls = baseline.over("upheaval").sum(axis=0)
    rate = dict(zip(baseline.codes, falls.T / _DECADES, strict=True))
    before = "KGZ .08, LVA .07"
    found = [
        figure(
            _GROUP,
            "upheavals a decade, whole region (baseline)",
            mean,
            falls.sum(axis=-1) / _DECADES,
            least=2.0,
            most=5.0,
            before="about 1",
        )
    ]
    middle = np.maximum(rate["GEO"], 0)
    closed = np.mean([rate[code] for code in _CLOSED], axis=0)
    for first, second, words in (
        (rate["KGZ"], middle, "KGZ over GEO"),
        (rate["KGZ"], rate["UKR"], "KGZ over UKR"),
        (rate["GEO"], closed, "GEO over closed regimes"),
        (rate["UKR"], closed, "UKR over closed regimes"),
    ):
        found.append(
            figure(
                _GROUP,
                f"upheavals a decade, {words} (difference)",
                lambda one, other: mean(one - other),
                first,
                second,
                least=0.0,
                before=before,
            )
        )
    found += [
        figure(_GROUP, f"upheavals a decade, {code}", mean, rate[code], most=0.3)
        for code in _CLOSED
    ]
    found += [
        figure(_GROUP, f"upheavals a decade, {code}", mean, rate[code])
        for code in ("KGZ", "UKR", "GEO", "MDA", "ARM", "AZE", "TJK")
    ]
    member = baseline.over("membership_eu")
    upheaval = baseline.over("upheaval")
    for words, inside, most in (("before", False, 0.15), ("after", True, 0.02)):
        units = [baseline.codes.index(code) for code in _BALTIC]
        there = ((member > 0) == inside)[..., units]
        happened = upheaval[..., units] * there
        found.append(
            figure(
                _GROUP,
                f"upheavals a decade in a Baltic state {words} accession",
                lambda events, spell: float(40.0 * events.sum() / max(spell.sum(), 1.0)),
                happened.sum(axis=(0, 2)),
                there.sum(axis=(0, 2)),
                most=most,
                before=before,
            )
        )
    return found
