"""A link is fitted up to a cut, keeps its direction and its bounds, and finds what was planted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.observed.fitting import NothingToFit, fit
from sovsim.observed.links import Form, Link
from sovsim.observed.panel import Panel
from tests.observed.folders import seen

YEARS = range(1992, 2012)
STATES = ["ARM", "EST", "KAZ", "UKR", "GEO", "MDA"]
CUT = 2003

FORMS: list[tuple[Form, float, float]] = [
    ("linear", -np.inf, np.inf),
    ("bounded", 0.0, np.inf),
    ("logistic", 0.0, 1.0),
]


def modelled(seed: int = 1) -> pd.DataFrame:
    values = np.random.default_rng(seed).uniform(0, 1, (len(YEARS), len(STATES)))
    return pd.DataFrame(values, index=list(YEARS), columns=STATES)


def observed(link: Link, offset: float, scale: float, noise: float = 0.0) -> pd.DataFrame:
    x = modelled()
    around = np.random.default_rng(2).normal(0, noise, x.shape) if noise else 0.0
    return pd.DataFrame(link.value(x.to_numpy(), offset, scale) + around, x.index, x.columns)


@pytest.mark.parametrize(("form", "low", "high"), FORMS)
@pytest.mark.parametrize("rises", [True, False])
def test_a_planted_link_is_found_again(form: Form, low: float, high: float, rises: bool) -> None:
    link, sign = Link(form, low, high, rises), 1 if rises else -1
    found = fit(link, modelled(), seen(observed(link, 0.4, 1.5 * sign)), CUT)
    assert found.offset == pytest.approx(0.4, abs=0.01)
    assert found.scale == pytest.approx(1.5 * sign, abs=0.02)
    assert found.residual < 0.01
    assert not found.against
    assert found.count == 12 * len(STATES)


@pytest.mark.parametrize(("form", "low", "high"), FORMS)
def test_a_prediction_is_monotone_and_keeps_its_bounds(form: Form, low: float, high: float) -> None:
    link = Link(form, low, high)
    found = fit(link, modelled(), seen(observed(link, -0.5, 2.0, 0.05)), CUT)
    course = found.predict(np.linspace(-3, 3, 50))
    assert (np.diff(course) >= 0).all()
    assert (course >= low).all()
    assert (course <= high).all()


def test_data_that_run_against_a_link_do_not_turn_it_round() -> None:
    turned = observed(Link(), 1.0, -1.0)
    for link in (Link(), Link("bounded", 0.0), Link("logistic", 0.0, 1.0)):
        found = fit(link, modelled(), seen(turned), CUT)
        assert found.scale == 0.0
        assert found.against
        level = turned.loc[:CUT].to_numpy().mean()
        assert found.predict(np.array([0.0, 1.0])) == pytest.approx([level, level], abs=0.01)


@pytest.mark.parametrize(("form", "low", "high"), FORMS)
@pytest.mark.parametrize("year_effects", [True, False])
def test_nothing_after_the_cut_counts(
    form: Form, low: float, high: float, year_effects: bool
) -> None:
    link, values = Link(form, low, high), observed(Link(form, low, high), 0.1, 1.0, 0.05)
    errors = pd.DataFrame(0.05, values.index, values.columns)
    weak = pd.DataFrame(False, values.index, values.columns)
    before = fit(link, modelled(), Panel(values, errors, weak), CUT, year_effects=year_effects)
    values.loc[CUT + 1 :], errors.loc[CUT + 1 :] = 0.77, 3.0
    weak.loc[CUT + 1 :] = True
    x = modelled()
    x.loc[CUT + 1 :] = -5.0
    after = fit(link, x, Panel(values, errors, weak), CUT, year_effects=year_effects)
    assert after == before
    assert (
        fit(link, x, Panel(values, errors, weak).until(CUT), CUT, year_effects=year_effects)
        == before
    )


def test_measurement_error_is_told_from_what_the_model_cannot_say() -> None:
    link = Link()
    found = fit(link, modelled(), seen(observed(link, 0.0, 1.0, 0.2), error=0.12), CUT)
    assert found.residual == pytest.approx(0.2, rel=0.2)
    assert found.noise == pytest.approx((found.residual**2 - 0.12**2) ** 0.5)
    assert found.spread(0.0) == pytest.approx(found.noise)
    assert found.spread() == pytest.approx(found.residual)


def test_what_is_uncertain_weighs_less_and_what_is_weak_nothing() -> None:
    link = Link()
    values = observed(link, 0.0, 1.0, 0.01)
    panel = seen(values, error=0.01)
    values["KAZ"] += 2.0
    plain = fit(link, modelled(), panel, CUT)
    panel.error["KAZ"] = 5.0
    weighed = fit(link, modelled(), panel, CUT)
    panel.weak["KAZ"] = True
    without = fit(link, modelled(), panel, CUT)
    assert abs(plain.offset) > 0.1
    assert abs(weighed.offset) < abs(plain.offset)
    assert without.offset == pytest.approx(0.0, abs=0.02)
    assert without.count == 12 * (len(STATES) - 1)


def test_what_moves_all_states_of_a_year_is_taken_out() -> None:
    link = Link()
    x = modelled()
    moved = np.random.default_rng(3).normal(0, 0.5, len(YEARS))
    values = observed(link, 0.2, 1.0, 0.02).add(moved, axis=0)
    found = fit(link, x, seen(values), CUT, year_effects=True)
    assert found.scale == pytest.approx(1.0, abs=0.05)
    assert found.residual < 0.04
    assert found.year_effect == pytest.approx(float(np.std(moved[:12])), rel=0.1)


def test_too_little_to_fit_to_is_said() -> None:
    values = observed(Link(), 0.0, 1.0)
    with pytest.raises(NothingToFit, match="6 state-years up to 1992; 8 are needed"):
        fit(Link(), modelled(), seen(values), 1992)


def test_a_reading_that_never_varies_gives_the_level_alone() -> None:
    still = modelled() * 0.0 + 0.5
    found = fit(Link(), still, seen(observed(Link(), 0.0, 1.0)), CUT)
    assert found.scale == 0.0
    assert not found.against, "there is nothing that could run against"


def test_data_that_a_step_would_part_make_no_step() -> None:
    x = modelled()
    parted = (x > 0.5).astype(float)
    found = fit(Link("logistic", 0.0, 1.0), x, seen(parted), CUT)
    near = found.predict(np.array([0.52]))[0]
    assert 0.5 < near < 0.9
    assert found.predict(np.array([0.9]))[0] > 0.9
