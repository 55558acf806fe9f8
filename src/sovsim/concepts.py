"""Concepts of the field, as the glossary has them, and what there is to run that shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sovsim.claims import GlossaryEntry, UnknownId, glossary
from sovsim.documents.document import tables_in
from sovsim.documents.shipped import shipped_files

_STEM = 6
"""Letters in which a word must agree to be taken for the same, where nothing agrees in full."""
_MOST = 4


@dataclass(frozen=True)
class Concept:
    """A glossary entry with what carries it.

    Attributes:
        entry: id, term, definition, claims.
        scenarios: shipped scenarios that list it among their concepts.
        experiments: shipped experiments that start from such a scenario, or whose sides cite a
            claim that the entry rests on.
        lessons: shipped lessons that list it among their concepts.
    """

    entry: GlossaryEntry
    scenarios: tuple[str, ...]
    experiments: tuple[str, ...]
    lessons: tuple[str, ...]

    @property
    def carried(self) -> bool:
        """Whether anything that can be run shows it."""
        return bool(self.scenarios or self.experiments or self.lessons)


def concepts() -> tuple[Concept, ...]:
    """Return every glossary entry with what carries it."""
    return tuple(_of(entry) for entry in glossary())


def concept(name: str) -> Concept:
    """Return the concept of an id or a term.

    Raises:
        UnknownId: the glossary has none; the nearest is named.
    """
    found = named(name)
    if not found:
        known = [one for entry in glossary() for one in (entry.id, entry.term)]
        raise UnknownId("concept", name, known)
    return found[0]


def named(name: str) -> list[Concept]:
    """Return the concepts that a name stands for: by id or term, failing that by its words."""
    wanted = _plain(name)
    exact = [entry for entry in glossary() if wanted in _names(entry)]
    return [_of(entry) for entry in exact]


def near(name: str) -> list[Concept]:
    """Return concepts whose terms hold words like those of a name, ``hegemony`` like hegemon.

    What is written like a name of the model, with dots or underscores, is none of these words.
    """
    if set(name) & set("._"):
        return []
    stems = [word[:_STEM] for word in _plain(name).split() if len(word) > 3]
    if not stems:
        return []
    found = [
        entry
        for entry in glossary()
        if all(
            any(
                word.startswith(stem) for word in f"{_plain(entry.term)} {_plain(entry.id)}".split()
            )
            for stem in stems
        )
    ]
    return [_of(entry) for entry in found[:_MOST]]


def _of(entry: GlossaryEntry) -> Concept:
    scenarios, lessons = (
        tuple(name for name, held in _concepts_of(kind).items() if entry.id in held)
        for kind in ("scenarios", "lessons")
    )
    experiments = tuple(
        name
        for name, (starts, claims) in _experiments().items()
        if set(starts) & set(scenarios) or set(claims) & {str(one) for one in entry.claims}
    )
    return Concept(entry, scenarios, experiments, lessons)


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[-_]", " ", name).lower().split())


def _names(entry: GlossaryEntry) -> set[str]:
    """Return what an entry is called: its id, its term, and the parts of the term."""
    parts = re.split(r"[(),:]", entry.term)
    return {_plain(name) for name in (entry.id, entry.term, *parts) if name.strip()}


@cache
def _concepts_of(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Return the concepts of every shipped file of a kind that lists some."""
    table = "lesson" if kind == "lessons" else "teaching"
    return {
        name: tuple(map(str, tables.get(table, {}).get("concepts", ())))
        for name, tables in _tables(kind, f"{kind.removesuffix('s')} file")
    }


@cache
def _experiments() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the scenarios of every shipped experiment, and the claims that its sides cite."""
    found = {}
    for name, tables in _tables("experiments", "experiment file"):
        head = tables.get("experiment", {})
        cited = [one for side in ("A", "B") for one in head.get(side, {}).get("claims", ())]
        starts = tuple(str(arm.get("scenario", "")) for arm in tables.get("arm", ()))
        found[name] = starts, tuple(str(one).partition(":")[0] for one in cited)
    return found


def _tables(kind: str, what: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, path in shipped_files(kind).items():
        _, tables = tables_in(path, f"{kind}/{path.name}", what)
        yield name, tables
