"""One quarter, and a run of quarters: the engine adds up what the rules hand back.

The engine alone changes the world. Terms are added in the order in which they are declared, with
or without a listener (the same bits); a variable is bounded once, at the end of its stage, and
what the bounds cut off is recorded as the term ``bounds``. Where nobody keeps a ledger, arrays that
are new in a stage are written in place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sovsim.arrays import FloatArray
from sovsim.brief import brief, count
from sovsim.listener import Listener, keeps_ledger
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, Rule, Slice, Transition, whole
from sovsim.rules.quantal_response import Settled, settle
from sovsim.shocks import Shocks
from sovsim.variables import VARIABLES
from sovsim.world import World


@dataclass(frozen=True)
class Stage:
    """A part of the quarter in which all actors act on the same frozen world."""

    name: str
    rules: tuple[Rule, ...]

    def __repr__(self) -> str:
        return brief(self, self.name, count(len(self.rules), "rule"))


class Policy:
    """Takes a decision in place of the rule, for one unit of a single run.

    Subclass and return an eligible option, or None to leave the decision to the rule. A policy
    sees the world without hidden expectations.
    """

    decision = "action"

    def decide(self, world: World, settled: Settled) -> Mapping[int, int]:
        """Return unit -> option for the units that this policy decides."""
        raise NotImplementedError


def step(
    world: World,
    stages: Sequence[Stage],
    parameters: Parameters,
    noise: Noise,
    shocks: Shocks,
    policies: Iterable[Policy] = (),
    listener: Listener | None = None,
    off: frozenset[str] = frozenset(),
) -> World:
    """Return the world one quarter on.

    Args:
        off: names ``variable.term`` or ``decision.motive`` that are switched off.
        listener: told of every term, transition, choice and occurrence.
    """
    world = through(world, stages, parameters, noise, shocks, listener, policies, off)
    if listener is not None:
        listener.quarter(world)
    return world.replace({}, step=world.step + 1)


def through(
    world: World,
    stages: Sequence[Stage],
    parameters: Parameters,
    noise: Noise,
    shocks: Shocks,
    listener: Listener | None = None,
    policies: Iterable[Policy] = (),
    off: frozenset[str] = frozenset(),
) -> World:
    """Return the world after some stages of a quarter; see `step`."""
    noise.at(world.step)
    for stage in stages:
        outcomes = [(rule, rule(world, parameters, noise, shocks)) for rule in stage.rules]
        world = _apply(world, outcomes, shocks, tuple(policies), listener, off)
    return world


def run(
    world: World,
    stages: Sequence[Stage],
    parameters: Parameters,
    noise: Noise,
    shocks: Shocks,
    steps: int,
    listener: Listener | None = None,
    off: frozenset[str] = frozenset(),
) -> World:
    """Return the world after some quarters."""
    for _ in range(steps):
        world = step(world, stages, parameters, noise, shocks, (), listener, off)
    return world


def _apply(
    world: World,
    outcomes: list[tuple[Rule, Outcome]],
    shocks: Shocks,
    policies: tuple[Policy, ...],
    listener: Listener | None,
    off: frozenset[str],
) -> World:
    changed: dict[str, FloatArray] = {}
    ledger = listener if listener is not None and keeps_ledger(listener) else None
    for rule, outcome in outcomes:
        for variable, terms in outcome.terms.items():
            value = changed.get(variable)
            for name, term in terms.items():
                if off and f"{variable}.{name}" in off:
                    continue
                if isinstance(term, Slice):
                    if value is None:
                        changed[variable] = value = world[variable].copy()
                    value[term.index] += term.change
                elif value is None:
                    changed[variable] = value = world[variable] + term
                else:
                    value += term
                if ledger is not None:
                    ledger.term(world.step, rule, variable, name, whole(term))
            if value is None:
                changed[variable] = world[variable].copy()
    for variable, value in changed.items():
        declared = VARIABLES[variable]
        if ledger is None:
            np.clip(value, declared.low, declared.high, out=value)
        else:
            changed[variable] = np.minimum(np.maximum(value, declared.low), declared.high)
            ledger.bounds(world.step, variable, changed[variable] - value)
    for rule, outcome in outcomes:
        for choice in outcome.choices:
            settled = _decide(world, choice, shocks, policies, off)
            _store(world, changed, _decision(choice, settled), ledger, rule)
            if listener is not None:
                listener.choice(world.step, rule, choice, settled)
        for transition in outcome.transitions:
            _store(world, changed, transition, ledger, rule)
        if listener is not None:
            for occurrence in outcome.occurrences:
                listener.occurrence(world, rule, occurrence)
    return world.replace(changed)


def _decide(
    world: World,
    choice: Choice,
    shocks: Shocks,
    policies: tuple[Policy, ...],
    off: frozenset[str],
) -> Settled:
    settled = settle(choice, off)
    for override in shocks.decided(choice.decision, choice.index, world.step):
        settled = override.over(settled)
    for policy in policies:
        if policy.decision == choice.decision:
            for unit, option in policy.decide(world, settled).items():
                settled = settled.override(unit, option, "policy", eligible_only=True)
    return settled


def _decision(choice: Choice, settled: Settled) -> Transition:
    value = settled.chosen.astype(np.float64)
    return Transition(choice.decision, value, cause="choice", index=choice.index)


def _store(
    world: World,
    changed: dict[str, FloatArray],
    transition: Transition,
    ledger: Listener | None,
    rule: Rule,
) -> None:
    """Write a transition into the arrays that change in this stage, which are the engine's own."""
    variable, where = transition.variable, transition.where
    if ledger is None and where is not None and not where.any():
        return
    before = changed.get(variable)
    if ledger is None and where is None and not transition.index:
        whole = np.broadcast_to(transition.value, world[variable].shape)
        changed[variable] = np.array(whole, dtype=np.float64)
        return
    if ledger is not None or before is None:
        after = world[variable].copy() if before is None else before.copy()
    else:
        after = before
    if where is None:
        after[transition.index] = transition.value
    else:
        np.copyto(after[transition.index], transition.value, casting="unsafe", where=where)
    if ledger is not None:
        change = after - (world[variable] if before is None else before)
        ledger.term(world.step, rule, variable, transition.cause, change)
    changed[variable] = after
