"""What holds for every rule and every variant, in any world within its bounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from sovsim import engine
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.rules.contract import Choice, Outcome, Rule, Term
from sovsim.rules.contract import rule as declare
from sovsim.rules.events import EVENT_TERM
from sovsim.rules.quantal_response import settle
from sovsim.scenario import EVENT_TYPES
from sovsim.schedule import SCHEDULE, compile_stages
from sovsim.shocks import Shocks
from sovsim.variables import VARIABLES
from sovsim.world import World, shape_of, unit_lengths
from tests.rules.versions import VERSIONS
from tests.strategies import Situation, is_whole, situations
from tests.together import each

few = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
some = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


def run(rule: Rule, here: Situation, world: World | None = None) -> Outcome:
    return rule(here.world if world is None else world, here.parameters, here.noise, here.shocks)


def numbers(result: Outcome) -> Iterator[tuple[str, Any]]:
    """Yield every number that a rule hands back, with a name for it."""
    for variable, terms in result.terms.items():
        for name, term in terms.items():
            yield f"{variable}.{name}", term
    for choice in result.choices:
        for motive, term in choice.terms.items():
            yield f"{choice.decision}.{motive}", term
        for name in ("draw", "eligible", "active"):
            yield f"{choice.decision} {name}", getattr(choice, name)
    for transition in result.transitions:
        yield f"{transition.variable} {transition.cause}", transition.value
        yield f"{transition.variable} {transition.cause} where", transition.where
    for occurrence in result.occurrences:
        yield f"{occurrence.type} where", occurrence.where
        yield f"{occurrence.type} size", occurrence.size


def fits(array: Any, shape: tuple[int, ...]) -> bool:
    return np.broadcast_shapes(np.shape(array), shape) == shape


@given(here=situations)
@few
@each("rule", VERSIONS)
def test_a_rule_hands_back_only_what_it_declares(rule: Rule, here: Situation) -> None:
    result = run(rule, here)
    for variable, terms in result.terms.items():
        assert VARIABLES[variable].kind == "stock"
        for name in terms:
            from_event = rule.name == "events.apply" and name.startswith(EVENT_TERM)
            assert from_event or name in rule.terms[variable], f"{variable}.{name}"
    for choice in result.choices:
        assert set(choice.terms) <= set(rule.choices[choice.decision]), choice.decision
    for transition in result.transitions:
        assert transition.variable in rule.transitions
        assert VARIABLES[transition.variable].kind in ("code", "flow")
    for occurrence in result.occurrences:
        declared = rule.name == "events.apply" or occurrence.type in rule.occurrences
        assert declared, occurrence.type


@given(here=situations)
@few
@each("rule", VERSIONS)
def test_what_a_rule_hands_back_has_the_shape_of_what_it_changes(
    rule: Rule, here: Situation
) -> None:
    world, result = here.world, run(rule, here)
    for variable, terms in result.terms.items():
        for name, term in terms.items():
            assert fits(term, shape_of(variable, world.topology, world.runs)), name
    for choice in result.choices:
        units = world[choice.decision][choice.index].shape
        assert choice.eligible.shape == (len(choice.options), *units)
        assert choice.draw.shape == units
        assert choice.active is None or fits(choice.active, units)
        for motive, term in choice.terms.items():
            assert fits(term, choice.eligible.shape), motive
    for transition in result.transitions:
        part = world[transition.variable][transition.index].shape
        assert fits(transition.value, part), transition.cause
        assert transition.where is None or fits(transition.where, part), transition.cause
    lengths = unit_lengths(world.topology)
    for occurrence in result.occurrences:
        assert occurrence.where.dtype == np.bool_
        assert fits(occurrence.where, (world.runs, lengths[occurrence.unit])), occurrence.type


@given(here=situations)
@few
@each("rule", VERSIONS)
def test_a_rule_hands_back_finite_numbers(rule: Rule, here: Situation) -> None:
    for name, value in numbers(run(rule, here)):
        if value is not None:
            assert np.isfinite(np.asarray(value, dtype=np.float64)).all(), name


@given(here=situations)
@few
@each("rule", VERSIONS)
def test_a_rule_changes_nothing_and_answers_the_same_twice(rule: Rule, here: Situation) -> None:
    before = {name: here.world[name].copy() for name in here.world}
    first = dict(numbers(run(rule, here)))
    second = dict(numbers(run(rule, here)))
    assert first.keys() == second.keys()
    for name, value in first.items():
        assert (value is None) == (second[name] is None)
        if value is not None:
            assert np.array_equal(value, second[name]), name
    for name, array in before.items():
        assert not here.world[name].flags.writeable
        assert np.array_equal(array, here.world[name]), name


def decides(choice: Choice) -> None:
    settled = settle(choice)
    assert (choice.draw > 0).all()
    assert (choice.draw < 1).all()
    assert choice.eligible.any(axis=0).all(), "no option is open"
    assert np.allclose(settled.probability.sum(axis=0), 1.0, atol=1e-12)
    assert (settled.probability[~choice.eligible] == 0).all()
    chosen = np.take_along_axis(choice.eligible, settled.chosen[None], axis=0)[0]
    assert chosen[settled.active].all(), "an option was chosen that is not open"
    assert (settled.chosen[~settled.active] == choice.idle).all()


DECIDING = {name: rule for name, rule in VERSIONS.items() if rule.choices}


@given(here=situations)
@few
@each("rule", DECIDING)
def test_chances_add_up_to_one_and_only_what_is_open_is_chosen(rule: Rule, here: Situation) -> None:
    result = run(rule, here)
    assert result.choices
    for choice in result.choices:
        decides(choice)


@given(here=situations)
@few
@each("rule", VERSIONS)
def test_a_code_that_a_rule_sets_is_one_that_exists(rule: Rule, here: Situation) -> None:
    for transition in run(rule, here).transitions:
        variable = VARIABLES[transition.variable]
        part = here.world[transition.variable][transition.index]
        where = np.ones(1, dtype=bool) if transition.where is None else transition.where
        value = np.broadcast_to(transition.value, part.shape)[np.broadcast_to(where, part.shape)]
        assert ((value >= variable.low) & (value <= variable.high)).all(), transition.cause
        if is_whole(variable):
            assert (value == np.round(value)).all(), transition.cause


@pytest.mark.slow
@given(here=situations)
@some
def test_after_any_quarter_every_variable_is_within_its_bounds(here: Situation) -> None:
    noise, world = here.noise, here.world
    for _ in range(3):
        world = engine.step(world, compile_stages(), here.parameters, noise, here.shocks)
    for name, variable in VARIABLES.items():
        assert np.isfinite(world[name]).all(), name
        assert (world[name] >= variable.low).all(), name
        assert (world[name] <= variable.high).all(), name


def test_every_occurrence_of_a_scenario_is_in_the_catalogue() -> None:
    here = next(iter(_quarters_with_events()))
    result = run(VERSIONS["events.apply"], here)
    assert result.occurrences
    for occurrence in result.occurrences:
        assert occurrence.type in EVENT_TYPES


def _quarters_with_events() -> Iterator[Situation]:
    from tests.strategies import real_situation

    for step in range(24):
        here = real_situation(step)
        if here.shocks.due(step, here.world.runs):
            yield here


def test_a_rule_without_a_claim_says_why_of_every_term_and_motive() -> None:
    said = Term(by="x", sign="+", why="ours: a reason")
    cites = Term(by="x", sign="+", claims=("jcep-ref-patronage:topic",))
    alone = declare(reads=("x",), terms={"x": {"said": said}})
    assert alone(_nothing).claims == ()
    with pytest.raises(ValueError, match=r"say why of x\.cites"):
        declare(reads=("x",), terms={"x": {"said": said, "cites": cites}})(_nothing)
    with pytest.raises(ValueError, match=r"say why of do\.cites"):
        declare(reads=("x",), choices={"do": {"cites": cites}})(_nothing)


def _nothing(world: World, parameters: Parameters, noise: Noise, shocks: Shocks) -> Outcome:
    """Hand back nothing."""
    return Outcome()


def test_no_two_rules_of_a_stage_write_the_same_decision_or_flow() -> None:
    for stage in SCHEDULE:
        written = [name for rule in stage.rules for name in (*rule.transitions, *rule.choices)]
        assert len(written) == len(set(written)), stage.name
