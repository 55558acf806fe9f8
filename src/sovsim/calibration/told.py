"""What a calibration found, in rows and sentences for people."""

from __future__ import annotations

from typing import Any

import pandas as pd

from sovsim.calibration.posterior import ASSUMED, Posterior

_KINDS = {"start": "start values", "core": "cores", "rate": "rates", "event": "rates of events"}


def misfits(found: Posterior) -> list[dict[str, Any]]:
    """Return a row per indicator: off before and after, spread before and after."""
    rows = []
    for name, mine in found.misfit.groupby("indicator", sort=False):
        first, last = mine.iloc[0], mine.iloc[-1]
        rows.append(
            {
                "indicator": name,
                "numbers": int(first["numbers"]),
                "off before": float(first["off"]),
                "after": float(last["off"]),
                "spread before": float(first["spread"]),
                "spread after": float(last["spread"]),
            }
        )
    return rows


def groups(found: Posterior) -> list[dict[str, Any]]:
    """Return a row per kind of value: how many data say anything of, and how much."""
    rows = []
    for kind, words_ in _KINDS.items():
        mine = found.identified[found.identified["kind"] == kind]
        if len(mine):
            ratio = mine["ratio"]
            rows.append(
                {
                    "values": words_,
                    "count": len(mine),
                    "identified": int((ratio <= ASSUMED).sum()),
                    "median ratio": float(ratio.median()),
                    "least ratio": float(ratio.min()),
                }
            )
    return rows


def rates(found: Posterior) -> list[dict[str, Any]]:
    """Return a row per rate, best known first."""
    mine = found.identified[found.identified["kind"] == "rate"].sort_values("ratio", kind="stable")
    return [
        {
            "rate": row["name"],
            "before": float(row["prior_mean"]),
            "after": float(row["posterior_mean"]),
            "sd": float(row["posterior_sd"]),
            "ratio": float(row["ratio"]),
            "status": row["status"],
        }
        for row in mine.to_dict("records")
    ]


def words(found: Posterior) -> list[str]:
    """Return what it was made of and how it is to be read."""
    settings, data = found.settings, found.data
    unclear = [name for name, one in data.items() if not one["ships"]]
    told = [
        f"{settings['members']} members from {settings['scenario']}, {settings['steps']} steps, "
        f"figures up to {found.until} of {len(data)} indicators. Start values and cores learn from "
        "their own state, rates and links from all.",
        f"Ratio: standard deviation after over before. Above {ASSUMED:g} a value stays assumed: "
        "the data do not say it.",
    ]
    if settings["left_out"]:
        told.append(f"Too few figures: {', '.join(settings['left_out'])}.")
    if unclear:
        told.append(f"Nothing made from it may ship: licence unclear of {', '.join(unclear)}.")
    return told


def believed_words(table: pd.DataFrame) -> str:
    """Return how a table of planted truths is to be read."""
    draws = table["draw"].nunique()
    return (
        f"{draws} {'truth' if draws == 1 else 'truths'} drawn from the prior, data of the same "
        "gaps and errors made from one run of each. Correlation of truth and posterior mean; share "
        "of truths in 80 % intervals; "
        "errors in prior standard deviations, after and before. All of it if the model were right."
    )


def shuffled_words(table: pd.DataFrame) -> str:
    """Return how a table of shuffled labels is to be read; its first row has the true ones."""
    others = table.iloc[1:]
    better = int((others["off"] > table.iloc[0]["off"]).sum())
    return (
        f"The true labels end nearer than {better} of {len(others)} shuffled ones. Off: what the "
        "mean member misses, in errors of the figures, before any data and after; moved: root mean "
        "square of shifts of start values and cores, in prior standard deviations."
    )


def screen_words(runs: int) -> str:
    """Return how a table of what moves the observed is to be read."""
    return (
        f"{runs} runs with every parameter drawn over its range: share of the variance of what "
        "indicators read between runs that goes with a parameter, means over states and every "
        f"fourth year, summed over readings. Below about {2 / runs:.1g} it is chance."
    )
