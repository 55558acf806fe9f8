"""The table of choices: every decision with its options, motives, probabilities and draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Institution, member_name
from sovsim.disk.arrow import plain
from sovsim.record.arrow import IntArray, Words, numbers, whole
from sovsim.record.history import History
from sovsim.record.panels import quarter_column
from sovsim.record.together import Kind, kinds
from sovsim.rules.contract import Choice, Mask
from sovsim.rules.quantal_response import RULE
from sovsim.variables import VARIABLES

_NOTHING = np.empty(0, dtype=np.int64)

HEGEMON = "hegemon"
STATE = "state"


def choices_table(history: History) -> pa.Table:
    """Return a row per decision, option that was open (or imposed) and motive."""
    words = _WordsOfChoices()
    parts = [words.options_of(kind, history) for kind in kinds(history)]
    rows = _in_order(parts)
    column = rows.column
    return pa.table(
        {
            "run": whole(column([history.runs[part.run] for part in parts])),
            "step": whole(step := column([part.step for part in parts])),
            "quarter": quarter_column(history, step),
            "actor": words.actors.column(column([part.actor for part in parts])),
            "target": words.actors.column(column([part.target for part in parts])),
            "decision": words.decisions.column(column([part.decision for part in parts])),
            "option": words.options.column(column([part.option for part in parts])),
            "term": words.terms.column(rows.entries([part.terms for part in parts], np.int32)),
            "value": numbers(rows.entries([part.utility for part in parts], np.float64)),
            "probability": numbers(column([part.probability for part in parts], np.float64)),
            "draw": numbers(column([part.draw for part in parts], np.float64)),
            "chosen": plain(column([part.taken for part in parts], np.bool_)),
            "source": words.sources.column(column([part.source for part in parts])),
        }
    )


@dataclass(frozen=True)
class _Options:
    """The options of one kind of decision that were open, or imposed; an entry per option.

    Attributes:
        run, step, unit: when and about whom.
        actor, target, option, source: codes of words.
        decision: a code for all of them.
        terms: code of each motive.
        utility: shape ``(entry, motive)``.
    """

    run: IntArray
    step: IntArray
    unit: IntArray
    actor: IntArray
    target: IntArray
    decision: IntArray
    option: IntArray
    source: IntArray
    probability: FloatArray
    draw: FloatArray
    taken: Mask
    terms: IntArray
    utility: FloatArray


@dataclass(frozen=True)
class _Rows:
    """Puts the options of all kinds of decisions in order, and spreads them over their motives.

    Attributes:
        order: options of all kinds, one kind after the other -> order of the table.
        motives: how many rows each of the ordered options has.
        places: of each kind, the first row of each of its options.
    """

    order: IntArray
    motives: IntArray
    places: list[IntArray]

    def column(self, parts: Sequence[npt.NDArray[Any]], dtype: Any = np.int32) -> npt.NDArray[Any]:
        """Return a column of what every motive of an option shares."""
        if not parts:
            return np.empty(0, dtype)
        return np.repeat(np.concatenate(parts).astype(dtype)[self.order], self.motives)

    def entries(self, parts: Sequence[npt.NDArray[Any]], dtype: Any) -> npt.NDArray[Any]:
        """Return a column of what each motive has of its own, along the last axis of a part."""
        column = np.empty(self.motives.sum(), dtype)
        for part, first in zip(parts, self.places, strict=True):
            column[first[:, None] + np.arange(part.shape[-1])] = part
        return column


def _in_order(parts: Sequence[_Options]) -> _Rows:
    """Order options by run and quarter, then as the engine decides, then by unit."""
    sizes = [len(part.run) for part in parts]
    run, step, unit = (
        np.concatenate([_NOTHING, *(getattr(part, name) for part in parts)])
        for name in ("run", "step", "unit")
    )
    kind = np.repeat(np.arange(len(parts)), sizes)
    order = np.lexsort((unit, kind, step, run))
    each = np.array([len(part.terms) for part in parts], dtype=np.int64)
    motives = each[kind[order]]
    first = np.empty_like(order)
    first[order] = np.cumsum(motives) - motives
    places = np.split(first, np.cumsum(sizes)[:-1]) if parts else []
    return _Rows(order, motives, places)


class _WordsOfChoices:
    """Finds the options of one kind of decision after the other and collects their words."""

    def __init__(self) -> None:
        self.actors, self.decisions, self.options = Words([""]), Words(), Words()
        self.terms, self.sources = Words(), Words([RULE])

    def options_of(self, kind: Kind, history: History) -> _Options:
        """Return the options of one kind of decision."""
        first, decided = kind.choice, kind.together
        taken = decided.chosen == np.arange(len(first.options))[:, None, None, None]
        shown = np.moveaxis((decided.eligible | taken) & decided.active, 0, 1)
        at, option, run, unit = np.nonzero(shown)
        place = option, at, run, unit
        actor, target = self._who(first, history, unit)
        options = self.options.codes(member_name(member) for member in first.options)
        return _Options(
            run=run,
            step=kind.steps[at],
            unit=unit,
            actor=actor,
            target=target,
            decision=np.full_like(at, self.decisions.code(first.decision)),
            option=options[option],
            source=self._sources(kind, decided.active.shape[-1])[at, unit],
            probability=decided.probability[place],
            draw=decided.draw[at, run, unit],
            taken=taken[place],
            terms=self.terms.codes(decided.terms),
            utility=np.stack([term[place] for term in decided.terms.values()], axis=-1),
        )

    def _who(self, choice: Choice, history: History, unit: IntArray) -> tuple[IntArray, IntArray]:
        """Return the codes of who decides and about whom."""
        region = history.scenario.region
        per = VARIABLES[choice.decision].per
        about = self.actors.codes(region.units(per) if per != "system" else ("",))[unit]
        nobody = np.zeros_like(unit)
        body = self.actors.code(_body(choice))
        if choice.actor == STATE:
            return about, nobody + body
        name = region.hegemon.code if choice.actor == HEGEMON else choice.actor
        return np.full_like(
            unit, self.actors.code(name)
        ), about if per != "system" else nobody + body

    def _sources(self, kind: Kind, units: int) -> IntArray:
        """Return who settled each decision, ``[decision, unit]``."""
        codes = np.zeros((len(kind.steps), units), dtype=np.int64)
        for row, imposed in enumerate(kind.imposed):
            for unit, source in imposed:
                codes[row, slice(None) if unit < 0 else unit] = self.sources.code(source)
        return codes


def _body(choice: Choice) -> str:
    """Return the bid or the body about which is decided; empty for every other decision."""
    axes = VARIABLES[choice.decision].axes
    about = axes and axes[0] in (Bid, Institution) and choice.index
    return str(axes[0](choice.index[0]).name) if about else ""
