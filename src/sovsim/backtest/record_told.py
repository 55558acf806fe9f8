"""What a backtest on the shipped facts found, in words and rows; where the model loses is first."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from sovsim.backtest.record import BASE, RecordBacktest
from sovsim.backtest.stocks import LAST, LEAST_RUNS
from sovsim.brief import NO_SPREAD, count, span
from sovsim.observed.record_indicators import RECORD_INDICATORS
from sovsim.observed.record_listing import covered

_MARK = "°"

_TITLES = {
    "lasting": "What lasts: Brier score over that of the last value, worst first",
    "events": "What happens, on state-years: scores over those of base rates, worst first",
    "votes": "Votes on the region's conflicts: mean error of agreement",
    "bars": "Bars set beforehand, missed ones first",
}


def tables(found: RecordBacktest) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Return the tables that have rows: name, heading, rows."""
    rows = {
        "lasting": lasting_rows(found),
        "events": event_rows(found),
        "votes": vote_rows(found),
        "bars": bar_rows(found),
    }
    return [(name, _TITLES[name], each) for name, each in rows.items() if each]


def losses(found: RecordBacktest) -> list[str]:
    """Return sentences on where the model loses."""
    told = []
    lasts = found.lasting[found.lasting["method"] == "model"]
    still = lasts[lasts["ratio"].isna()]
    worse = lasts[lasts["ratio"] >= 1.0]
    if len(worse):
        told.append(
            f"Of what lasts, no better than the last value on {len(worse)} of {len(lasts)}: "
            f"{', '.join(worse['indicator'])}."
        )
    if len(still):
        told.append(f"Nothing changed after the cuts, so that the last value makes no error: "
                    f"{', '.join(still['indicator'])}.")  # fmt: skip
    events = found.events[found.events["method"] == "model"]
    worse = events[~(events["ratio"] < 1.0)]
    if len(worse):
        told.append(
            f"Of what happens, no better than base rates on {len(worse)} of {len(events)} kinds of "
            f"event: {', '.join(worse['indicator'])}."
        )
    both = pd.concat([lasts, events])
    unsure = both[(both["ratio"] < 1.0) & (both["high"] >= 1.0)]
    if len(unsure):
        told.append(f"Better, but no more than chance could do: {', '.join(unsure['indicator'])}.")
    votes = vote_rows(found)
    lost = [row for row in votes if float(row["b"]) > float(row["last vote"])]
    if lost:
        told.append(f"Votes: worse than the last vote at {count(len(lost), 'cut')} of "
                    f"{len(votes)}.")  # fmt: skip
    missed = found.bars[found.bars["reached"] == "no"]
    judged = found.bars[found.bars["reached"] != "-"]
    if len(missed):
        told.append(f"{len(missed)} of {len(judged)} bars set beforehand are missed.")
    return told or ["The model loses nowhere by the marks below; look at the intervals."]


def lasting_rows(found: RecordBacktest) -> list[dict[str, Any]]:
    """Return a row for each thing that lasts, the worst first."""
    wide = found.lasting.pivot(index="indicator", columns="method", values="ratio")
    own = found.lasting[found.lasting["method"] == "model"].set_index("indicator")
    moved = found.changes.set_index("indicator")["changed"]
    order = own["ratio"].sort_values(ascending=False, na_position="first").index
    return [
        {
            "what": _named(str(name)),
            "with": str(own["cases"][name]),
            "changed": str(moved[name]),
            "model": _figure(own["ratio"][name]),
            "90 %": _interval(own, str(name)),
            "all runs": _figure(wide["model, all runs"][name]),
            "rates": _figure(wide["rates"][name]),
        }
        for name in order
    ]


def event_rows(found: RecordBacktest) -> list[dict[str, Any]]:
    """Return a row for each kind of event, the worst first."""
    table = found.events.set_index(["indicator", "method"])
    own = pd.DataFrame(table.xs("model", level="method"))
    base = pd.DataFrame(table.xs(BASE, level="method"))
    order = own["ratio"].sort_values(ascending=False, na_position="first").index
    return [
        {
            "event": _named(str(name)),
            "cases": str(own["cases"][name]),
            "told": f"{own['expected'][name]:.0f}",
            "Brier": _figure(own["ratio"][name]),
            "90 %": _interval(own, str(name)),
            "scaled": _figure(table["ratio"][name, "model, scaled"]),
            "log": _figure(own["log_loss"][name] / base["log_loss"][name]),
            "AUC": _figure(own["auc"][name]),
            "base": _figure(base["auc"][name]),
        }
        for name in order
    ]


