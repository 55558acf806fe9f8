"""The model with single mechanisms off, and the command that ranks them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from sovsim.cli import main
from sovsim.scenario.mechanisms import switches
from sovsim.studies.ablation import (
    OURS,
    AblationError,
    mechanisms,
    run_ablation,
    without,
)
from tests.ensemble.ensembles import SHORT, toy


def test_terms_rules_and_claims_each_cover_every_switch() -> None:
    scenario = toy()
    default = {entry.name for entry in mechanisms(scenario, "term")}
    assert default <= set(switches())
    for by in ("rule", "claim"):
        covered = {name for entry in mechanisms(scenario, by) for name in entry.off}
        assert covered == default
    by_claim = {entry.name: entry for entry in mechanisms(scenario, "claim")}
    assert not by_claim[OURS].claims
    cited = by_claim["jcep-ref-balancing-bandwagoning"]
    assert {"action.balancing", "action.bandwagoning"} <= set(cited.off)
    assert cited.claims == (cited.name,)


def test_what_a_scenario_has_switched_off_stays_off_and_is_not_offered() -> None:
    scenario = without(toy(), ["action.hedging"])
    assert scenario.off == ("action.hedging",)
    assert "action.hedging" not in {entry.name for entry in mechanisms(scenario, "term")}
    assert set(without(scenario, ["action.balancing"]).off) == {
        "action.hedging",
        "action.balancing",
    }


def test_without_latent_demand_states_are_freer() -> None:
    """Autonomy is held down by what is silently expected, so the gap rests on that term."""
    terms = ["autonomy.latent_demand", "autonomy.debt"]
    found = run_ablation(toy(), "term", ["sovereignty_gap"], runs=8, only=terms)
    row = found.ranking.iloc[0]
    assert row["unit"] == "autonomy.latent_demand"
    assert row["high"] < 0.0
    assert row["claims"]


def test_mechanisms_that_are_not_there_are_refused() -> None:
    with pytest.raises(AblationError, match="no term 'autonomy"):
        run_ablation(toy(), "term", runs=4, only=["autonomy.magic"])
    with pytest.raises(AblationError, match="not by 'size'"):
        mechanisms(toy(), "size")  # type: ignore[arg-type]


@pytest.mark.slow
def test_the_command_ranks_claims_and_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "jcep-ref-balancing-bandwagoning,jcep-tacit-commitment"
    call = ["ablation", "toy-two-states", "--set", SHORT, "--only", claims, "--runs", "4"]
    assert main([*call, "--out", str(tmp_path), "--format", "both"]) == 0
    out = capsys.readouterr().out
    assert "what rests on which claim" in out
    assert "jcep-tacit-commitment" in out
    assert set(pd.read_csv(tmp_path / "ranking.csv")["unit"]) == set(claims.split(","))
    for fmt in ("png", "svg"):
        assert (tmp_path / "figures" / f"ablation-claim.{fmt}").exists()
    assert main(["ablation", "toy-two-states", "--only", "no-such-claim"]) == 2
    assert "no claim 'no-such-claim'" in capsys.readouterr().err


@pytest.mark.slow
def test_every_term_can_be_switched_off() -> None:
    found = run_ablation(toy("scenario.end=1992Q4"), "term", ["sovereignty_gap"], runs=3)
    assert len(found.ranking) == len(mechanisms(toy(), "term"))
    assert not found.ranking["idle"].all()
