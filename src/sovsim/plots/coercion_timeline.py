"""The hegemon's ladder over time: a row a state, a column a quarter, flags for the scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.gridspec import GridSpec
from matplotlib.patches import Rectangle

from sovsim.axes import Route, Rung, Talks, member_name
from sovsim.plots import style
from sovsim.plots.flag_list import columns, list_flags
from sovsim.plots.happenings import MARKS
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import first_run, names_of, numbers_of, quarters_of
from sovsim.scenario import Scenario
from sovsim.telling.imposed import DECISIONS, SET, Given, happened_at, what_it_sets
from sovsim.telling.names import capital, text

SHORT: dict[Rung, str] = {
    Rung.RESPECT: "",
    Rung.REWARD: "rew",
    Rung.TACIT_PRESSURE: "tac",
    Rung.OPEN_THREAT: "thr",
    Rung.ECONOMIC_COERCION: "eco",
    Rung.SUBVERSION: "sub",
    Rung.PEACEKEEPERS: "PK",
    Rung.ANNEXATION: "ANX",
    Rung.INVASION: "INV",
}
"""What is written into a cell where cells are wide enough."""

_WIDE = 36
"""Up to this many quarters the rungs are written into the cells."""
_MARKED = ("mission", "no mission", "upheaval", "imposed")
"""Kinds of event that are drawn into cells; later ones lie above."""
_POWERS = ("CHINA", "TURKEY")
_FLAGS = 24
"""Up to this many flags are spelt out under the picture; of more, those of the scenario's own."""


def ladder_table(states: pd.DataFrame) -> pd.DataFrame:
    """Return the first run's ladder: ``state, step, quarter, rung, indirect, talks``.

    ``rung`` is a number (-1 where none is recorded), ``indirect`` tells an action by way of an
    organisation from direct action, ``talks`` is true for negotiation and mediation.
    """
    rows = first_run(states)
    table = rows[["state", "step", "quarter"]].copy()
    table["rung"] = numbers_of(rows["rung"], Rung)
    coercive = table["rung"] >= Rung.TACIT_PRESSURE
    routes = names_of(rows["route"], Route)
    talks = names_of(rows["talks"], Talks)
    table["indirect"] = coercive & ~routes.isin(["", member_name(Route.DIRECT)])
    table["talks"] = coercive & ~talks.isin(["", member_name(Talks.NONE)])
    return table.sort_values(["state", "step"]).reset_index(drop=True)


def flag_table(events: pd.DataFrame, scenario: Scenario | None = None) -> pd.DataFrame:
    """Return what the scenario set and imposed: ``step, quarter, text, own``.

    Args:
        events: the events table; the first run is used.
        scenario: tells each row in a sentence, and which rows its own file adds; without it,
            the types of the events are told, one row a date and type.
    """
    rows = first_run(events)
    table = _flags_of(scenario, rows) if scenario is not None else _flags_by_type(rows)
    return pd.DataFrame(table, columns=["step", "quarter", "text", "own"])


def _flags_of(scenario: Scenario, events: pd.DataFrame) -> list[dict[str, object]]:
    happened = events.to_dict("records")
    dated = [(happened_at(row, happened), row) for row in what_it_sets(scenario)]
    dated.sort(key=lambda entry: entry[0])
    return [
        {
            "step": scenario.step_of(quarter),
            "quarter": quarter,
            "text": _flag(row),
            "own": row.own,
        }
        for quarter, row in dated
    ]


def _flag(row: Given) -> str:
    decision = "" if row.cause == SET else "imposed: "
    return capital(f"{decision}{row.words}")


def _flags_by_type(rows: pd.DataFrame) -> list[dict[str, object]]:
    imposed = rows[rows["cause"].isin([SET, *DECISIONS])] if len(rows) else rows
    flags: dict[tuple[int, str, str], list[str]] = {}
    for event in imposed.to_dict("records"):
        kind = _spoken(str(event["type"]))
        if event["cause"] != SET:
            kind = f"imposed: {kind}"
        at = (int(event["step"]), str(event["quarter"]), kind)
        names = flags.setdefault(at, [])
        named = text(event.get("target")) or text(event.get("actor"))
        if named and named not in names:
            names.append(named.title() if named in _POWERS else named)
    return [
        {
            "step": step,
            "quarter": quarter,
            "text": f"{kind}: {_list(names)}" if names else kind,
            "own": True,
        }
        for (step, quarter, kind), names in sorted(flags.items())
    ]


