"""The section of the docs that says which series stand behind the start values that ship."""

from __future__ import annotations

from sovsim.bases.declared import Link, columns
from sovsim.observed.page import page

_SECTION = """
## Series behind start values that ship

`sovsim base YEAR --observed DIR` builds the start of a year. What ships of 1992
(`data/region/post-soviet/initial-observed.toml`), 2005 and 2012 (`scenarios/base-*.toml`) is what
it builds from these series and from dated assumptions (`data/base/*.toml`); each value has its
status, its years and its spread there. A figure is the mean of the years before the start; of
states that had just come to be, for starts to 1994, that of their first years. Behind its link it
is weighed with what was assumed of the same time, by the errors of both; where nothing is left
open (slack 0) it holds alone. The base of 2019 is that of 2012 carried forward by the model, and
no figure.

| column | series | years | link | slack | why |
|---|---|---|---|---|---|
{rows}

Looked at for start values and not used:

| column | series | why |
|---|---|---|
{refused}
"""


_BEFORE = "\n## Facts of public record that ship"


def whole() -> str:
    """Return the page of observed data with the section before what the project states itself."""
    head, record = page().split(_BEFORE)
    return f"{head}{section()}{_BEFORE}{record}"


def section() -> str:
    """Return the section in Markdown."""
    declared = columns()
    votes = f"`{declared.votes.column}`"
    links = [
        *((f"`{name}`", link) for name, link in declared.column.items()),
        (votes, declared.votes),
        (f"`{declared.hegemon.column}`", declared.hegemon),
    ]
    rows = "\n".join(_row(name, link, name == votes) for name, link in links)
    refused = "\n".join(
        f"| `{each.column}` | `{each.series}` | {each.why} |" for each in declared.refused
    )
    return _SECTION.format(rows=rows, refused=refused)


def _row(name: str, link: Link, matched: bool) -> str:
    series = ", else ".join(f"`{each}`" for each in link.series)
    years = f"{link.window} before" + (f", from {link.since}" if link.since else "")
    return f"| {name} | {series} | {years} | {_form(link, matched)} | {link.slack:g} | {link.why} |"


def _form(link: Link, matched: bool) -> str:
    """Return a link as a formula."""
    if matched:
        return "place: mean and spread over states as assumed"
    if link.form == "saturating":
        return f"1 - exp(-x / {link.scale:g})"
    sign = "-" if link.scale < 0.0 else "+"
    offset = f"{link.offset:g} {sign} " if link.offset else ""
    scale = "" if link.scale == 1.0 else f"{abs(link.scale):g} "
    early = "" if link.early_offset is None else f" ({link.early_offset:g} to 1994)"
    against = " against the hegemon's" if link.against else ""
    return f"{offset}{scale}x{against}{early}"
