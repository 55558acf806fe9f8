"""The file of a base, or of the part of a region that figures give."""

from __future__ import annotations

from sovsim import quarters
from sovsim.bases.build import FIRST, Start, build, of_hegemon
from sovsim.bases.declared import columns, facts
from sovsim.bases.running import events
from sovsim.bases.tables import column_tables
from sovsim.bases.text import base_text, column_parts, comment_lines
from sovsim.observed.folder import Observed
from sovsim.scenario import load_scenario

RECORD = "baseline-1992-2026"
"""The scenario whose events a base takes over from its start on."""
_YEARS = 8

_COMMENT = """
Made by `sovsim base {year} --observed DIR --out FILE` from figures (data/base/columns.toml), dated
assumptions (assumed.toml) and dated facts (facts.toml); change those, not this file. The figures
themselves stay outside the project; docs/data.md says whose they are. Each column has the status
that most of its states have; states whose value comes from elsewhere stand under `for`.
Memberships come from the dated facts of the region; conduct, autonomy, perception and what else
rests starts where wishes and ties put it.
"""


def made(year: int, observed: Observed) -> str:
    """Return the file of a start: a base, or in 1992 a file of the region's own folder.

    Raises:
        DocumentError: the year is not covered.
    """
    record = load_scenario(RECORD)
    start = build(year, record.region, observed)
    return (
        _of_region(start, observed) if year == FIRST else of_base(start, _COMMENT.format(year=year))
    )


def of_base(start: Start, comment: str) -> str:
    """Return the file of a base."""
    record = load_scenario(RECORD)
    year = start.quarter[:4]
    declared = next((each for each in facts().base if each.start == start.quarter), None)
    last = quarters.label(
        min(quarters.parse(start.quarter) + 4 * _YEARS - 1, quarters.parse(record.end))
    )
    head = {
        "name": f"base-{year}",
        "title": f"The region in {year}" if declared is None else declared.title,
        "background": f"The region at the beginning of {year}. A base for scenarios that start in "
        "this year; it is not run by itself."
        if declared is None
        else declared.background,
        "start": start.quarter,
        "start_values": start.quarter,
        "end": last if declared is None else declared.end,
        "base": True,
    }
    happening = events(record, start.quarter, str(head["end"]))
    return base_text(head, column_tables(start), start.units, happening, comment)


def _of_region(start: Start, observed: Observed) -> str:
    """Return the part of the region that figures give."""
    tables = column_tables(start, cited=True)
    for name, link in columns().column.items():
        tables[name] = {**tables[name], "range": [float(each) for each in link.bounds]}
    link = columns().hegemon
    figure = of_hegemon(observed.until(FIRST + link.after), FIRST)
    if figure is not None:
        tables[link.column] = {
            "status": "observed",
            "source": f"{figure.series}, {figure.years[0]}-{figure.years[-1]}; scale ours",
            "claims": list(link.claims),
            "range": [float(each) for each in link.bounds],
            "spread": round(figure.error, 2),
            "value": round(figure.value, 2),
        }
    comment = f"""
Made by `sovsim base {FIRST} --observed DIR --out FILE` from figures (data/base/columns.toml) and
from what was assumed of 1992Q1 (data/base/assumed.toml); change those, not this file. Figures
themselves stay outside the project; docs/data.md says whose they are. Where a state has no figure
of the time before, as most have none, it is that of its first years, to 1994 (wealth to 1995).
"""
    return "\n".join([comment_lines(comment), *column_parts("initial", tables)])
