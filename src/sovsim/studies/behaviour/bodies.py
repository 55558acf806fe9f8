"""Questions on bids and bodies: who turns to which, and who belongs where at the end."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Domain, Institution
from sovsim.studies.behaviour.arms import Course, course, prepared, seized
from sovsim.studies.behaviour.row import Row, apart, figure, mean

_GROUP = "bids and bodies"
_LEAST_WISH, _MOST_WISH = 0.4, 0.5


def rows(runs: int, seed: int, baseline: Course) -> list[Row]:
    """Return the rows on bids, memberships and what stays true."""
    return [*_bids(baseline), *_alliance(baseline), *_stays(baseline), *_karabakh(runs, seed)]


def _bids(baseline: Course) -> list[Row]:
    ever = baseline.over("bid_stage_nato").max(axis=0) > 0
    member = baseline.last.membership[Institution.NATO] > 0
    found = []
    for codes, least, most, before in (
        (("ARM", "BLR", "TKM"), None, 0.15, "ARM .86, BLR .38"),
        (("AZE",), None, 0.3, "0.97"),
        (("MDA",), None, 0.7, "0.96"),
        (("GEO", "UKR"), 0.5, None, ""),
        (("EST", "LVA", "LTU"), 0.95, None, ""),
    ):
        for code in codes:
            unit = baseline.codes.index(code)
            found.append(
                figure(
                    _GROUP,
                    f"ever bidding for NATO: {code}",
                    mean,
                    ever[:, unit] * 1.0,
                    least=least,
                    most=most,
                    before=before,
                )
            )
    found += [
        figure(
            _GROUP,
            f"in NATO at the end: {code}",
            mean,
            member[:, baseline.codes.index(code)] * 1.0,
            most=0.15,
        )
        for code in ("GEO", "UKR")
    ]
    return found


def _alliance(baseline: Course) -> list[Row]:
    """Belonging to the alliance by the wish for the hegemon's security, not by name."""
    wish = baseline.over("preference_russia_security")[-20:].mean(axis=(0, 1))
    belongs = baseline.last.membership[Institution.CSTO]
    sphere = baseline.first.sphere[0] > 0
    found = []
    for code, wanted, inside, share in zip(baseline.codes, wish, sphere, belongs.T, strict=True):
        least = 0.6 if wanted > _MOST_WISH and inside else None
        most = 0.2 if wanted < _LEAST_WISH or not inside else None
        words = f"in the CSTO at the end: {code} (wish for its security {wanted:.2f})"
        found.append(figure(_GROUP, words, mean, share, least=least, most=most))
    return found


def _stays(baseline: Course) -> list[Row]:
    last = baseline.last
    unit = baseline.codes.index
    force = seized(baseline.over("rung"))
    baltic = [unit(code) for code in ("EST", "LVA", "LTU")]
    frozen = np.isin(last.conflict_status, (1, 2, 3))
    west = last.alignment_west.mean(axis=0)
    return [
        figure(
            _GROUP,
            "stays true: Baltic states in EU and NATO, without force against them",
            mean,
            (
                (last.membership[Institution.EU][:, baltic] > 0).all(axis=-1)
                & (last.membership[Institution.NATO][:, baltic] > 0).all(axis=-1)
                & ~force[..., baltic].max(axis=(0, 2))
            )
            * 1.0,
            least=0.8,
        ),
        figure(
            _GROUP,
            "stays true: Belarus's alignment with Russia over the region's mean",
            apart,
            last.alignment_russia.mean(axis=0)[:, unit("BLR")],
            last.alignment_russia.mean(axis=(0, 2)),
            least=0.1,
        ),
        *(
            figure(
                _GROUP,
                f"stays true: the conflict in {code} is unsettled at the end",
                mean,
                frozen[:, unit(code)] * 1.0,
                least=0.5,
            )
            for code in ("GEO", "MDA", "AZE")
        ),
        figure(
            _GROUP,
            "stays true: Kazakhstan's relation with Russia at the end (a friend)",
            mean,
            last.relation[0][:, unit("KAZ")],
            least=0.4,
        ),
        figure(
            _GROUP,
            "stays true: formal sovereignty of every state",
            mean,
            last.formal_sovereignty.min(axis=-1),
            least=1.0,
            most=1.0,
        ),
        figure(
            _GROUP,
            "alignment with the West, Baltic states over Belarus",
            apart,
            west[:, baltic].mean(axis=-1),
            west[:, unit("BLR")],
        ),
    ]


def _karabakh(runs: int, seed: int) -> list[Row]:
    kept = [
        course(prepared(f"karabakh-2020-csto-{arm}", runs, seed), last="2023Q3")
        for arm in ("abstains", "acts")
    ]
    alignment = [each.at("alignment_russia", "2023Q3", "ARM")[Domain.SECURITY] for each in kept]
    member = [each.at("membership_csto", "2023Q3", "ARM") for each in kept]
    return [
        figure(
            _GROUP,
            "Karabakh: Armenia's alignment in security three years on, abstains less acts",
            apart,
            *alignment,
            most=-0.08,
            before="0.00",
        ),
        figure(
            _GROUP,
            "Karabakh: Armenia's membership three years on, abstains less acts",
            apart,
            *member,
            most=-0.15,
            before="0.01",
        ),
    ]