@drawn
def draw_coercion_timeline(
    table: pd.DataFrame,
    flags: pd.DataFrame | None = None,
    marks: pd.DataFrame | None = None,
    *,
    highlight: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    notes: Notes = NO_NOTES,
) -> Figure:
    """Return the timeline with the key of the shades.

    Args:
        table: as from `ladder_table`.
        flags: as from `flag_table`.
        marks: events, as from `sovsim.plots.happenings.mark_table`; missions, upheavals and
            imposed decisions are drawn.
        highlight: quarters with a frame around their column.
        names: code -> name for the rows.
        notes: title, caption and stamp.
    """
    states = list(dict.fromkeys(table["state"]))
    quarters, first = quarters_of(table), int(table["step"].min())
    spelt = _spelt(flags)
    listed = columns(spelt)
    lines = max(sum(map(len, column)) for column in listed)
    fig = style.new_figure(height=2.1 + 0.3 * len(states) + 0.17 * lines)
    grid = GridSpec(
        3, 1, figure=fig, height_ratios=[0.3 * len(states) + 0.5, 0.62, 0.17 * lines + 0.01]
    )
    ax = style.dress(fig.add_subplot(grid[0]))
    cells = table.pivot_table(index="state", columns="step", values="rung", sort=False)
    cells = cells.reindex(index=states).sort_index(axis=1)
    ax.imshow(
        cells.where(cells >= 0), cmap=style.LADDER_MAP, vmin=-0.5, vmax=8.5, aspect="auto",
        interpolation="nearest",
    )  # fmt: skip
    _grid(ax, len(states), len(quarters))
    ax.set_yticks(range(len(states)), [(names or {}).get(state, state) for state in states])
    style.quarter_ticks(ax, quarters, limit=16)
    _frames(ax, [quarters.index(name) for name in highlight if name in quarters], len(states))
    _signs(ax, table, states)
    wide = len(quarters) <= _WIDE
    shown = _marks(ax, marks, states, first, 4.5 if wide else 3.2) if marks is not None else set()
    if wide:
        _words(ax, table, states, size=6.5 if len(quarters) <= 20 else 5.2)
    if flags is not None and len(flags):
        _flags(ax, flags, first, spelt)
    _key(fig.add_subplot(grid[1]))
    listing = style.bare(fig.add_subplot(grid[2]))
    if len(spelt):
        list_flags(listing, spelt, listed, lines)
    words = (
        "One cell a quarter, the shade is the rung. White dot: talks go with the pressure. "
        "White bar: by way of an organisation instead of directly."
    )
    signs = {
        "mission": "Square",
        "no mission": "Hollow square",
        "upheaval": "Star",
        "imposed": "White cross",
    }
    words += "".join(
        f" {sign}: {MARKS[kind].label}." for kind, sign in signs.items() if kind in shown
    )
    if flags is not None and len(flags):
        words += f" Flags: what the scenario sets{_hidden(len(flags), len(spelt))}."
    return style.finish(fig, words, notes)


def _spelt(flags: pd.DataFrame | None) -> pd.DataFrame:
    """Return the flags that are spelt out: all where they are few, else the scenario's own."""
    if flags is None or len(flags) <= _FLAGS:
        return pd.DataFrame(columns=["step", "quarter", "text"]) if flags is None else flags
    own = flags[flags["own"].astype(bool)]
    return own if len(own) <= _FLAGS else own.iloc[:0]


def _hidden(flags: int, spelt: int) -> str:
    if spelt == flags:
        return ""
    if spelt == 0:
        return f" ({flags}, listed in the report)"
    return f"; numbered: its own; the {flags - spelt} others are listed in the report"


def _spoken(event_type: str) -> str:
    words = event_type.replace("_", " ")
    return "UN" + words[2:] if words.startswith("un ") else words


def _list(names: list[str], most: int = 4) -> str:
    if len(names) <= most:
        return ", ".join(names)
    return ", ".join(names[:most]) + f" and {len(names) - most} more"


