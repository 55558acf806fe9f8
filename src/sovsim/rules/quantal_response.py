"""Quantal response: options are chosen the more often, the better they look.

Ours, after McKelvey and Palfrey's quantal response: ``Pr(a) = softmax(sum of terms / scale)`` over
the eligible options. No document states how its actors choose.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from sovsim.arrays import FloatArray, counted, of_kind
from sovsim.rules.contract import Along, Choice, Mask, Utility

RULE = "rule"

_FEW = 4
"""Where a mask leaves less than one in so many, work is done on those alone."""

_SMALL = 1024
"""Decisions at once below which it costs more to leave rows out than to add nothing."""


@dataclass(frozen=True)
class Settled:
    """A decision that has been taken.

    Attributes:
        chosen: code of the option, shape ``(run, unit)``.
        eligible: shape ``(option, run, unit)``.
        active: where a decision was due, shape ``(run, unit)``.
        source: who settled each unit's decision, ``rule`` unless in `overridden`.
        overridden: unit -> source; a unit of -1 stands for all.
        off: names ``decision.motive`` that are switched off.
    """

    choice: Choice
    chosen: npt.NDArray[np.int64]
    eligible: Mask
    active: Mask
    overridden: tuple[tuple[int, str], ...] = ()
    off: frozenset[str] = frozenset()

    @cached_property
    def probability(self) -> FloatArray:
        """Probability of each option, shape ``(option, run, unit)``; computed when asked for."""
        choice = self.choice
        weight = _weights(total_utility(choice, self.off), self.eligible, choice.scale)
        whole = _running_sums(weight.copy())[-1]
        probability: FloatArray = weight / whole
        return probability

    def override(
        self, unit: int | None, option: int, source: str, eligible_only: bool = False
    ) -> Settled:
        """Return the decision with the option imposed; the draw and probabilities are kept.

        Where no decision is due (nobody asked, say) none can be imposed.

        Raises:
            ValueError: `eligible_only` is set and the option is not open to the unit.
        """
        units = slice(None) if unit is None else unit
        if eligible_only and not self.eligible[option, :, units].all():
            name = self.choice.options(option).name.lower()
            raise ValueError(f"option '{name}' is not open to unit {unit} this quarter")
        chosen = self.chosen.copy()
        chosen[:, units] = np.where(self.active[:, units], option, chosen[:, units])
        mark = (-1 if unit is None else unit, source)
        return replace(self, chosen=chosen, overridden=(*self.overridden, mark))

    def source(self, unit: int) -> str:
        """Return who settled the decision of a unit."""
        marks = [source for marked, source in self.overridden if marked in (unit, -1)]
        return marks[-1] if marks else RULE


def open_to(
    options: type[IntEnum], shape: tuple[int, ...], where: Mapping[IntEnum, Mask | bool]
) -> Mask:
    """Return which options are open to whom, shape ``(option, run, unit)``.

    Args:
        shape: ``(run, unit)``.
        where: option -> to whom it is open; an option that is not named is open to all.
    """
    of_kind(options, where)
    masks = [mask for mask in where.values() if not isinstance(mask, bool)]
    eligible: Mask = np.ones(
        (len(options), *shape), dtype=np.bool_, like=masks[0] if masks else None
    )
    for option, mask in where.items():
        eligible[option] = mask
    return eligible


def total_utility(choice: Choice, off: frozenset[str] = frozenset()) -> FloatArray:
    """Return the sum of the utility terms that are switched on, in declared order.

    Terms along one table are added up first, the tables in the order of their first term.
    """
    total: FloatArray = np.zeros(choice.eligible.shape, like=choice.draw)
    along: dict[int, tuple[FloatArray, FloatArray | float]] = {}
    for motive, utility in choice.terms.items():
        if off and f"{choice.decision}.{motive}" in off:
            continue
        if isinstance(utility, Along):
            _, before = along.get(id(utility.table), (utility.table, 0.0))
            along[id(utility.table)] = (utility.table, before + utility.strength)
        else:
            total += utility
    for table, strength in along.values():
        _add_along(total, table, strength)
    return total


def _add_along(total: FloatArray, table: FloatArray, strength: FloatArray | float) -> None:
    """Add ``table * strength``; most tables are 0 for most options, where there is nothing to add.

    A row adds the same to the last bit, whatever other rows are left out.
    """
    if total[0].size < _SMALL:
        total += table * strength
        return
    rows = np.nonzero(table.any(axis=tuple(range(1, table.ndim))))[0]
    for row in rows.tolist():
        total[row] += table[row] * strength


def settle(choice: Choice, off: frozenset[str] = frozenset()) -> Settled:
    """Return the option that the draw picks; the probabilities are worked out when asked for."""
    shape = choice.eligible.shape[1:]
    if choice.active is None:
        active: Mask = np.ones(shape, dtype=np.bool_, like=choice.draw)
        chosen = _picked(choice, off).astype(np.int64)
    else:
        active = np.broadcast_to(choice.active, shape)
        chosen = np.full(shape, choice.idle, dtype=np.int64, like=choice.draw)
        due = counted(active)
        if due is not None and due * _FEW < active.size:
            if due:
                chosen[active] = _picked(_where_active(choice, active), off)
        else:
            np.copyto(chosen, _picked(choice, off), where=active)
    return Settled(choice, chosen, choice.eligible, active, off=off)


def _where_active(choice: Choice, active: Mask) -> Choice:
    """Return a choice cut down to where it is due; shape ``(option, due)`` for ``(run, unit)``."""
    due = np.nonzero(active)
    tables: dict[int, FloatArray] = {}
    terms: dict[str, Utility] = {}
    for name, term in choice.terms.items():
        if isinstance(term, Along):
            # Terms along one table stay along one, so that they are added up in the same order.
            table = tables.setdefault(id(term.table), _at(term.table, due))
            terms[name] = Along(table, _at(term.strength, due))
        else:
            terms[name] = _at(term, due)
    return replace(
        choice,
        terms=terms,
        eligible=choice.eligible[:, due[0], due[1]],
        draw=choice.draw[due],
        scale=_at(choice.scale, due),
    )


def _at(array: FloatArray | float, due: Sequence[npt.NDArray[np.int64]]) -> FloatArray:
    """Return an array where a decision is due, shape ``(..., due)``, or 1 where it is alike."""
    array = np.asarray(array)
    if array.ndim < 2:
        return array
    runs, units = array.shape[-2:]
    if runs == units == 1:
        return array[..., 0]
    return array[..., due[0] if runs > 1 else 0, due[1] if units > 1 else 0]


def _picked(choice: Choice, off: frozenset[str]) -> npt.NDArray[np.int8]:
    """Return the number of the option in whose share of the whole the draw falls."""
    weight = _weights(total_utility(choice, off), choice.eligible, choice.scale)
    cumulative = _running_sums(weight)
    whole = cumulative[-1]
    threshold = choice.draw * whole
    short = counted(threshold < whole)
    if short is None or short < whole.size:
        threshold = np.minimum(threshold, np.nextafter(whole, 0.0))
    picked = np.zeros_like(whole, dtype=np.int8)
    for reached in cumulative[:-1]:
        picked += reached <= threshold
    return picked


def _weights(utility: FloatArray, eligible: Mask, scale: float | FloatArray) -> FloatArray:
    """Return ``exp((utility - highest) / scale)``, 0 where closed; in place of the utility."""
    highest = np.full(utility.shape[1:], -np.inf, like=utility)
    usual: list[FloatArray] = []
    rare: list[tuple[FloatArray, FloatArray, tuple[npt.NDArray[np.int64], ...]]] = []
    for row, opened in zip(utility, eligible, strict=True):
        count = counted(opened)
        if count is not None and count * _FEW < opened.size:
            # Most of the time of a choice goes into what is closed to nearly all.
            where = np.nonzero(opened)
            few = row[where] / (
                np.broadcast_to(scale, row.shape)[where] if np.ndim(scale) else scale
            )
            highest[where] = np.maximum(highest[where], few)
            rare.append((row, few, where))
            continue
        np.divide(row, scale, out=row)
        if count is None or count < opened.size:
            np.copyto(row, -np.inf, where=~opened)
        np.maximum(highest, row, out=highest)
        usual.append(row)
    for row in usual:
        np.subtract(row, highest, out=row)
        np.exp(row, out=row)
    for row, few, where in rare:
        row[...] = 0.0
        row[where] = np.exp(few - highest[where])
    return utility


def _running_sums(rows: FloatArray) -> FloatArray:
    """Add each row to the next, in place; much faster than ``cumsum`` over a leading axis."""
    for before, row in itertools.pairwise(rows):
        np.add(row, before, out=row)
    return rows


def inclusive_value(utility: FloatArray, eligible: Mask, scale: float | FloatArray) -> FloatArray:
    """Return the log-sum of a lower nest, which feeds the upper one; shape without the options."""
    scaled = np.where(eligible, utility / scale, -np.inf)
    top = scaled.max(axis=0)
    whole = _running_sums(np.exp(scaled - top))[-1]
    value: FloatArray = scale * (top + np.log(whole))
    return value
