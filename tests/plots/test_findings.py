"""The titles of a run's pictures say what is seen, read off the tables that are drawn."""

from __future__ import annotations

import pandas as pd
import pytest

from sovsim.axes import Rung
from sovsim.plots import findings
from sovsim.plots.happenings import MARKS
from sovsim.plots.trajectories import mark_heights


def path(**values: tuple[float, float]) -> pd.DataFrame:
    """Rows of two quarters; the columns by name."""
    rows = [{"state": "AAA", "step": step, "quarter": f"2000Q{step + 1}"} for step in (0, 1)]
    return pd.DataFrame(rows).assign(**{name: list(both) for name, both in values.items()})


def tiles(first: float, last: float) -> pd.DataFrame:
    rows = [
        {"panel": panel, "code": code, "name": name, "value": value, "hegemon": code == "HHH"}
        for panel, moved in (("2000Q1", first), ("2009Q4", last))
        for code, name, value in (("AAA", "Aland", moved), ("BBB", "Bland", 0.5), ("HHH", "H", 0))
    ]
    return pd.DataFrame(rows)


def test_a_map_names_the_state_that_changed_most():
    assert findings.of_map(tiles(0.6, 0.3)).endswith("changed most in Aland: from 0.60 to 0.30")
    assert findings.of_map(tiles(0.5, 0.51)) == "Autonomy hardly moved in any state"


@pytest.mark.parametrize(("last", "verb"), [(0.8, "rose"), (0.2, "fell")])
def test_trajectories_name_the_line_that_moved_most_and_its_direction(last: float, verb: str):
    table = pd.concat(
        [
            path(middle=(0.5, last)).assign(variable="autonomy"),
            path(middle=(0.5, 0.55)).assign(variable="dependence"),
        ]
    )
    said = findings.of_trajectories(table, {"AAA": "Aland"})
    assert said == f"What moved most: in Aland autonomy {verb} from 0.50 to {last:.2f}"


def test_the_plane_counts_who_became_freer_and_with_which_ties():
    freer = path(autonomy=(0.3, 0.6), dependence=(0.5, 0.2))
    bound = path(autonomy=(0.6, 0.3), dependence=(0.2, 0.5)).assign(state="BBB")
    said = findings.of_plane(pd.concat([freer, bound]))
    assert said == (
        "1 state freer than at the start (1 with fewer ties), 1 state less free (1 with more)"
    )
    assert findings.of_plane(freer).endswith("no state less free (0 with more)")


def test_the_ladder_counts_pressure_and_no_rewards():
    pressed = path(rung=(int(Rung.OPEN_THREAT), int(Rung.REWARD)))
    assert findings.of_ladder(pressed, {"AAA": "Aland"}, "Hegemon") == (
        "Hegemon pressed Aland most: in 1 of 2 quarters"
    )
    rewarded = path(rung=(int(Rung.REWARD), int(Rung.RESPECT)))
    assert findings.of_ladder(rewarded, {}, "Hegemon") == "Hegemon pressed nobody in 2 quarters"


def test_a_waterfall_names_the_term_along_the_move():
    bars = [("start", "level", 0.6), ("capacity", "term", 0.1), ("occupation", "term", -0.4)]
    table = pd.DataFrame([*bars, ("end", "level", 0.3)], columns=["label", "kind", "value"])
    said = findings.of_waterfall(table, "Aland", "autonomy_security")
    assert said == "Autonomy (security) of Aland: from 0.60 to 0.30, mostly by occupation"


def test_marks_side_by_side_do_not_hide_each_other_and_the_scenarios_come_first():
    kinds = list(MARKS)
    marks = pd.DataFrame({"step": [10, 10, 11, 11, 30], "kind": [*kinds[:4], kinds[5]]})
    placed = mark_heights(marks, quarters=100)
    assert list(placed["kind"])[:2] == ["scenario", "imposed"]
    near = placed[placed["step"] < 20]
    assert near["height"].is_unique
    assert len(near) == 3
    assert placed.loc[placed["step"] == 30, "height"].item() == 0