def _grid(ax: Axes, rows: int, columns: int) -> None:
    for row in range(1, rows):
        ax.axhline(row - 0.5, color=style.PAPER, linewidth=1.6)
    if columns <= 60:
        for column in range(1, columns):
            ax.axvline(column - 0.5, color=style.PAPER, linewidth=0.8)


def _frames(ax: Axes, columns: list[int], rows: int) -> None:
    for column in columns:
        ax.add_patch(
            Rectangle(
                (column - 0.5, -0.5), 1, rows, fill=False, edgecolor=style.INK, linewidth=1.2,
                zorder=3,
            )
        )  # fmt: skip


def _signs(ax: Axes, table: pd.DataFrame, states: list[str]) -> None:
    rows = {state: place for place, state in enumerate(states)}
    places = table["state"].map(rows)
    size = 3.4 if table["step"].nunique() <= 60 else 1.7
    for chosen, offset, marker in ((table["talks"], 0.27, "o"), (table["indirect"], -0.3, "_")):
        ax.plot(
            table["step"][chosen] - table["step"].min(), places[chosen] + offset,
            linestyle="none", marker=marker, markersize=size * (1.6 if marker == "_" else 1.0),
            color=style.PAPER, markeredgecolor=style.INK if marker == "o" else style.PAPER,
            markeredgewidth=0.3 if marker == "o" else 1.2,
        )  # fmt: skip


def _words(ax: Axes, table: pd.DataFrame, states: list[str], size: float) -> None:
    rows = {state: place for place, state in enumerate(states)}
    first = int(table["step"].min())
    for cell in table.to_dict("records"):
        if cell["rung"] <= 0:
            continue
        rung = Rung(cell["rung"])
        ax.text(
            cell["step"] - first, rows[cell["state"]], SHORT[rung], ha="center", va="center",
            fontsize=size, color=style.ink_on(style.LADDER[rung]),
        )  # fmt: skip


def _flags(ax: Axes, flags: pd.DataFrame, first: int, spelt: pd.DataFrame) -> None:
    ax.set_ylim(ax.get_ylim()[0], -1.7 if len(spelt) else -1.3)
    seen: dict[int, list[int]] = {int(step) - first: [] for step in flags["step"]}
    for number, step in enumerate(spelt["step"], start=1):
        seen[int(step) - first].append(number)
    ax.vlines(list(seen), -0.95, -0.5, color=style.INK, linewidth=0.7)
    ax.plot(
        list(seen), [-0.95] * len(seen), marker="v", markersize=3.5, color=style.INK,
        linestyle="none",
    )  # fmt: skip
    for step, numbers in seen.items():
        if numbers:
            words = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
            ax.text(step, -1.15, words, ha="center", va="bottom", fontsize=5.4)


def _marks(ax: Axes, marks: pd.DataFrame, states: list[str], first: int, size: float) -> set[str]:
    """Draw what happened beside the hegemon's own steps into the cells, on their right."""
    rows = {state: place for place, state in enumerate(states)}
    shown = marks[marks["kind"].isin(_MARKED) & marks["state"].isin(states)]
    for kind in _MARKED:
        mark, places = MARKS[kind], shown[shown["kind"] == kind]
        ax.plot(
            (places["step"] - first + 0.22).tolist(),
            [rows[state] - 0.24 for state in places["state"]], linestyle="none",
            marker=mark.marker, color=mark.colour,
            markersize=size * (1.6 if mark.marker == "*" else 1),
            markeredgecolor=style.INK, markeredgewidth=0.5, zorder=4,
        )  # fmt: skip
    return set(shown["kind"])


def _key(ax: Axes) -> None:
    style.bare(ax)
    ax.set_xlim(0, len(Rung))
    ax.set_ylim(0, 1)
    for rung in Rung:
        ax.add_patch(
            Rectangle(
                (rung + 0.03, 0.5), 0.94, 0.34, facecolor=style.LADDER[rung],
                edgecolor=style.MUTED, linewidth=0.4,
            )
        )  # fmt: skip
        words = member_name(rung).replace("_", "\n")
        ax.text(rung + 0.5, 0.42, words, ha="center", va="top", fontsize=6.5, color=style.INK)
