"""Concepts of the field, and where the page shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sovsim.app.content.cites import Cites, Data
from sovsim.claims import glossary as entries


def glossary(
    cites: Cites, scenarios: Mapping[str, Any], lessons: Mapping[str, Any]
) -> dict[str, Data]:
    """Return every concept by its id.

    Args:
        scenarios, lessons: of this page, with the ids of their ``concepts``.
    """
    return {
        entry.id: {
            "term": entry.term,
            "definition": entry.definition,
            "contested": entry.contested,
            "note": entry.note,
            "claims": cites(entry.claims),
            "scenarios": [name for name, one in scenarios.items() if entry.id in one["concepts"]],
            "lessons": [name for name, one in lessons.items() if entry.id in one["concepts"]],
        }
        for entry in entries()
    }
