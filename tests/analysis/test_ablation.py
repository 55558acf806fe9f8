"""What rests on what: planted effects come back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sovsim.analysis.ablation import FULL, LARGEST, ablation, ranking
from sovsim.analysis.pairs import PairingError


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
