"""The ledger as a waterfall: from a start value, term by term, to an end value."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import components, first_run, quarters_of
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.labels import term_in_words
from sovsim.telling.names import readable, text
from sovsim.variables import COMPONENTS

_MOST = 9
_LEAST = 0.0005
"""Terms that get a bar of their own, and the least a term must move; the rest is added up."""
_LETTERS = 26
"""Letters a line for the name of a term."""
_LONG, _SETTLING = 60, 12
"""In histories longer than this, so many quarters count as settling."""


def waterfall_table(
    ledger: pd.DataFrame,
    states: pd.DataFrame,
    state: str,
    column: str,
    window: tuple[str, str],
) -> pd.DataFrame:
    """Return the bars: ``label, kind, start, end, value, claims``; start, terms, end.

    Terms are added up over the window, both quarters included, and stand from the largest rise
    to the largest fall; the start value is what the state had before the window.

    Args:
        ledger: the ledger; terms of the first run are used.
        states: the states table.
        state: code of the state, or of another actor of the ledger.
        column: a column of the states table, such as ``autonomy_political``.
        window: first and last quarter.
    """
    first, last = window
    values = first_run(states)
    values = values[values["state"] == state]
    inside = values[values["quarter"].between(first, last)].sort_values("step")
    rows = first_run(ledger)
    rows = rows[(rows["state"] == state) & (rows["variable"] == column)]
    rows = rows[rows["step"].isin(inside["step"])]
    sums = rows.groupby("term", sort=False)["value"].sum()
    claims = dict(zip(rows["term"], rows["claims"], strict=True))
    end = float(inside[column].iloc[-1])
    start = end - float(sums.sum())
    bars = [{"label": f"start of\n{first}", "kind": "level", "value": start, "claims": ""}]
    ordered = sums[sums != 0.0].sort_values(key=abs, ascending=False, kind="stable")
    most = min(_MOST, int((ordered.abs() >= _LEAST).sum()))
    kept = ordered.iloc[:most].sort_values(ascending=False, kind="stable")
    bars += [
        {
            "label": term_in_words(COMPONENTS[column][0], str(term)),
            "kind": "term",
            "value": float(value),
            "claims": text(claims[str(term)]),
        }
        for term, value in kept.items()
    ]
    rest = float(ordered.iloc[most:].sum())
    if abs(rest) >= _LEAST:
        count = len(ordered) - most
        label = f"{count} smaller term{'' if count == 1 else 's'}"
        bars.append({"label": label, "kind": "term", "value": rest, "claims": ""})
    bars.append({"label": f"end of\n{last}", "kind": "level", "value": end, "claims": ""})
    return _stacked(bars)


def largest_move(
    states: pd.DataFrame, variable: str = "autonomy", window: int = 8, start: str | None = None
) -> tuple[str, str, str, str]:
    """Return state, column, first and last quarter of the largest move within a window.

    In a long history the first quarters, in which start values settle, are left out.

    Args:
        states: the states table; the first run is used.
        variable: what moves; the component that moves most is returned.
        window: length in quarters; shorter histories are taken whole.
        start: first quarter of the window; any by default.
    """
    rows = first_run(states)
    quarters = quarters_of(rows)
    if start in quarters[1:]:
        place = quarters.index(str(start))
        quarters = quarters[place - 1 : place + window]
        rows = rows[rows["quarter"].isin(quarters)]
    elif len(quarters) > _LONG:
        rows, quarters = rows[rows["step"] >= rows["step"].min() + _SETTLING], quarters[_SETTLING:]
    span = min(window, len(quarters) - 1)
    if span < 1:
        column = _columns(variable, rows)[0]
        return str(rows["state"].iloc[0]), column, quarters[0], quarters[0]
    best: tuple[float, str, str, int] = (-1.0, "", "", 0)
    for column in _columns(variable, rows):
        wide = rows.pivot_table(index="step", columns="state", values=column).sort_index()
        moves = wide.diff(span).abs()
        for state in sorted(moves.columns):
            at = moves[state].idxmax()
            size = float(str(moves.at[at, state]))
            if size > best[0]:
                best = (size, str(state), column, list(wide.index).index(at))
    _, state, column, end = best
    return state, column, quarters[end - span + 1], quarters[end]


@drawn
def draw_waterfall(
    table: pd.DataFrame,
    *,
    state: str,
    column: str,
    unit: str = "share, 0 to 1",
    poles: Poles = USUAL,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the waterfall, one horizontal bar a term.

    Args:
        table: as from `waterfall_table`.
        state: whose value is explained, for the axis.
        column: which value is explained, for the axis.
        unit: its unit.
        poles: what the region calls its powers.
        notes: title, caption and stamp.
    """
    fig = style.new_figure(height=1.3 + 0.32 * len(table))
    ax = style.dress(fig.subplots(), xlabel=f"{readable(column, poles)} of {state}, {unit}")
    for place, bar in enumerate(table.to_dict("records")):
        _bar(ax, place, bar)
        if place:
            level = bar["start"] if bar["kind"] == "term" else bar["value"]
            ax.plot([level, level], [place - 1.4, place + 0.4], color=style.MUTED, linewidth=0.5)
    ax.set_yticks(
        range(len(table)), [_wrapped(poles.local(str(label))) for label in table["label"]]
    )
    ax.set_ylim(len(table) - 0.4, -0.6)
    edges = [*table["start"], *table["end"]]
    room = 0.14 * max(max(edges) - min(edges), 0.02)
    ax.set_xlim(min(edges) - room, max(edges) + room)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.4)
    ax.set_axisbelow(True)
    words = "Terms of the ledger, added up over the window; blue bars raise, hatched bars lower. "
    words += "The axis need not begin at 0."
    return style.finish(fig, words, notes)


def _columns(variable: str, rows: pd.DataFrame) -> list[str]:
    return [column for column in components(variable) if column in rows]


def _stacked(bars: list[dict[str, object]]) -> pd.DataFrame:
    """Add where each bar starts and ends; levels are drawn as marks at their value."""
    level = 0.0
    for bar in bars:
        value = float(str(bar["value"]))
        bar["start"] = value if bar["kind"] == "level" else level
        level = value if bar["kind"] == "level" else level + value
        bar["end"] = level
    return pd.DataFrame(bars)


def _bar(ax: Axes, place: int, bar: Mapping[Any, Any]) -> None:
    start, end, value = (float(bar[key]) for key in ("start", "end", "value"))
    level = bar["kind"] == "level"
    if level:
        ax.plot([value], [place], marker="D", color=style.INK, markersize=6)
    else:
        ax.barh(
            place, end - start, left=start, height=0.62,
            color=style.SERIES[1] if value > 0 else "#e6a879",
            edgecolor=style.INK, linewidth=0.5, hatch="" if value > 0 else "////",
        )  # fmt: skip
    ax.annotate(
        f"{value:.3f}" if level else f"{value:+.3f}",
        (max(start, end), place),
        xytext=(7 if level else 3, 0),
        textcoords="offset points",
        ha="left",
        va="center",
        fontsize=style.SMALL,
        color=style.INK,
    )


def _wrapped(label: str) -> str:
    """Return a label in lines that leave room for the bars; those of levels have theirs."""
    return label if "\n" in label else textwrap.fill(label, _LETTERS)
