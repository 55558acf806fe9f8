"""What a calibration found of rates of events, in rows and sentences for people."""

from __future__ import annotations

from typing import Any

from sovsim.calibration.posterior import Posterior


def event_rows(found: Posterior) -> list[dict[str, Any]]:
    """Return a row per rate, best known first; none where no events were fitted."""
    told = found.settings.get("events", {}).get("told", {})
    if not told:
        return []
    mine = found.identified[found.identified["kind"] == "event"].sort_values("ratio", kind="stable")
    return [
        {
            "rate": row["name"],
            "before": float(row["prior_mean"]),
            "after": float(row["posterior_mean"]),
            "sd": float(row["posterior_sd"]),
            "told": float(told[row["name"]]),
            "ratio": float(row["ratio"]),
        }
        for row in mine.to_dict("records")
    ]


def counts(found: Posterior) -> list[dict[str, Any]]:
    """Return a row per count: on record, of all draws, and of those that came nearest."""
    return [
        {
            "count": one["indicator"],
            "of": one["what"],
            "on record": round(one["observed"]),
            "before": _span(one["before"]),
            "kept": _span(one["kept"]),
        }
        for one in found.settings.get("events", {}).get("counts", [])
    ]


def event_words(found: Posterior) -> list[str]:
    """Return how the rates of events were found."""
    events = found.settings.get("events")
    if not events:
        return []
    return [
        f"Rates of events: of {events['draws']} runs with rates drawn over their ranges, the "
        f"{events['kept']} whose counts came nearest to the record's, adjusted by regression. "
        "Told: share of a rate's variance that the counts tell; where that is too little it keeps "
        "its prior. Runs' events are thinned where a table is not complete, by a share that nobody "
        f"knows. {events['farther']:.0%} of all runs lie farther out than the record: near 0 it "
        "would be no record of this model."
    ]


def _span(bounds: list[float]) -> str:
    low, middle, high = (round(each) for each in bounds)
    return f"{middle} ({low} to {high})"