def vote_rows(found: RecordBacktest) -> list[dict[str, Any]]:
    """Return a row for each cut from which votes could be predicted, all later years together."""
    if found.votes.empty:
        return []
    table = found.votes[found.votes["horizon"] == "end"]
    wide = table.pivot(index="cut", columns="method", values="mae")
    order = table[table["method"] == "a"].set_index("cut")
    return [
        {
            "cut": str(cut),
            "votes": str(order["n"][cut]),
            "a": f"{wide['a'][cut]:.3f}",
            "b": f"{wide['b'][cut]:.3f}",
            "last vote": f"{wide['persistence'][cut]:.3f}",
            "order by a": _figure(order["rank"][cut]),
        }
        for cut in wide.index
    ]


def bar_rows(found: RecordBacktest) -> list[dict[str, Any]]:
    """Return the bars, missed ones first."""
    order = found.bars["reached"].map({"no": 0, "yes": 1, "-": 2})
    table = found.bars.iloc[order.argsort(kind="stable")]
    return [
        {"bar": bar, "value": _figure(value), "wanted": wanted, "reached": reached}
        for bar, value, wanted, reached in table.itertuples(index=False)
    ]


def how(found: RecordBacktest) -> list[str]:
    """Return how the figures came about, in paragraphs."""
    asked = found.design
    loose = sorted({one.table for one in RECORD_INDICATORS if not one.complete})
    rows = covered()
    read, facts = (sum(row[name] for row in rows) for name in ("opened", "facts"))
    return [
        "Brier scores (mean squared error of a chance) over that of the guess to beat, with a 90 % "
        f"interval from states drawn again ({NO_SPREAD}: one state decides, or all are alike). "
        f"What lasts is held against the {LAST}: 'model' is the "
        "share among the runs which at the cut stood where the state stood (the last value where "
        f"they are fewer than {LEAST_RUNS}), 'all runs' knows nothing of the cut, 'rates' lets the "
        "last value change at the region's rates so far. "
        "What happens is held against the state's own yearly rate, drawn half to the region's; "
        "'scaled' keeps the model's order and takes the region's rate; told: cases that the model "
        "expects; log: log loss over that of the rate; AUC (base: that of the rate): share of "
        "pairs of a case and a non-case in which the case had the higher chance. One year stands "
        "under several cuts: with, changed, cases and votes count it as often.",
        f"{_MARK} The tables of {_listed(loose)} are not complete: a 0 of theirs says that nothing "
        "is listed, and not that nothing was. Facts that are not certain are left out, as cases "
        f"and as none. {read} of {facts} facts were read in a text opened for them, the others "
        "were written from general knowledge. `sovsim observed` lists what ships.",
        "Votes: mean error of agreement with the hegemon on texts on the region's conflicts, from "
        "1 (the same vote) to 0 (the opposite one); a is the model's level through a link, b the "
        "last vote and the model's change since.",
        f"{asked.scenario.name}: free runs from {asked.first}, cuts at the end of "
        f"{', '.join(map(str, asked.cuts))}, scored to {asked.last}; {asked.runs} runs, seed "
        f"{asked.seed}. Events, conditions and public facts after a cut are dropped; what bodies "
        "were founded later, and who was in them, is not told to the model.",
        drawn_from(found),
        asked.sight.words,
    ]


def drawn_from(found: RecordBacktest) -> str:
    """Return in a sentence where rates of events come from."""
    if not found.samples:
        return "Rates of events are those assumed, with no fit to any count."
    return (
        "Rates of events are fitted at each cut to counts of the record up to it "
        f"({', '.join(map(str, found.samples))}), and start from no count; --prior leaves them as "
        "assumed. All other values are assumed."
    )


def _named(name: str) -> str:
    complete = next(one.complete for one in RECORD_INDICATORS if one.name == name)
    return name if complete else name + _MARK


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def _figure(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.2f}"


def _interval(table: pd.DataFrame, name: str) -> str:
    return span(float(table["low"][name]), float(table["high"][name]))
