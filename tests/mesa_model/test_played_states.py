"""A policy takes one state's decisions; everything else stays as the rules have it."""

from __future__ import annotations

import numpy as np
import pytest

from sovsim.agents import Decider, NotOpen, Observation
from sovsim.axes import Action
from sovsim.mesa_model import SovereigntyModel
from sovsim.rules.contract import Choice, Rule
from sovsim.rules.quantal_response import Settled
from sovsim.world import World

TOY = "toy-four-states"


def worlds(model: SovereigntyModel, steps: int) -> list[World]:
    held = []
    for _ in range(steps):
        model.step()
        held.append(model.world)
    return held


def equal(one: World, other: World) -> bool:
    return all(np.array_equal(one[name], other[name]) for name in one)


def played(decider: Decider, rng: int = 4) -> SovereigntyModel:
    model = SovereigntyModel(TOY, rng=rng, engine="numpy")
    model.state(model.codes[0]).policy = decider
    return model


@pytest.mark.slow
def test_a_policy_that_repeats_the_automatic_choice_changes_nothing() -> None:
    plain = worlds(SovereigntyModel(TOY, rng=4, engine="numpy"), 30)
    for decider in (lambda view: view.automatic, lambda view: None):
        assert all(map(equal, plain, worlds(played(decider), 30)))


def test_a_policy_changes_nothing_before_it_decides_otherwise() -> None:
    plain = worlds(SovereigntyModel(TOY, rng=4, engine="numpy"), 24)

    def late(view: Observation) -> str | None:
        return "accommodate" if view.quarter >= "1995Q1" else None

    other = worlds(played(late), 24)
    assert all(map(equal, plain[:12], other[:12]))
    assert not equal(plain[-1], other[-1])


def test_a_policy_decides_for_its_own_state_alone() -> None:
    plain, other = SovereigntyModel(TOY, rng=4), played(lambda view: Action.HEDGE)
    plain.step()
    other.step()
    assert other.state(other.codes[0]).action is Action.HEDGE
    assert np.array_equal(plain.world.action[0, 1:], other.world.action[0, 1:])


def test_a_choice_may_be_a_member_a_name_or_a_number() -> None:
    models = [
        played(lambda view, given=given: given) for given in (Action.HEDGE, "hedge", "HEDGE", 2)
    ]
    for model in models:
        model.step()
        assert model.state(model.codes[0]).action is Action.HEDGE


def test_what_the_hegemon_never_says_is_hidden() -> None:
    tried: list[str] = []

    def curious(view: Observation) -> None:
        for name in ("expected_compliance", "expected_compliance_security", "expected_bid"):
            with pytest.raises(AttributeError, match="hidden"):
                getattr(view, name)
        with pytest.raises(AttributeError, match="hidden"):
            _ = view.sovereignty_conception
        assert not {"expected_compliance", "sovereignty_conception"} & set(dir(view))
        assert 0.0 <= view.perceived_expectation.security <= 1.0
        assert view.unrest >= 0.0
        tried.append(view.quarter)

    model = played(curious)
    worlds(model, 2)
    assert tried == ["1992Q1", "1992Q2"]


def test_an_observation_tells_what_is_open_and_how_likely_it_is() -> None:
    seen: list[Observation] = []
    worlds(played(seen.append), 5)
    assert len(seen) == 5
    for view in seen:
        assert view.automatic in view.options
        assert sum(view.probability.values()) == pytest.approx(1.0)
        closed = set(Action) - set(view.options)
        assert all(view.probability[action] == 0.0 for action in closed)


def test_an_option_that_is_not_open_is_an_error_that_names_what_is() -> None:
    model = SovereigntyModel("toy-two-states", rng=0)
    state = model.state("LEN")
    state.policy = lambda view: "reverse_bid"
    before = model.world
    for _ in range(2):
        with pytest.raises(NotOpen, match=r"LEN cannot choose 'reverse_bid' in 1992Q1; open: con"):
            model.step()
    assert model.world is before
    assert (model.steps, model.plays()) == (0, [])
    state.policy = lambda view: "dance"
    with pytest.raises(NotOpen, match="dance"):
        model.step()
    state.policy = None
    model.run()
    assert (model.steps, model.quarter) == (40, "2001Q4")


def test_an_error_in_a_policy_leaves_the_model_usable() -> None:
    def broken(view: Observation) -> str:
        raise ZeroDivisionError("a slip")

    model = played(broken)
    with pytest.raises(ZeroDivisionError, match="a slip"):
        model.step()
    model.state(model.codes[0]).policy = None
    assert all(
        map(equal, worlds(SovereigntyModel(TOY, rng=4, engine="numpy"), 3), worlds(model, 3))
    )


def test_a_policy_must_be_a_callable() -> None:
    model = SovereigntyModel(TOY, rng=4)
    with pytest.raises(TypeError, match="callable"):
        model.state(model.codes[0]).policy = "hedge"
    assert model.state(model.codes[0]).policy is None


def test_decisions_taken_are_plays() -> None:
    def sometimes(view: Observation) -> str | None:
        return "contest_words" if view.quarter.endswith("Q2") else None

    model = played(sometimes)
    worlds(model, 8)
    row = {"actor": model.codes[0], "decision": "action", "option": "contest_words"}
    assert model.plays() == [{"at": "1992Q2", **row}, {"at": "1993Q2", **row}]


def test_the_draw_is_kept_and_the_source_is_noted() -> None:
    class Kept:
        settled: Settled | None = None

        def term(self, *given: object) -> None: ...
        def bounds(self, *given: object) -> None: ...
        def occurrence(self, *given: object) -> None: ...
        def quarter(self, world: World) -> None: ...
        def choice(self, step: int, rule: Rule, choice: Choice, settled: Settled) -> None:
            if choice.decision == "action":
                self.settled = settled

    kept: list[Settled] = []
    for decider in (None, lambda view: "resist"):
        tally = Kept()
        model = SovereigntyModel(TOY, rng=4, record=tally)
        model.state(model.codes[0]).policy = decider
        model.step()
        assert tally.settled is not None
        kept.append(tally.settled)
    assert np.array_equal(kept[0].choice.draw, kept[1].choice.draw)
    assert np.array_equal(kept[0].probability, kept[1].probability)
    assert [settled.source(0) for settled in kept] == ["rule", "policy"]
    assert [settled.source(1) for settled in kept] == ["rule", "rule"]
