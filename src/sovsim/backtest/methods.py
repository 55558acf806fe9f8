"""Ways to predict: variants of the model, the model frozen at its start, guesses without a model.

Every method sees the values up to an origin and nothing else of the data, so that the same method
predicts known years from earlier ones (for its spread) and unknown years from the cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sovsim.backtest import regression, rules
from sovsim.backtest.rules import Rule

Level = Literal["path", "anew", "frozen", "none"]
Fitted = Literal["nothing", "pull", "weight", "regression"]


@dataclass(frozen=True)
class Method:
    """A way to predict.

    Attributes:
        name: in tables.
        rule: prediction by state, shape ``(..., state)``.
        level: what the rule reads: the model's path, that of the model started anew at the cut,
            its start for ever, or nothing.
        fitted: what of it is fitted before the cut (`sovsim.backtest.hindcast`).
        meaning: in words.
    """

    name: str
    rule: Rule
    level: Level
    meaning: str
    fitted: Fitted = "nothing"


PERSISTENCE = "persistence"

METHODS: Mapping[str, Method] = {
    one.name: one
    for one in (
        Method("a", rules.level, "path", "the model's level through the link"),
        Method("b", rules.change, "path",
               "last value and the model's change since, through the link"),
        Method("c", rules.pulled, "path", "last value pulled toward the model's level", "pull"),
        Method("d", rules.weighed, "path", "as b, the change weighed by how well past changes "
               "were told", "weight"),
        Method("e", regression.rule, "path", "the regression below with the model's change among "
               "its causes", "regression"),
        Method("s", rules.change, "anew", "as b, of the model started anew in the cut's year from "
               "figures of earlier years; b itself where no start can be built"),
        Method("frozen a", rules.level, "frozen",
               "the model's start for ever, through a link of its own"),
        Method("frozen c", rules.pulled, "frozen", "last value pulled toward the frozen start",
               "pull"),
        Method(PERSISTENCE, rules.stays, "none", "the last value stays"),
        Method("trend", rules.trend, "none", "the state's trend over ten years goes on"),
        Method("drift", rules.drift, "none", "all states move on by the mean yearly change so far"),
        Method("own mean", rules.own_mean, "none", "the state's mean so far"),
        Method("group mean", rules.group_mean, "none", "last value pulled toward the mean of all",
               "pull"),
        Method("regression", regression.rule, "none", "ridge of change on drift, own trend and the "
               "gaps to the means of the state and of all", "regression"),
    )
}  # fmt: skip
"""By name, in the order of tables."""

VARIANTS = ("a", "b", "c", "d", "e", "s")
"""The variants of a prediction by the model."""

SIMPLE = (PERSISTENCE, "trend", "drift", "own mean", "group mean", "regression")
"""What needs no model."""
