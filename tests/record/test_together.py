"""Decisions taken as one are those of each quarter alone, to the last bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sovsim.record.history import Decided
from sovsim.record.run import Run
from sovsim.record.together import Together
from sovsim.rules.contract import Along


def _kind(recorded: Run, decision: str) -> list[Decided]:
    return [one for one in recorded.history.decided if one.choice.decision == decision]


def _check(group: list[Decided]) -> None:
    together = Together.of(group)
    for at, one in enumerate(group):
        assert np.array_equal(together.probability[:, at], one.settled.probability)
        assert np.array_equal(together.chosen[at], one.settled.chosen)
        for name, utility in one.terms.items():
            assert np.array_equal(
                together.terms[name][:, at], np.broadcast_to(utility, one.settled.eligible.shape)
            )


def test_quarters_side_by_side_are_each_quarter_alone(recorded: Run) -> None:
    for decision in ("action", "rung"):
        _check(_kind(recorded, decision))


def test_quarters_that_add_up_their_motives_otherwise_stay_as_they_are(recorded: Run) -> None:
    """Terms along one table are added up first, so that a table of its own changes the order."""
    first, *rest = _kind(recorded, "action")
    terms = {
        name: Along(term.table.copy(), term.strength) if isinstance(term, Along) else term
        for name, term in first.choice.terms.items()
    }
    assert any(isinstance(term, Along) for term in terms.values())
    apart = replace(first.settled, choice=replace(first.choice, terms=terms))
    _check([replace(first, settled=apart), *rest])
