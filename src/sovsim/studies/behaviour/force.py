"""Questions on force: when it comes, against whom, what follows, and whose troops stand where."""

from __future__ import annotations

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.axes import Institution, Mission, Relations, Rung
from sovsim.noise import Purpose
from sovsim.quarters import label, parse
from sovsim.rules.contract import Mask
from sovsim.studies.behaviour.arms import Course, course, prepared, seized
from sovsim.studies.behaviour.row import Row, figure, mean, ratio

_GROUP = "force"


def rows(runs: int, seed: int, baseline: Course) -> list[Row]:
    """Return the rows on force and keepers."""
    return [
        *_fall(runs, seed),
        *_georgia(runs, seed),
        *_base_2012(runs, seed),
        *_allies(baseline),
        *_keepers(baseline),
        *_severed(runs, seed),
    ]


def _between(first: str, last: str) -> list[str]:
    return [label(quarter) for quarter in range(parse(first), parse(last) + 1)]


def _fall(runs: int, seed: int) -> list[Row]:
    barred = {
        (Purpose.UPHEAVAL, quarter, "UKR"): 1.0 - 1e-12 for quarter in _between("2012Q1", "2015Q4")
    }
    imposed = {**barred, (Purpose.UPHEAVAL, "2014Q1", "UKR"): 1e-12}
    happened = []
    for fixed in (imposed, barred):
        kept = course(
            prepared("base-2012", runs, seed), fixed=fixed, last="2015Q4", kept=("rung", "upheaval")
        )
        happened.append(seized(kept.over("rung", "2014Q1", "2015Q4", "UKR")).max(axis=0) * 1.0)
    return [
        figure(
            _GROUP,
            "seizure or war against Ukraine 2014-15, base-2012: fall imposed over barred (ratio)",
            ratio,
            *happened,
            least=3.0,
            before="0.06 / 0.01",
        ),
        figure(_GROUP, "the same, a fall imposed", mean, happened[0]),
        figure(_GROUP, "the same, a fall barred", mean, happened[1]),
    ]


def _georgia(runs: int, seed: int) -> list[Row]:
    happened = []
    for name in ("georgia-2008", "base-2005"):
        kept = course(prepared(name, runs, seed), last="2009Q4", kept=("rung",))
        happened.append(seized(kept.over("rung", "2008Q1", "2009Q2", "GEO")).max(axis=0) * 1.0)
    return [
        figure(
            _GROUP,
            "war with Georgia 2008Q1-2009Q2, georgia-2008 over base-2005 (ratio)",
            ratio,
            *happened,
            least=3.0,
            before="0.040 / 0.035",
        ),
        figure(_GROUP, "the same, georgia-2008", mean, happened[0]),
        figure(_GROUP, "the same, base-2005", mean, happened[1]),
    ]


def _begins(force: Mask) -> Mask:
    """Return where force comes after a quarter without it; quarters come first."""
    begins = force.copy()
    begins[1:] &= ~force[:-1]
    return begins


def _twice(force: Mask) -> FloatArray:
    """Return in which runs some state is invaded anew within eight quarters of an invasion."""
    begins = _begins(force)
    again = np.zeros(begins.shape[1:], dtype=np.bool_)
    for gap in range(1, 9):
        again |= (begins[gap:] & begins[:-gap]).max(axis=0)
    result: FloatArray = again.max(axis=-1) * 1.0
    return result


def _base_2012(runs: int, seed: int) -> list[Row]:
    kept = course(prepared("base-2012", runs, seed), last="2019Q4")
    force = seized(kept.over("rung"))
    by_state = dict(zip(kept.codes, np.moveaxis(force.max(axis=0), -1, 0), strict=True))
    ally = (force & (kept.over("membership_csto") > 0)).max(axis=(0, 2)) * 1.0
    words = "base-2012, 2012-19: "
    return [
        figure(
            _GROUP,
            f"{words}Georgia invaded or annexed from",
            mean,
            by_state["GEO"] * 1.0,
            most=0.15,
            before="0.40-0.52",
        ),
        figure(_GROUP, f"{words}Moldova", mean, by_state["MDA"] * 1.0, most=0.05),
        figure(_GROUP, f"{words}Ukraine", mean, by_state["UKR"] * 1.0),
        figure(_GROUP, f"{words}any ally", mean, ally, most=0.02),
        figure(
            _GROUP,
            f"{words}anyone invaded twice within eight quarters",
            mean,
            _twice(np.isin(kept.over("rung"), (Rung.INVASION,))),
            most=0.02,
            before="common",
        ),
    ]


def _allies(baseline: Course) -> list[Row]:
    force = seized(baseline.over("rung"))
    member = baseline.over("membership_csto")
    was = np.concatenate([baseline.first.membership[Institution.CSTO][None], member[:-1]])
    allied = (force & (was > 0)).max(axis=(0, 2)) * 1.0
    both = (force & (baseline.over("mission") == Mission.ACT)).max(axis=(0, 2)) * 1.0
    begins = _begins(force)
    return [
        figure(
            _GROUP, "baseline: force against a CSTO ally", mean, allied, most=0.03, before="0.39"
        ),
        figure(
            _GROUP,
            "baseline: mission and seizure in one quarter",
            mean,
            both,
            most=0.0,
            before="0.18",
        ),
        figure(
            _GROUP,
            "wars and seizures a run, 1992-2026",
            mean,
            begins.sum(axis=(0, 2)) * 1.0,
            least=1.0,
            most=4.0,
        ),
        *(
            figure(
                _GROUP,
                f"baseline: {code} invaded or annexed from",
                mean,
                force[..., baseline.codes.index(code)].max(axis=0) * 1.0,
            )
            for code in ("UKR", "GEO", "MDA", "AZE", "KAZ")
        ),
    ]


def _keepers(baseline: Course) -> list[Row]:
    keepers = baseline.over("rung", "", "2019Q4", "AZE") == Rung.PEACEKEEPERS
    found = [
        figure(
            _GROUP,
            "Russian keepers in Azerbaijan before 2020",
            mean,
            keepers.max(axis=0) * 1.0,
            most=0.3,
            before="0.94",
        )
    ]
    if "presence_unasked" in baseline.kept:
        asked, unasked = baseline.over("presence"), baseline.over("presence_unasked")
        found.append(
            figure(
                _GROUP,
                "state-quarters of Russian troops without consent, share of all with troops",
                lambda part, whole: float(part.sum() / max(whole.sum(), 1.0)),
                (unasked > 0.05).sum(axis=(0, 2)),
                ((asked > 0.05) | (unasked > 0.05)).sum(axis=(0, 2)),
            )
        )
    return found


def _severed(runs: int, seed: int) -> list[Row]:
    kept = course(prepared("invasion-2022", runs, seed), last="2022Q3")
    open_before = kept.at("diplomatic_relations", "2021Q4", "UKR") == Relations.OPEN
    severed = kept.at("diplomatic_relations", "2022Q3", "UKR") == Relations.SEVERED_BY_STATE
    able = kept.at("capacity", "2021Q4", "UKR") > 0.3
    return [
        figure(
            _GROUP,
            "relations severed two quarters after an invasion, by choice",
            lambda cut, could: float(cut[could].mean()) if could.any() else float("nan"),
            severed * 1.0,
            open_before,
            least=0.75,
            before="0.54",
        ),
        figure(
            _GROUP,
            "the same where the state's capacity is above 0.3",
            lambda cut, could: float(cut[could].mean()) if could.any() else float("nan"),
            severed * 1.0,
            open_before & able,
            least=0.9,
        ),
    ]
