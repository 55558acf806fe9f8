"""What is shown beside each other, in words: what links and bands know, and how they did."""

from __future__ import annotations

from sovsim.backtest.sight import sight
from sovsim.beside.beside import Beside
from sovsim.brief import count
from sovsim.observed.indicator import Indicator
from sovsim.observed.indicators import INDICATORS
from sovsim.parameters import registry


def declared(name: str) -> Indicator:
    """Return an indicator by name."""
    return next(one for one in INDICATORS if one.name == name)


def unit(name: str) -> str:
    """Return the unit of an indicator's figures."""
    return declared(name).declared.declared.unit


def rows(found: Beside) -> list[dict[str, object]]:
    """Return a row per indicator for a table."""
    told = []
    for name, link in found.links.items():
        held = found.held(name)
        told.append(
            {
                "indicator": name,
                "figures": link.count,
                "residual": link.residual,
                "error": link.error if link.error > 0.0 else None,
                "known": _share(*held["known"]),
                "later": _share(*held["later"]),
            }
        )
    return told


HEADINGS = {
    "indicator": "indicator",
    "figures": "fitted to",
    "residual": "residual",
    "error": "of it, error",
    "known": "in band, known",
    "later": "in band, later",
}
"""Columns of `rows`."""


def told(found: Beside) -> list[str]:
    """Return how it was made, a sentence or two each."""
    asked = found.asked
    later = any(found.held(name)["later"][1] for name in found.links)
    sentences = [
        f"Links (offset and scale) are fitted to figures up to {found.until}, over all states, and "
        f"{count(asked.runs, 'run')}, seed {asked.seed}. Bands hold what runs spread, what model "
        "and link leave unsaid, and the error of measurement: four of five figures should lie in "
        "them."
    ]
    if later:
        sentences.append(
            f"After {found.until} a band starts from the last figure known and adds the model's "
            "change; its width is the error that this made before, by lead, up to eight years."
        )
    else:
        sentences.append(
            "Links and bands have seen every figure that is shown: this describes and tests "
            "nothing. --until YEAR keeps later years from them; `sovsim backtest` does so for many "
            "cuts."
        )
    sentences += _seen(found)
    against = [name for name, link in found.links.items() if link.against]
    if against:
        sentences.append(
            f"Data up to {found.until} run against the link of {', '.join(against)}: nothing of "
            "the model is used there."
        )
    if found.left_out:
        lacking = "; ".join(f"{name}: {why}" for name, why in found.left_out.items())
        sentences.append(f"Not shown: {lacking}.")
    if found.faults:
        told_of = "`sovsim observed DIR` lists them"
        sentences.append(f"The folder has {count(found.faults, 'fault')}; {told_of}.")
    return sentences


def _seen(found: Beside) -> list[str]:
    """Return what of parameters and start values may know years after `until`."""
    asked, known = found.asked, sight(found.asked.scenario)
    told = []
    fits = sum(one.status == "calibrated" for one in registry().values())
    if fits and asked.until is None:
        told.append(f"{count(fits, 'parameter')} that ship as fits have seen data as well.")
    elif fits:
        told.append(
            f"In the bands {count(len(known.assumed), 'parameter')} that ship as fits take their "
            "value before any fit; the run itself has the fits."
        )
    late = [year for year in (*known.until.values(), *known.later.values()) if year > found.until]
    if late:
        told.append(
            f"{count(len(late), 'column')} of the scenario's start values rest on figures after "
            f"{found.until}, up to {max(late)}."
        )
    return told


def _share(inside: int, all_: int) -> str:
    return f"{inside / all_:.0%} of {all_}" if all_ else "-"
