"""Quantal response: options are chosen the more often, the better they look.

Ours, after McKelvey and Palfrey's quantal response: ``Pr(a) = softmax(sum of terms / scale)`` over
the eligible options. No document states how its actors choose.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from sovsim.rules.contract import Choice, FloatArray, Mask

RULE = "rule"


@dataclass(frozen=True)
class Settled:
    """A decision that has been taken.

    Attributes:
        probability: shape ``(option, run, unit)``.
        chosen: code of the option, shape ``(run, unit)``.
        eligible: shape ``(option, run, unit)``.
        active: where a decision was due, shape ``(run, unit)``.
        source: who settled each unit's decision, ``rule`` unless in `overridden`.
        overridden: unit -> source; a unit of -1 stands for all.
        ineligible: units for which a policy named an option that is not open to them.
    """

    choice: Choice
    probability: FloatArray
    chosen: npt.NDArray[np.int64]
    eligible: Mask
    active: Mask
    overridden: tuple[tuple[int, str], ...] = ()

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


def per_option(*values: float | FloatArray) -> FloatArray:
    """Return one value per option, shape ``(option, run or 1, 1)``; values are parameters."""
    if all(isinstance(value, int | float) for value in values):
        return np.array(values, dtype=np.float64)[:, None, None]
    runs = max(np.shape(value)[0] for value in values if np.ndim(value))
    return np.stack([np.broadcast_to(np.asarray(value), (runs, 1)) for value in values])


def total_utility(choice: Choice, off: frozenset[str] = frozenset()) -> FloatArray:
    """Return the sum of the utility terms that are switched on, in declared order."""
    total: FloatArray = np.zeros(choice.eligible.shape)
    for motive, utility in choice.terms.items():
        if f"{choice.decision}.{motive}" not in off:
            total += utility
    return total


def settle(choice: Choice, off: frozenset[str] = frozenset()) -> Settled:
    """Return probabilities and the option that the draw picks."""
    weight = total_utility(choice, off)
    weight /= choice.scale
    np.copyto(weight, -np.inf, where=~choice.eligible)
    weight -= weight.max(axis=0)
    np.exp(weight, out=weight)
    cumulative = np.cumsum(weight, axis=0)
    whole = cumulative[-1]
    threshold = np.minimum(choice.draw * whole, np.nextafter(whole, 0.0))
    chosen = (cumulative <= threshold).sum(axis=0)
    active = np.ones(chosen.shape, dtype=np.bool_) if choice.active is None else choice.active
    return Settled(
        choice=choice,
        probability=weight / whole,
        chosen=np.where(active, chosen, choice.idle),
        eligible=choice.eligible,
        active=active,
    )


def inclusive_value(utility: FloatArray, eligible: Mask, scale: float | FloatArray) -> FloatArray:
    """Return the log-sum of a lower nest, which feeds the upper one; shape without the options."""
    scaled = np.where(eligible, utility / scale, -np.inf)
    top = scaled.max(axis=0)
    whole = np.cumsum(np.exp(scaled - top), axis=0)[-1]
    value: FloatArray = scale * (top + np.log(whole))
    return value
