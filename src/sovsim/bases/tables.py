"""A start as the tables of a file: by column, with where its values come from."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sovsim.bases.build import Column, Start, behind

DIGITS = 2


def column_tables(start: Start, cited: bool = False) -> dict[str, dict[str, Any]]:
    """Return the table of each column.

    Args:
        start: as built.
        cited: whether claims and gaps that the columns rest on are given, as in a region.
    """
    return {name: _table(column, cited) for name, column in start.columns.items()}


def _table(column: Column, cited: bool) -> dict[str, Any]:
    """Return a column's table; units whose values come from elsewhere stand under ``for``."""
    link = column.link
    statuses = Counter(value.status for value in column.values.values())
    status = statuses.most_common(1)[0][0]
    sources = {
        "assumed": column.source,
        "seen": behind(column.values.values(), link, column.source),
    }
    table: dict[str, Any] = {
        "status": status,
        "source": sources["assumed" if status == "assumed" else "seen"],
    }
    if link is not None and cited:
        table |= {"claims": list(link.claims)} if link.claims else {}
        table |= {"gap": link.gap} if link.gap else {}
    spreads = {code: round(each.spread, DIGITS) for code, each in column.values.items()}
    usual = Counter(spreads.values()).most_common(1)[0][0]
    table["spread"] = usual
    table["values"] = {code: round(each.value, DIGITS) for code, each in column.values.items()}
    own = {code: spread for code, spread in spreads.items() if spread != usual}
    table |= {"spreads": own} if own else {}
    others = {
        code: {
            "status": each.status,
            "source": sources["assumed" if each.status == "assumed" else "seen"],
        }
        for code, each in column.values.items()
        if each.status != status
    }
    return table | ({"for": others} if others else {})
