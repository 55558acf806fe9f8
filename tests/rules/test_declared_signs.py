"""Every term and every motive moves in the direction that it declares; made from declarations.

A term says what drives it and in which direction. Here all its drivers are raised, one after the
other, in random worlds; the term must move in that direction wherever it moves, and move. A flipped
sign, in the code or in the declaration, goes red. Parameters that are neutral by default are set
to the end of their range, so that their terms act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.parameters import registry
from sovsim.rules.contract import Outcome, Rule, Term
from sovsim.schedule import RULES
from sovsim.simulation import Simulation
from tests.rules.random_worlds import Lifted, at_ends, known, pair, random_world

SEEDS = (1, 2, 3, 4, 5, 6)
"""Of random worlds; what hangs on a rare chance needs more than a few to be seen to move."""
TINY = 1e-10
MOST_FREE = 0.1


@dataclass(frozen=True)
class Declared:
    rule: Rule
    where: str
    name: str
    term: Term
    motive: bool

    def __str__(self) -> str:
        variant = f"[{self.rule.variant_of}]" if self.rule.variant_of else ""
        return f"{self.rule.name}{variant}: {self.where}.{self.name}"


def rules() -> Iterator[Rule]:
    for rule in RULES.values():
        if rule.name == "events.apply":
            continue  # its terms are the scenario's
        yield rule
        yield from rule.variants.values()


def declared() -> list[Declared]:
    found = []
    for rule in rules():
        for where, terms in rule.signed_terms.items():
            found += [Declared(rule, where, name, term, False) for name, term in terms.items()]
        for where, terms in rule.signed_choices.items():
            found += [Declared(rule, where, name, term, True) for name, term in terms.items()]
    return found


ALL = declared()


@cache
def acting(end: str = "high") -> Simulation:
    """The simulation with everything that is neutral by default at an end of its range."""
    neutral = {
        name: getattr(parameter, end)
        for name, parameter in registry().items()
        if parameter.value == 0.0
    }
    return at_ends(neutral)


def values(entry: Declared, outcome: Outcome) -> list[FloatArray]:
    """A term's values, or those of a motive for its option against the first one."""
    if not entry.motive:
        found = outcome.terms.get(entry.where, {}).get(entry.name)
        return [] if found is None else [np.asarray(found)]
    result = []
    for choice in outcome.choices:
        if choice.decision == entry.where and entry.name in choice.terms:
            shape = choice.eligible.shape
            term = np.broadcast_to(choice.terms[entry.name], shape)
            option = choice.options[entry.term.of.upper()] if entry.term.of else 1
            result.append(term[int(option)] - term[0])
    return result


def changes(entry: Declared, driver: str, start: Simulation) -> Iterator[FloatArray]:
    for seed in SEEDS:
        world = random_world(seed)
        noise = start.noise.at(world.step)
        if driver == "":
            outcome = entry.rule(world, start.parameters, noise, start.shocks)
            yield from values(entry, outcome)
            continue
        if driver == "draw":
            few = entry.rule(world, start.parameters, noise, start.shocks)
            many = entry.rule(world, start.parameters, Lifted(noise, 0.3), start.shocks)
        else:
            less, more = pair(world, driver)
            few = entry.rule(less, start.parameters, noise, start.shocks)
            many = entry.rule(more, start.parameters, noise, start.shocks)
        for before, after in zip(values(entry, few), values(entry, many), strict=True):
            yield np.asarray(after - before)


def inherited(entry: Declared) -> bool:
    """Whether a variant has the term from its rule; it may be what the variant takes away."""
    if not entry.rule.variant_of:
        return False
    base = RULES[entry.rule.name]
    terms = base.signed_choices if entry.motive else base.signed_terms
    return terms.get(entry.where, {}).get(entry.name) == entry.term


def faults(entry: Declared) -> list[str]:
    term, found = entry.term, []
    if term.sign == "":
        return ["no sign"]
    if term.sign == "free":
        for end in ("low", "high"):
            for driver in term.drivers or ("",):
                moved = [np.abs(change).max() for change in changes(entry, driver, acting(end))]
                if (not moved or max(moved) <= TINY) and not inherited(entry):
                    found.append(f"does nothing at the {end} end when {driver or 'it'} is raised")
        return found
    direction = 1.0 if term.sign == "+" else -1.0
    for driver in term.drivers or ("",):
        if not known(driver):
            found.append(f"'{driver}' is nothing in the world")
            continue
        moved = [direction * change for change in changes(entry, driver, acting())]
        still = not moved or max(np.abs(change).max() for change in moved) <= TINY
        if still and inherited(entry):
            continue
        if still:
            found.append(f"does not move when {driver or 'it'} is raised")
        elif min(change.min() for change in moved) < -TINY:
            share = np.mean([(change < -TINY).mean() for change in moved])
            found.append(f"moves against its sign in {share:.0%} when {driver or 'it'} is raised")
    return found


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: f"{rule.name}-{rule.variant_of}")
def test_every_term_moves_as_it_declares(rule: Rule) -> None:
    wrong = [f"{entry}: {fault}" for entry in ALL if entry.rule is rule for fault in faults(entry)]
    assert not wrong, "\n".join(wrong)


def test_few_signs_are_free_and_each_has_its_reason() -> None:
    own = [entry for entry in ALL if not entry.rule.variant_of]
    free = [entry for entry in own if entry.term.sign == "free"]
    assert all(entry.term.why for entry in free)
    assert len(free) <= MOST_FREE * len(own)


def test_no_term_lacks_both_a_claim_and_a_reason() -> None:
    bare = [str(entry) for entry in ALL if not entry.term.claims and not entry.term.why]
    assert not bare, "\n".join(bare)
