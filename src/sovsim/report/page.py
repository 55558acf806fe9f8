"""What a report of a run says, as plain values for the template."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sovsim.brief import count
from sovsim.claims import GlossaryEntry, UnknownId, glossary_entry
from sovsim.ensemble.how_common import Commonness
from sovsim.plots.focus import focus_states
from sovsim.plots.rendering import render
from sovsim.plots.run_figures import Picture, run_pictures
from sovsim.plots.tables import quarters_of
from sovsim.record.layout import FIGURES
from sovsim.record.recorded import SavedRun
from sovsim.report import rows, story
from sovsim.report.alive import alive
from sovsim.report.answer import answer
from sovsim.report.common import common_rows
from sovsim.report.notes import Note, Notes
from sovsim.telling.about import main_states
from sovsim.telling.names import Names, capital, readable

if TYPE_CHECKING:
    from sovsim.report.beside import Section
    from sovsim.report.branched import Branched

_MOST_STATES = 3
"""States in focus that get columns and rows of their own."""


@dataclass(frozen=True)
class Shown:
    """A picture in the page; `data` is a data URI."""

    name: str
    title: str
    how: str
    alt: str
    data: str


@dataclass(frozen=True)
class Concept:
    """A glossary entry with the notes of its claims."""

    entry: GlossaryEntry
    notes: list[Note]


def page(
    run: SavedRun,
    common: Commonness | None = None,
    drawn: Mapping[str, bytes] | None = None,
    beside: Section | None = None,
    branched: Branched | None = None,
    pictures: Sequence[Picture] | None = None,
) -> dict[str, Any]:
    """Return the values of the template, claims numbered from top to bottom of the page.

    Args:
        run: a finished run.
        common: where it stands among other runs, where they were made.
        drawn: figures that are at hand: name in the run folder -> content.
        beside: what was observed beside its course, where that is to be shown.
        branched: both histories, where the run is a branch.
        pictures: of the run, where they are at hand.
    """
    notes, scenario = Notes(), run.scenario
    states = focus_states(run, _MOST_STATES)
    names = Names(scenario.region)
    quarters = quarters_of(run.states)
    sources = [note for one in scenario.claims for note in notes.cite([one])]
    turns = story.turning_points(run, notes)
    own, inherited = story.imposed(run, notes)
    terms, hidden_terms = rows.terms(run, states, notes)
    head, others = rows.metrics(run, states, notes)
    settings = rows.parameters(run, notes)
    concepts = _concepts(scenario.teaching.concepts, notes)
    return {
        "title": scenario.title,
        "question": scenario.question,
        "answer": answer(run, states),
        "common": None
        if common is None
        else common_rows(common, turns.told, main_states(scenario) or states, names),
        "background": [part for part in scenario.background.strip().split("\n\n") if part],
        "sources": sources,
        "region": scenario.region,
        "hegemon": scenario.region.hegemon.name,
        "span": (quarters[0], quarters[-1]),
        "turns": turns,
        "own": own,
        "inherited": inherited,
        "inherits": bool(scenario.base_text),
        "everything": story.everything(run),
        "counts": _counts(run.metrics),
        "imposed_counts": story.imposed_counts(run),
        "pictures": [_shown(picture, drawn or {}) for picture in pictures or run_pictures(run)],
        "beside": beside,
        "branched": branched,
        "alive": alive(run, states),
        "posterior": _posterior(run.manifest.get("posterior")),
        "focus": [names(code) for code in states],
        "unshown": len(scenario.region.states) - len(states),
        "terms": terms,
        "hidden_terms": hidden_terms,
        "moved": [readable(name, scenario.region.poles) for name in rows.MOVED],
        "metrics": head,
        "other_metrics": others,
        "parameters": settings,
        "start_values": rows.own_start_values(run),
        "mechanisms": sorted(scenario.mechanisms.items()),
        "off": sorted(scenario.off),
        "settings": list(run.manifest.get("settings", ())),
        "statuses": rows.statuses(),
        "concepts": concepts,
        "try": scenario.teaching.try_,
        "discussion": scenario.teaching.discussion,
        "unnamed": [state.name for state in scenario.region.states if not state.named_in],
        "all_unnamed": not any(state.named_in for state in scenario.region.states),
        "notes": notes.all(),
        "title_only": sum(note.title_only for note in notes.all()),
        "manifest": run.manifest,
        "capital": capital,
    }


def _posterior(record: Mapping[str, Any] | None) -> str:
    """Return what of a run comes from a posterior, in a sentence; empty where nothing does."""
    if record is None:
        return ""
    member = record["member"]
    which = f"the mean of {record['members']} members" if member == "mean" else f"member {member}"
    return (
        f"{count(len(record['taken']), 'value')} of parameters and of the start come from "
        f"posterior {record['name']}, {which}, fitted to data up to {record['until']}"
    )


def _concepts(ids: tuple[str, ...], notes: Notes) -> list[Concept]:
    found = []
    for concept in ids:
        try:
            entry = glossary_entry(concept)
        except UnknownId:
            continue
        found.append(Concept(entry, notes.cite(entry.claims)))
    return found


def _counts(metrics: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the counts of the opening sentence, where the run has them."""
    return {
        name: rows.number(metrics[name]["value"], str(metrics[name]["unit"]))
        for name in ("coercion", "interventions", "upheavals", "missions_acted")
        if metrics.get(name, {}).get("value") is not None
    }


def _shown(picture: Picture, drawn: Mapping[str, bytes]) -> Shown:
    """Return a picture that is at hand, or drawn anew."""
    content = drawn.get(f"{FIGURES}/{picture.name}.svg") or render(picture.draw(), "svg")
    data = data_uri(content, "svg")
    return Shown(picture.name, picture.title, picture.how, picture.alt, data)


def data_uri(content: bytes, fmt: str) -> str:
    """Return a picture as a data URI, so that a page needs no file beside it."""
    kind = {"svg": "image/svg+xml", "png": "image/png"}[fmt]
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"
