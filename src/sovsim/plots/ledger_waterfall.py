"""The ledger as a waterfall: from a start value, term by term, to an end value."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.plots import style
from sovsim.plots.tables import first_run, quarters_of, readable, with_means

_MOST = 9
"""Terms that get a bar of their own; the smaller ones are added up."""


def waterfall_table(
    ledger: pd.DataFrame,
    states: pd.DataFrame,
    state: str,
    column: str,
    first: str,
    last: str,
) -> pd.DataFrame:
    """Return the bars: ``label, kind, bottom, top, value, claims``; start, terms, end.

    Terms are added up over the window, both quarters included, and stand from the largest rise
    to the largest fall; the start value is what the state had before the window.

    Args:
        ledger: terms of the first run are used.
        state: code of the state, or of another actor of the ledger.
        column: a column of the states table, such as ``autonomy_political``.
        first, last: quarters.
    """
    values = first_run(states)
    values = values[values["state"] == state].set_index("quarter")
    steps = (values.at[first, "step"], values.at[last, "step"])
    rows = first_run(ledger)
    rows = rows[(rows["state"] == state) & (rows["variable"] == column)]
    rows = rows[rows["step"].between(*steps)]
    sums = rows.groupby("term", sort=False)["value"].sum()
    claims = rows.groupby("term", sort=False)["claims"].first()
    end = float(values.at[last, column])
    start = end - float(sums.sum())
    bars = [{"label": f"start of\n{first}", "kind": "level", "value": start, "claims": ""}]
    ordered = sums[sums != 0.0].sort_values(key=abs, ascending=False, kind="stable")
    kept = ordered.iloc[:_MOST].sort_values(ascending=False, kind="stable")
    bars += [
        {"label": str(term), "kind": "term", "value": float(value), "claims": claims[term]}
        for term, value in kept.items()
    ]
    if len(ordered) > _MOST:
        rest = float(ordered.iloc[_MOST:].sum())
        label = f"{len(ordered) - _MOST} smaller terms"
        bars.append({"label": label, "kind": "term", "value": rest, "claims": ""})
    bars.append({"label": f"end of\n{last}", "kind": "level", "value": end, "claims": ""})
    return _stacked(bars)


def largest_move(
    states: pd.DataFrame, variable: str = "autonomy", window: int = 8
) -> tuple[str, str, str, str]:
    """Return state, column, first and last quarter of the largest move within a window.

    Args:
        window: length in quarters; shorter histories are taken whole.
    """
    rows = first_run(states)
    quarters = quarters_of(rows)
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
            found = (float(str(moves.at[at, state])), str(state), column, list(wide.index).index(at))
            best = max(best, found, key=lambda entry: entry[0])
    _, state, column, end = best
    return state, column, quarters[end - span + 1], quarters[end]


def draw_waterfall(
    table: pd.DataFrame,
    *,
    state: str,
    column: str,
    unit: str = "share, 0 to 1",
    title: str = "",
    caption: str = "",
    stamp: str = "",
) -> Figure:
    """Return the waterfall, one horizontal bar a term.

    Args:
        table: as from `waterfall_table`.
        state, column: what is explained, for the axis.
    """
    fig = style.new_figure(height=1.3 + 0.32 * len(table))
    ax = style.dress(fig.subplots(), xlabel=f"{readable(column)} of {state} ({unit})")
    for place, bar in enumerate(table.to_dict("records")):
        _bar(ax, place, bar)
        if place:
            level = bar["start"] if bar["kind"] == "term" else bar["value"]
            ax.plot([level, level], [place - 1.4, place + 0.4], color=style.MUTED, linewidth=0.5)
    ax.set_yticks(range(len(table)), [_words(str(label)) for label in table["label"]])
    ax.set_ylim(len(table) - 0.4, -0.6)
    edges = [*table["start"], *table["end"]]
    room = 0.14 * max(max(edges) - min(edges), 0.02)
    ax.set_xlim(min(edges) - room, max(edges) + room)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.4)
    ax.set_axisbelow(True)
    words = "Terms of the ledger, added up over the window; blue bars raise, hatched bars lower. "
    words += "The axis need not begin at 0."
    return style.finish(fig, f"{words} {caption}".strip(), stamp, title)


def _columns(variable: str, rows: pd.DataFrame) -> list[str]:
    from sovsim.plots.tables import components

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


def _bar(ax: Axes, place: int, bar: dict[str, object]) -> None:
    start, end, value = (float(str(bar[key])) for key in ("start", "end", "value"))
    if bar["kind"] == "level":
        ax.plot([value], [place], marker="D", color=style.INK, markersize=6)
        text, at, side = f"  {value:.3f}", value, "left"
    else:
        ax.barh(
            place, end - start, left=start, height=0.62,
            color=style.SERIES[1] if value > 0 else "#e6a879",
            edgecolor=style.INK, linewidth=0.5, hatch="" if value > 0 else "////",
        )  # fmt: skip
        text = f" {value:+.3f} "
        at, side = (max(start, end), "left")
    ax.text(at, place, text, ha=side, va="center", fontsize=style.SMALL, color=style.INK)


def _words(label: str) -> str:
    if label.startswith("event_"):
        return "event: " + label.removeprefix("event_").replace("_", " ")
    return label.replace("_", " ")
