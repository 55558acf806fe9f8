"""Secondary and primary institutions: how an alliance is trusted, and how norms hold up."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sovsim.axes import Audience, Level, Norm, member_name
from sovsim.plots import style
from sovsim.plots.labels import label_ends
from sovsim.plots.settings import drawn
from sovsim.plots.style import NO_NOTES, Notes
from sovsim.plots.tables import quarters_of
from sovsim.region.poles import USUAL, Poles

WORKING = ("cohesion", "credibility", "institution_readiness", "mandate_peacekeeping")
LEGITIMACY = tuple(f"legitimacy_{member_name(audience)}" for audience in Audience)

_SHORT = {
    "institution_readiness": "readiness",
    "mandate_peacekeeping": "mandate",
    "legitimacy_un_majority": "UN majority",
    "legitimacy_west": "the West",
    "legitimacy_members": "members",
    "legitimacy_host": "host",
    "non_intervention": "non-intervention",
    "great_power_management": "great-power management",
    "peacekeeping_un": "peacekeeping (UN)",
    "peacekeeping_russian": "peacekeeping (hegemon)",
}


def institution_table(
    institutions: pd.DataFrame, institution: str = "CSTO", name: str = ""
) -> pd.DataFrame:
    """Return an institution's lines, medians over runs: ``panel, line, step, quarter, value``.

    Args:
        institutions: the institutions table.
        institution: code of the institution.
        name: name for the headings; the code by default.
    """
    known = name or institution
    rows = institutions[institutions["institution"].astype(str).str.upper() == institution]
    panels = ((f"{known}: how it works", WORKING), (f"{known}: legitimacy", LEGITIMACY))
    tables = []
    for panel, columns in panels:
        given = [column for column in columns if column in rows]
        long = rows.melt(
            id_vars=["step", "quarter"], value_vars=given, var_name="line", value_name="value"
        )
        tables.append(long.assign(panel=panel))
    return _medians(pd.concat(tables))


def norm_table(system: pd.DataFrame) -> pd.DataFrame:
    """Return the norms' lines, one panel a level: ``panel, line, step, quarter, value``."""
    tables = []
    for level in Level:
        for norm in Norm:
            name = f"norm_strength_{member_name(norm)}_{member_name(level)}"
            rows = system[system["variable"] == name]
            tables.append(
                rows[["step", "quarter", "value"]].assign(
                    panel=f"norms, {member_name(level)} level", line=member_name(norm)
                )
            )
    return _medians(pd.concat(tables))


@drawn
def draw_institutions_norms(
    table: pd.DataFrame,
    *,
    highlight: Sequence[str] = (),
    notes: Notes = NO_NOTES,
    poles: Poles = USUAL,
) -> Figure:
    """Return the panels, two in a row, every line named at its end.

    Args:
        table: rows of `institution_table` and `norm_table`, one below the other.
        highlight: quarters with a shaded band.
        notes: title, caption and stamp.
        poles: what the region calls its outer powers.
    """
    panels = list(dict.fromkeys(table["panel"]))
    quarters = quarters_of(table)
    rows = max(-(-len(panels) // 2), 1)
    fig = style.new_figure(height=0.9 + rows * 2.5)
    axes = fig.subplots(rows, 2, sharey=True, squeeze=False)
    for place, ax in enumerate(axes.flat):
        if place >= len(panels):
            ax.set_visible(False)
            continue
        panel = panels[place]
        style.dress(ax, title=panel, ylabel="share, 0 to 1" if place % 2 == 0 else "")
        for quarter in highlight:
            if quarter in quarters:
                at = quarters.index(quarter)
                ax.axvspan(at - 0.5, at + 0.5, color=style.EVENT_BAND, linewidth=0, zorder=0)
        _panel(ax, table[table["panel"] == panel], quarters, poles)
    return style.finish(fig, "Medians where there are several runs.", notes)


def _panel(ax: Axes, table: pd.DataFrame, quarters: list[str], poles: Poles) -> None:
    ax.set_ylim(0, 1)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0])
    ax.grid(axis="y", color=style.FAINT, linewidth=0.4)
    ends, texts = [], []
    for place, line in enumerate(dict.fromkeys(table["line"])):
        rows = table[table["line"] == line].sort_values("step")
        ax.plot(
            rows["step"] - table["step"].min(), rows["value"],
            color=style.SERIES[place % len(style.SERIES)],
            linestyle=style.DASHES[place % len(style.DASHES)], linewidth=1.5,
        )  # fmt: skip
        ends.append(float(rows["value"].iloc[-1]))
        texts.append(poles.local(_SHORT.get(str(line), str(line).replace("_", " "))))
    ax.set_xlim(-0.6, len(quarters) - 0.4)
    style.quarter_ticks(ax, quarters, limit=6)
    label_ends(ax, ends, texts)


def _medians(long: pd.DataFrame) -> pd.DataFrame:
    grouped = long.groupby(["panel", "line", "step", "quarter"], sort=False)["value"]
    return grouped.median().reset_index()
