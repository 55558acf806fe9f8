"""The table of choices: every decision with its options, motives, probabilities and draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sovsim.arrays import FloatArray
from sovsim.axes import Bid, Institution, member_name
from sovsim.record.arrow import IntArray, Words, numbers, whole
from sovsim.record.history import Decided, History
from sovsim.record.panels import quarter_column
from sovsim.rules.contract import Choice
from sovsim.rules.quantal_response import RULE
from sovsim.variables import VARIABLES

_MOST_UNITS = 1 << 20

HEGEMON = "hegemon"
STATE = "state"


def choices_table(history: History) -> pa.Table:
    """Return a row per decision, option that was open (or imposed) and motive."""
    groups: dict[tuple[object, ...], list[Decided]] = {}
    for decided in history.decided:
        choice = decided.choice
        key = (choice.decision, choice.index, choice.actor, decided.rule.name, *decided.terms)
        groups.setdefault(key, []).append(decided)
    words = _WordsOfChoices()
    parts = [words.rows(number, group, history) for number, group in enumerate(groups.values())]
    codes = np.concatenate([part[0] for part in parts], axis=1) if parts else _none(9)
    values = np.concatenate([part[1] for part in parts], axis=1) if parts else _none(3) * 1.0
    order = np.lexsort((codes[8], codes[1], codes[0]))
    run, step, actor, target, decision, option, term, source, _ = codes[:, order]
    value, probability, draw = values[:, order]
    chosen = np.concatenate([part[2] for part in parts]) if parts else np.empty(0, np.bool_)
    return pa.table(
        {
            "run": whole(history.runs[run]),
            "step": whole(step),
            "quarter": quarter_column(history, step),
            "actor": words.actors.column(actor),
            "target": words.actors.column(target),
            "decision": words.decisions.column(decision),
            "option": words.options.column(option),
            "term": words.terms.column(term),
            "value": numbers(value),
            "probability": numbers(probability),
            "draw": numbers(draw),
            "chosen": pa.array(chosen[order]),
            "source": words.sources.column(source),
        }
    )


def _none(rows: int) -> IntArray:
    return np.empty((rows, 0), dtype=np.int64)


class _WordsOfChoices:
    """Finds the rows of one kind of decision after the other and collects their words."""

    def __init__(self) -> None:
        self.actors, self.decisions, self.options = Words([""]), Words(), Words()
        self.terms, self.sources = Words(), Words([RULE])

    def rows(
        self, number: int, group: Sequence[Decided], history: History
    ) -> tuple[IntArray, FloatArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        """Return codes, numbers and whether chosen for the rows of one kind of decision."""
        first = group[0].choice
        eligible = np.stack([one.settled.eligible for one in group])
        chosen = np.stack([one.settled.chosen for one in group])
        active = np.stack([one.settled.active for one in group])
        taken = chosen[:, None] == np.arange(len(first.options))[:, None, None]
        at, option, run, unit = np.nonzero((eligible | taken) & active[:, None])
        probability = np.stack([one.settled.probability for one in group])[at, option, run, unit]
        draw = np.stack([np.broadcast_to(one.choice.draw, active.shape[1:]) for one in group])
        names = list(group[0].terms)
        utility = _utilities(group, names, eligible.shape[1:])[at, :, option, run, unit]
        step = np.array([one.step for one in group])
        actor, target = self._who(group[0], history, unit)
        option_codes = self.options.codes(member_name(member) for member in first.options)
        per_option = np.stack(
            [
                run,
                step[at],
                actor,
                target,
                np.full_like(at, self.decisions.code(first.decision)),
                option_codes[option],
                np.zeros_like(at),
                self._sources(group, active.shape[-1])[at, unit],
                number * _MOST_UNITS + unit,
            ]
        )
        codes = np.repeat(per_option, len(names), axis=1)
        codes[6] = np.tile(self.terms.codes(names), len(at))
        numbers_of = np.stack(
            [
                utility.ravel(),
                np.repeat(probability, len(names)),
                np.repeat(draw[at, run, unit], len(names)),
            ]
        )
        return codes, numbers_of, np.repeat(taken[at, option, run, unit], len(names))

    def _who(self, one: Decided, history: History, unit: IntArray) -> tuple[IntArray, IntArray]:
        """Return the codes of who decides and about whom."""
        region, choice = history.scenario.region, one.choice
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

    def _sources(self, group: Sequence[Decided], units: int) -> IntArray:
        """Return who settled each decision, ``[decision, unit]``."""
        codes = np.zeros((len(group), units), dtype=np.int64)
        for row, one in enumerate(group):
            for unit, source in one.settled.overridden:
                codes[row, slice(None) if unit < 0 else unit] = self.sources.code(source)
        return codes


def _body(choice: Choice) -> str:
    """Return the bid or the body about which is decided; empty for every other decision."""
    axes = VARIABLES[choice.decision].axes
    about = axes and axes[0] in (Bid, Institution) and choice.index
    return str(axes[0](choice.index[0]).name) if about else ""


def _utilities(
    group: Sequence[Decided], names: Sequence[str], shape: tuple[int, ...]
) -> FloatArray:
    """Return utilities ``[decision, motive, option, run, unit]``."""
    utilities = np.empty((len(group), len(names), *shape))
    for row, one in enumerate(group):
        for column, name in enumerate(names):
            utilities[row, column] = one.choice.terms[name]
    return utilities
