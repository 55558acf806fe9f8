"""What the shipped record covers: a row a table."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sovsim.observed.public_record import PublicRecord, public_record


def covered(record: PublicRecord | None = None) -> list[dict[str, Any]]:
    """Return a row a table, with its number of facts and what it says of itself.

    Keys ``table, facts, opened, uncertain, states, first, last, complete, kinds, holds, caution``.

    Args:
        record: the tables; those that ship by default.
    """
    return [
        {
            "table": name,
            "facts": len(sheet.fact),
            "opened": sum(fact.checked == "opened" for fact in sheet.fact),
            "uncertain": sum(not fact.certain for fact in sheet.fact),
            "states": len({code for fact in sheet.fact for code in fact.codes}),
            "first": sheet.about.covers[0],
            "last": sheet.about.covers[1],
            "complete": sheet.about.complete,
            "kinds": _kinds(sheet.fact),
            "holds": sheet.about.holds,
            "caution": sheet.about.caution,
        }
        for name, sheet in (record or public_record()).sheets.items()
    ]


def _kinds(facts: list[Any]) -> dict[str, int]:
    """Return how many facts there are of each kind, the most first."""
    found = Counter(str(fact.kind) for fact in facts if hasattr(fact, "kind"))
    return dict(found.most_common())
