from __future__ import annotations

import numpy as np
import pytest

from sovsim.options import sentences
from sovsim.options.headline import headline
from sovsim.options.judge import Undefined
from sovsim.options.page import markdown, sections
from tests.options.planted import answered


def flat(level: float):  # type: ignore[no-untyped-def]
    return lambda x: np.full_like(x, level)


def test_the_better_policy_is_found_and_named_first() -> None:
    answer = answered({"poor": flat(0.0), "good": flat(1.0), "middling": flat(0.5)})
    one = answer.by[0]
    assert [row.policy for row in one.ranking.rows] == ["good", "middling", "poor"]
    assert one.ranking.leaders == ("good",)
    assert headline(answer).startswith("Good does best by good")


def test_less_is_better_is_heeded() -> None:
    answer = answered({"poor": flat(1.0), "good": flat(0.0)}, sign=-1)
    assert answer.by[0].ranking.leaders == ("good",)


def test_swapped_names_swap_the_ranking() -> None:
    ours = answered({"x": flat(0.0), "y": flat(1.0)})
    theirs = answered({"y": flat(0.0), "x": flat(1.0)})
    swap = {"x": "y", "y": "x"}
    ranked = [row.policy for row in ours.by[0].ranking.rows]
    assert [swap[name] for name in ranked] == [row.policy for row in theirs.by[0].ranking.rows]
    assert [row.behind for row in ours.by[0].ranking.rows] == pytest.approx(
        [row.behind for row in theirs.by[0].ranking.rows]
    )


def test_identical_policies_tie_and_are_said_to() -> None:
    answer = answered({"x": flat(0.5), "y": flat(0.5), "z": flat(-1.0)}, noise=0.0)
    ranking = answer.by[0].ranking
    assert ranking.leaders == ("x", "y")
    assert ranking.rows[1].identical
    assert all(row.best.share == 0.5 for row in answer.by[0].regrets[:2])
    assert "the same for all that matters: y" in sentences.by_measure(answer.by[0])
    assert "X or y come first" in headline(answer)


def test_where_nothing_differs_nothing_is_said_to() -> None:
    answer = answered({"x": flat(0.0), "y": flat(0.0), "z": flat(0.0)}, noise=1.0, points=48)
    one = answer.by[0]
    assert one.ranking.leaders == ("x", "y", "z") or len(one.ranking.leaders) == 3
    assert not one.turns
    assert "no policy is shown to do better" in headline(answer)


def test_a_policy_best_in_one_half_and_worst_in_the_other_turns_at_the_middle() -> None:
    answer = answered({"bold": lambda x: np.where(x < 0.5, 1.0, -1.0), "calm": flat(0.1)})
    turn = next(turn for turn in answer.by[0].turns if turn.parameter == "a.a")
    assert (turn.below, turn.above) == ("bold", "calm")
    assert turn.low <= 0.5 <= turn.high
    assert abs(turn.at - 0.5) < 0.05
    assert all(turn.parameter == "a.a" for turn in answer.by[0].turns)
    assert "does better" in sentences.depends(answer, answer.by[0])[0]


def test_dominated_and_weighed() -> None:
    answer = answered({"x": flat(0.0), "y": flat(1.0)})
    assert dict(answer.dominated) == {"x": ("y",)}
    assert answer.pareto == ("y",)


def test_the_goal_is_counted() -> None:
    answer = answered({"x": flat(0.0), "y": flat(1.0)}, common=0.0, noise=0.2, at_least=0.5)
    assert answer.goals is not None
    assert answer.goals.runs["y"].share > 0.95
    assert answer.goals.runs["x"].share < 0.05
    assert answer.goals.choice.best == "y"
    assert "goals (good at least 0.5) are met most often by y" in sentences.reaching(answer)[0]


def test_worlds_without_a_value_are_left_out_and_told() -> None:
    answer = answered({"x": flat(0.0), "y": flat(1.0)}, undefined=0.5)
    assert answer.by[0].ranking.left_out == 48
    assert "48 worlds left out" in markdown(answer)
    with pytest.raises(Undefined, match="undefined in 96 of 96 worlds"):
        answered({"x": flat(0.0), "y": flat(1.0)}, undefined=1.0)


def test_the_page_keeps_its_order_and_says_what_it_cannot_tell() -> None:
    answer = answered({"x": flat(0.0), "y": flat(1.0)})
    assert [section.id for section in sections(answer)] == [
        "answer", "policies", "ranking", "robust", "depends", "watch", "limits",
    ]  # fmt: skip
    text = markdown(answer)
    assert "no probabilit" in text
    assert "nan" not in text
