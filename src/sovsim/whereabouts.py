"""Names that are no part of the rules: actors of a region, and shipped files; where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sovsim.documents.document import tables_in
from sovsim.documents.shipped import shipped_files
from sovsim.region import Region, load_region, region_names

FILES = {
    "scenario": ("scenarios", "sovsim run {name}"),
    "experiment": ("experiments", "sovsim experiment {name} --out results/{name}"),
    "options": ("options", "sovsim options {name} --out results/{name}"),
}
"""Kind of a file -> the folder of those that are shipped, and what shows it."""

SHOWN = "shown by"
"""Label of the fact that says what to type."""

_EXPLAIN = "sovsim run SCENARIO --out runs/mine, then sovsim explain runs/mine {code} QUARTER"


@dataclass(frozen=True)
class Place:
    """What a name is that stands outside the rules.

    Attributes:
        kind: state, hegemon, body, contested land, scenario, experiment or options.
        name: as it is written where it is used.
        meaning: what it is.
        facts: label -> value; ``shown by`` is what to type.
    """

    kind: str
    name: str
    meaning: str
    facts: dict[str, str | list[str]] = field(default_factory=dict)


def files(name: str) -> Iterator[Place]:
    """Yield the shipped scenario, experiment and question of options of a name."""
    for kind, (folder, command) in FILES.items():
        for known, path in shipped_files(folder).items():
            if known.casefold() == name.casefold():
                _, tables = tables_in(path, f"{folder}/{path.name}", f"{kind} file")
                head = tables.get(kind, {})
                question = " ".join(str(head.get("question", "")).split())
                facts: dict[str, str | list[str]] = {SHOWN: command.format(name=known)}
                if question:
                    facts = {"question": question, **facts}
                yield Place(kind, known, str(head.get("title", "")), facts)


def actors(name: str) -> Iterator[Place]:
    """Yield the state, hegemon, body or contested land of a code or name, once each."""
    wanted = name.casefold().removeprefix("the ")
    found: dict[tuple[str, str, str], tuple[str, list[str]]] = {}
    for region_name in region_names():
        for kind, code, full, meaning in _actors(load_region(region_name)):
            if wanted in (code.casefold(), full.casefold().removeprefix("the ")):
                _, regions = found.setdefault((kind, code, full), (meaning, []))
                regions.append(region_name)
    for (kind, code, full), (meaning, regions) in found.items():
        label = full if full.casefold() == code.casefold() else f"{full} ({code})"
        shown = _EXPLAIN.format(code=code)
        if kind == "state":
            shown += f"; sovsim compare A B --state {code}"
        yield Place(kind, label, meaning, {"in regions": regions, SHOWN: shown})


def known() -> Iterator[str]:
    """Yield every such name."""
    for folder, _ in FILES.values():
        yield from shipped_files(folder)
    for region_name in region_names():
        for _, code, full, _ in _actors(load_region(region_name)):
            yield from (code, full)


def _actors(region: Region) -> Iterator[tuple[str, str, str, str]]:
    """Yield kind, code, name and meaning of the actors of a region."""
    hegemon = region.hegemon
    for state in region.states:
        yield "state", state.code, state.name, "A state of the region, with choices of its own."
    yield "hegemon", hegemon.code, hegemon.name, "The region's hegemon."
    for info in region.institutions:
        code = info.institution.name
        yield "body", code, info.name, f"A body of the region, founded in {info.founded}."
    for unit in region.contested:
        meaning = f"Land whose title is with {unit.parent} and that others hold or claim."
        yield "contested land", unit.code, unit.name, meaning
