"""What rests on what: planted effects, and the model with single mechanisms off."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.ablation import FULL, LARGEST, ablation, ranking
from sovsim.analysis.pairs import PairingError
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


def planted(runs: int = 40) -> pd.DataFrame:
    """Mechanism `big` adds 2 to `m`, `small` adds 0.5, `none` adds nothing; `k` is noise."""
    random = np.random.default_rng(1)
    m, k = random.standard_normal((2, runs))
    spread = m.std(ddof=1)
    arms = {FULL: 0.0, "small": -0.5, "big": -2.0, "none": 0.0}
    return pd.concat(
        [
            pd.DataFrame({"arm": arm, "run": range(runs), "m": m / spread + shift, "k": k})
            for arm, shift in arms.items()
        ],
        ignore_index=True,
    )


def test_planted_effects_come_back_exactly() -> None:
    table = ablation(planted()).set_index(["unit", "metric"])
    assert table.loc[("big", "m"), "difference"] == pytest.approx(-2.0)
    assert table.loc[("big", "m"), "effect"] == pytest.approx(-2.0)
    assert table.loc[("small", "m"), "effect"] == pytest.approx(-0.5)
    assert table.loc[("small", "m"), "moved"]
    assert table.loc[("none", "m"), "idle"]
    assert not table.loc[("none", "m"), "moved"]
    assert (table.xs("k", level="metric")["difference"] == 0.0).all()


def test_the_ranking_names_the_weightiest_first_with_its_claims() -> None:
    ranked = ranking(ablation(planted()), {"big": ("claim-a", "claim-b")})
    assert list(ranked["unit"]) == ["big", "small", "none"]
    assert ranked["claims"][0] == ("claim-a", "claim-b")
    assert ranked["weight"].tolist() == pytest.approx([1.0, 0.25, 0.0])
    assert ranked["strongest"][0] == "m"
    assert ranked["moved"].tolist() == [1, 1, 0]
    assert ranked["idle"].tolist() == [False, False, True]


def test_one_huge_effect_does_not_outweigh_everything() -> None:
    table = planted()
    table.loc[table["arm"] == "big", "m"] -= 1000.0
    assert ranking(ablation(table))["weight"][0] == pytest.approx(LARGEST / 2.0)


def test_pairing_finds_an_effect_that_is_small_beside_the_noise() -> None:
    table = planted()
    table.loc[table["arm"] == "none", "m"] -= 0.01
    row = ablation(table, ["m"]).set_index("unit").loc["none"]
    assert row["moved"]
    assert row["difference"] == pytest.approx(-0.01)


def test_a_table_without_the_whole_model_is_refused() -> None:
    table = planted()
    with pytest.raises(PairingError, match="no arm 'full'"):
        ablation(table[table["arm"] != FULL])


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


def test_the_command_ranks_claims_and_draws(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    claims = "jcep-ref-balancing-bandwagoning,jcep-tacit-commitment"
    call = ["ablation", "toy-two-states", "--set", SHORT, "--only", claims, "--runs", "4"]
    assert main([*call, "--out", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "what rests on which claim" in out
    assert "jcep-tacit-commitment" in out
    assert set(pd.read_csv(tmp_path / "ranking.csv")["unit"]) == set(claims.split(","))
    assert (tmp_path / "figures" / "ablation-claim.svg").exists()
    assert main(["ablation", "toy-two-states", "--only", "no-such-claim"]) == 2
    assert "no claim 'no-such-claim'" in capsys.readouterr().err


@pytest.mark.slow
def test_every_term_can_be_switched_off() -> None:
    found = run_ablation(toy("scenario.end=1992Q4"), "term", ["sovereignty_gap"], runs=3)
    assert len(found.ranking) == len(mechanisms(toy(), "term"))
    assert not found.ranking["idle"].all()
