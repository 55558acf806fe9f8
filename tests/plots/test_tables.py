"""What figures draw is selected rightly; no pixels are needed to see it."""

from __future__ import annotations

import pandas as pd
import pytest

from sovsim.axes import Rung
from sovsim.plots import (
    flag_table,
    institution_table,
    ladder_table,
    largest_move,
    mark_table,
    norm_table,
    plane_table,
    tile_table,
    trajectory_table,
    waterfall_table,
)
from sovsim.plots.focus import focus_quarters, focus_states
from sovsim.plots.tables import (
    largest_terms,
    names_of,
    numbers_of,
    size_of,
    stamp,
    with_means,
)
from sovsim.scenario import load_scenario
from sovsim.telling.about import main_states
from sovsim.telling.names import readable


def test_a_map_has_a_tile_per_state_and_date_and_one_for_the_hegemon(tiny):
    table = tile_table(tiny.states, tiny.scenario.region)
    assert list(table.groupby("panel").size()) == [5, 5]
    assert list(table["panel"].unique()) == ["2020Q4", "2021Q4"]
    assert table[table["hegemon"]]["value"].isna().all()
    cor = table[(table["code"] == "COR") & (table["panel"] == "2021Q4")]
    assert cor["value"].item() == pytest.approx(0.6)
    assert (cor["row"].item(), cor["column"].item()) == (2, 1)


def test_bands_are_quantiles_over_runs(three_runs):
    table = trajectory_table(three_runs, ["BRE"], ["autonomy"])
    first = table.iloc[0]
    assert list(first[["low", "middle", "high"]]) == pytest.approx([0.202, 0.21, 0.218])
    assert first["runs"] == 3


def test_with_one_run_a_band_has_no_width(tiny):
    table = trajectory_table(tiny.states)
    assert (table["low"] == table["high"]).all()


def test_panels_stand_in_the_order_asked_for(tiny):
    table = trajectory_table(tiny.states, ["DOV", "ARD"])
    assert list(dict.fromkeys(table["state"])) == ["DOV", "ARD"]


def test_means_leave_out_components_that_a_table_lacks(tiny):
    fewer = tiny.states.drop(columns="autonomy_security")
    assert with_means(fewer, ["autonomy"])["autonomy"].notna().all()


def test_the_plane_takes_means_over_channels_and_domains(tiny):
    table = plane_table(tiny.states)
    assert table.loc[table["state"] == "COR", "dependence"].iloc[0] == pytest.approx(0.4)


def test_route_and_talks_are_signed_only_where_there_is_pressure(tiny):
    table = ladder_table(tiny.states).set_index(["state", "quarter"])
    assert table.loc[("COR", "2021Q2"), "indirect"]
    assert table.loc[("COR", "2021Q3"), "talks"]
    assert not table.loc[("BRE", "2021Q2"), "indirect"]
    assert not table.loc[("ARD", "2021Q3"), "talks"]


def test_codes_are_read_as_names_and_as_numbers():
    assert list(names_of(pd.Series(["Invasion", 8.0, None, float("nan")]), Rung)) == [
        "invasion", "invasion", "", "",
    ]  # fmt: skip
    assert list(numbers_of(pd.Series(["tacit_pressure", 2, None]), Rung)) == [2, 2, -1]


def test_a_contested_unit_counts_for_its_parent_and_a_war_for_both_sides(tiny):
    marks = mark_table(tiny.events, tiny.scenario.region)
    assert set(marks.loc[marks["kind"] == "force", "state"]) == {"BRE", "COR"}


def test_what_goes_on_is_marked_once(tiny):
    marks = mark_table(tiny.events, tiny.scenario.region)
    force = marks[(marks["state"] == "COR") & (marks["kind"] == "force")]
    assert list(force["step"]) == [2]


def test_rewards_and_pressure_are_no_marks(tiny):
    assert "DOV" not in set(mark_table(tiny.events, tiny.scenario.region)["state"])


def test_flags_show_only_what_the_scenario_sets(tiny):
    flags = flag_table(tiny.events)
    assert list(flags["text"]) == ["unrest: ARD"]


def test_a_waterfall_adds_up_from_start_to_end(tiny):
    table = waterfall_table(
        tiny.ledger, tiny.states, "COR", "autonomy_political", ("2021Q1", "2021Q4")
    )
    assert list(table["kind"]) == ["level", "term", "term", "level"]
    assert table["value"].iloc[:-1].sum() == pytest.approx(table["value"].iloc[-1])
    assert table["value"].iloc[0] == pytest.approx(0.4)
    assert table["label"].iloc[1] == "own means (capacity)"


def test_small_terms_are_put_together(tiny):
    many = pd.concat(
        tiny.ledger.assign(term=f"term_{number}", value=0.01 * (number + 1)) for number in range(14)
    )
    table = waterfall_table(many, tiny.states, "COR", "autonomy_political", ("2021Q4", "2021Q4"))
    assert "5 smaller terms" in set(table["label"])


def test_the_largest_move_is_found_with_its_window(tiny):
    moved = tiny.states.copy()
    moved.loc[(moved["state"] == "BRE") & (moved["step"] >= 3), "autonomy_security"] = 0.9
    assert largest_move(moved, window=2)[:2] == ("BRE", "autonomy_security")
    assert largest_move(moved, window=2, start="2021Q1")[2:] == ("2021Q1", "2021Q2")
    assert largest_move(moved[moved["step"] == 0])[2:] == ("2020Q4", "2020Q4")


def test_terms_are_averaged_over_components_and_added_over_time(tiny):
    table = largest_terms(tiny.ledger, ["ARD"], ["autonomy"], most=1)
    assert list(table["term"]) == ["capacity"]
    assert table["value"].item() == pytest.approx(5 * 0.08 / 3)


def test_institutions_and_norms_are_panels_of_lines(tiny):
    assert institution_table(tiny.institutions, name="Pact")["panel"].nunique() == 2
    norms = norm_table(tiny.system)
    assert norms["panel"].nunique() == 2
    assert norms["line"].nunique() == 5


def test_a_scenario_is_about_the_states_that_it_names():
    assert main_states(load_scenario("csto-kazakhstan-2022")) == ["KAZ"]
    assert focus_quarters(load_scenario("csto-kazakhstan-2022")) == ["2022Q1"]
    assert main_states(load_scenario("karabakh-2020-csto-acts"))[0] == "ARM"
    assert main_states(load_scenario("gas-disputes")) == ["UKR"]
    assert main_states(load_scenario("baseline-1992-2026")) == []


def test_focus_falls_on_those_to_whom_most_happens(tiny):
    assert focus_states(tiny, 2)[0] in {"BRE", "COR"}
    assert len(focus_states(tiny)) == 4


def test_names_are_readable():
    assert readable("autonomy_security") == "autonomy (security)"
    assert readable("alignment_russia") == "alignment with the hegemon"
    assert readable("dependence_energy") == "dependence on the hegemon (energy)"
    assert readable("unrest") == "unrest"


def test_caption_and_stamp_say_how_many_and_which(tiny):
    assert size_of(tiny.states).replace("\u00a0", " ") == "n = 1 run, 5 quarters, 4 states"
    assert stamp(tiny.manifest) == "seed 0 · scenario ab12cd34"
