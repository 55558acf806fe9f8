"""What each rung is like: the orders that rules lean on."""

from __future__ import annotations

import numpy as np

from sovsim.axes import Route, Rung
from sovsim.parameters import Parameters
from sovsim.rules import ladder
from sovsim.rules.ladder import ADMISSIBLE, ADMISSIBLE_MASK, COERCIVE, FORCEFUL
from tests.worlds import FORCE, INTRUSION

SCALES = {
    "intrusion": INTRUSION,
    "force": FORCE,
    "answers_breach": ladder.answers_breach(Parameters()),
    "uses_disorder": ladder.uses_disorder(Parameters()),
}


def test_every_scale_has_a_share_for_every_rung_and_none_for_respect() -> None:
    for name, scale in SCALES.items():
        assert scale.shape == (len(Rung), 1, 1), name
        assert ((scale >= 0.0) & (scale <= 1.0)).all(), name
        assert scale[Rung.RESPECT] == 0.0, name


def test_only_what_takes_land_seizes() -> None:
    assert set(np.flatnonzero(ladder.SEIZES)) == {Rung.ANNEXATION, Rung.INVASION}


def test_what_coerces_bites_and_intrudes_and_what_does_not_bites_nobody() -> None:
    gentle = [rung for rung in Rung if rung not in COERCIVE]
    assert gentle == [Rung.RESPECT, Rung.REWARD]
    assert (INTRUSION[list(COERCIVE)] > INTRUSION[gentle].max()).all()


def test_troops_are_what_force_is_made_of() -> None:
    assert set(FORCEFUL) < set(COERCIVE)
    without = [rung for rung in Rung if rung not in FORCEFUL]
    assert FORCE[list(FORCEFUL)].min() > FORCE[without].max()
    assert FORCE[Rung.PEACEKEEPERS] < FORCE[Rung.ANNEXATION] < FORCE[Rung.INVASION]


def test_to_take_land_is_the_most_that_can_be_done() -> None:
    for scale in (INTRUSION, FORCE):
        assert set(np.argsort(scale[:, 0, 0])[-2:]) == {Rung.ANNEXATION, Rung.INVASION}


def test_every_rung_can_be_carried_out_and_secrecy_and_seizure_know_no_organisation() -> None:
    assert set(ADMISSIBLE) == set(Rung)
    for rung, routes in ADMISSIBLE.items():
        assert Route.DIRECT in routes, rung
        assert list(np.flatnonzero(ADMISSIBLE_MASK[rung])) == sorted(routes), rung
    for rung in (Rung.SUBVERSION, Rung.ANNEXATION):
        assert ADMISSIBLE[rung] == (Route.DIRECT,)
