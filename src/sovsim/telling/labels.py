"""Names for readers of what the rules call by a key: terms, motives, and the first levers.

They are data (``data/labels``), beside which no name is made up here: what is not in the tables has
none, and is told by its key in plain words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sovsim.documents.document import tables_in
from sovsim.documents.shipped import shipped_files
from sovsim.rules.events import EVENT_TERM

KIND = "labels"
EVERY = "every"
"""The table of what is called the same in all others."""

Labels = Mapping[str, Mapping[str, str]]


@cache
def labels(name: str) -> Labels:
    """Return table -> key -> name, as a file of ``data/labels`` has them.

    Args:
        name: ``terms``, ``motives`` or ``levers``.
    """
    path = shipped_files(KIND)[name]
    return tables_in(path, path.name)[1]


def term_name(variable: str, term: str, rule: str = "") -> str:
    """Return what a term of the ledger is called; empty where it has no name.

    Args:
        variable: what it moves.
        term: its key, as the ledger has it.
        rule: that hands it back, where another has a term of that name.
    """
    held = labels("terms").get(variable, {})
    own = held.get(f"{term} ({rule})") or held.get(term)
    return own or labels("terms")[EVERY].get(term, "")


def term_in_words(variable: str, term: str) -> str:
    """Return a term of the ledger for readers, also one without a name of its own."""
    if term.startswith(EVENT_TERM):
        return f"event: {term.removeprefix(EVENT_TERM).replace('_', ' ')}"
    return term_name(variable, term) or term.replace("_", " ")


def motive_name(decision: str, motive: str) -> str:
    """Return what a motive of a decision is called; empty where it has no name."""
    held = labels("motives")
    return held.get(decision, {}).get(motive) or held[EVERY].get(motive, "")


def motive_in_words(decision: str, motive: str) -> str:
    """Return a motive of a decision for readers, also one without a name of its own."""
    return motive_name(decision, motive) or motive.replace("_", " ")


def with_key(name: str, key: str) -> str:
    """Return a name with the key behind it by which `sovsim why` and a scenario know the same.

    A name that says its key in so many words stands alone: ``grievance``, ``control: a breach``,
    ``own means (capacity)``.
    """
    plain = key.replace("_", " ")
    told = (name, name.partition(":")[0], name.replace(":", ""))
    return name if plain in told or f"({plain})" in name else f"{name} ({key})"


def lever_name(parameter: str) -> str:
    """Return what a parameter is called where it is offered as a lever; empty for most."""
    group, _, key = parameter.partition(".")
    return labels("levers").get(group, {}).get(key, "")
