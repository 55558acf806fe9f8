"""An explanation says what moved, by how much, on whose claim, and what would have turned it."""

from __future__ import annotations

import json
import math

import pytest

from sovsim.axes import Action, NormRoute, member_name
from sovsim.provenance import why
from sovsim.record.explain import ExplainError, explain
from sovsim.record.flips import Option, nearest_draw, smallest_gain
from sovsim.record.meant import meant
from sovsim.record.run import Run
from sovsim.schedule import RULES
from sovsim.single_run import run
from sovsim.variables import COMPONENTS


def _options(utilities: list[float], scale: float) -> tuple[Option, ...]:
    weights = [math.exp(utility / scale) for utility in utilities]
    low, options = 0.0, []
    for place, (utility, weight) in enumerate(zip(utilities, weights, strict=True)):
        share = weight / sum(weights)
        options.append(Option(f"o{place}", share, low, low + share, {"all": utility}))
        low += share
    return tuple(options)


@pytest.mark.parametrize("draw", [0.01, 0.3, 0.5, 0.77, 0.99])
def test_the_gain_that_is_told_is_the_smallest_that_turns_the_choice(draw: float) -> None:
    utilities, scale = [0.2, -0.4, 0.1, -1.0], 0.5
    options = _options(utilities, scale)
    found = smallest_gain(options, draw)
    assert found is not None
    place = int(found.option[1])

    def chosen(gain: float) -> str:
        changed = [u + gain * (at == place) for at, u in enumerate(utilities)]
        return next(o.name for o in _options(changed, scale) if o.holds(draw))

    assert chosen(found.gain - 1e-6) != found.option
    assert chosen(found.gain + 1e-6) == found.option


def test_the_nearest_other_draw_is_an_edge_of_the_stretch() -> None:
    options = _options([0.0, 0.0, 0.0, 0.0], 1.0)
    other = nearest_draw(options, 0.45)
    assert other is not None
    assert (other.option, other.draw) == ("o2", 0.5)
    other = nearest_draw(options, 0.27)
    assert other is not None
    assert other.option == "o0"
    assert other.distance == pytest.approx(-0.02)


def test_a_choice_without_alternative_cannot_be_turned() -> None:
    options = _options([0.0], 1.0)
    assert nearest_draw(options, 0.5) is None
    assert smallest_gain(options, 0.5) is None


def test_a_draw_that_cannot_come_turns_nothing() -> None:
    """A probability too small to move the end of a stretch leaves no draw that chooses it."""
    act, abstain = Option("act", 1.0, 0.0, 1.0, {}), Option("abstain", 1e-22, 1.0, 1.0 + 1e-22, {})
    assert nearest_draw([act, abstain], 0.5) is None


def test_terms_add_up_from_before_to_after(recorded: Run) -> None:
    explained = explain(recorded, "KAZ", "2022Q2")
    moved = [one for one in explained.movements if one.variable == "autonomy"]
    assert len(moved) == 3
    for one in moved:
        assert isinstance(one.before, float)
        assert isinstance(one.after, float)
        total = one.before + sum(term.value for term in one.terms)
        assert total == pytest.approx(one.after, abs=1e-12)
        sizes = [abs(term.value) for term in one.terms]
        assert sizes == sorted(sizes, reverse=True)


def test_the_text_reads_as_sentences_with_claims(recorded: Run) -> None:
    lines = explain(recorded, "KAZ", "2022Q1").text(everything=True).splitlines()
    assert lines[0] == "Kazakhstan in 2022Q1 (csto-kazakhstan-2022)"
    assert max(len(line) for line in lines) <= 80
    text = " ".join(" ".join(lines).split())
    assert "Disorder broke out in the streets of Kazakhstan [set by the scenario]." in text
    assert "Rung of Russia towards Kazakhstan" in text
    assert "KAZ" not in text
    assert "The draw was" in text
    assert "would have been chosen at this draw with a utility higher by" in text
    assert "Nothing moved: " in text
    assert "Title only: suggested, not found:" in text
    assert "What moved autonomy, alignment and dependence" in text


def test_one_variable_is_told_with_its_meaning(recorded: Run) -> None:
    text = str(explain(recorded, "KAZ", "2022Q1", "unrest"))
    assert "Unrest rose from" in text
    assert "Disorder in the streets." in text
    assert "event: unrest" in text
    assert "Autonomy" not in text


def test_terms_have_the_names_of_the_page_and_their_keys_beside_them(recorded: Run) -> None:
    """Everywhere a term is printed: in lists, in tables, and in the options of a decision."""
    explained = explain(recorded, "KAZ", "2022Q1")
    for text in map(_joined, (str(explained), explained.text(everything=True))):
        assert "rulers' own safety (regime_security) [" in text
        assert "domination: the silent demand (latent_demand)" in text
        assert "Russia's soft power (soft_power)" in text
        assert "people going home (calming) [ours; no claim behind it]" in text
        assert "the hegemon's" not in text
    assert why("autonomy.latent_demand")
    assert why("action.regime_security")


def test_data_for_programs_tell_terms_by_their_keys_alone(recorded: Run) -> None:
    data = explain(recorded, "KAZ", "2022Q1").as_dict()
    terms = [term for one in data["movements"] for term in one["terms"]]
    assert {"latent_demand", "calming"} <= {term["name"] for term in terms}
    assert {frozenset(term) for term in terms} == {frozenset({"name", "value", "claims"})}
    assert not [one for one in data["decisions"] if "labels" in one]


def _joined(text: str) -> str:
    return " ".join(text.split())


def test_what_stays_is_said_to_stay(recorded: Run) -> None:
    text = str(explain(recorded, "KAZ", "2022Q1", "formal_sovereignty"))
    assert "Formal sovereignty stayed at 1.0000. Nothing moved it." in text


def test_decisions_by_name_and_codes_in_words(recorded: Run) -> None:
    explained = explain(recorded, "kaz", "2022Q1", "action")
    (decision,) = explained.decisions
    assert decision.chosen in [action.name.lower() for action in Action]
    assert decision.chosen == decision.by_draw
    assert sum(option.probability for option in decision.options) == pytest.approx(1.0)
    assert all(isinstance(one.after, str) for one in explained.movements)


def test_a_bid_that_is_not_open_says_why(recorded: Run) -> None:
    told = str(explain(recorded, "KGZ", "2022Q1", "bid_move"))
    assert "A step towards the EU was not open: only European states may apply." in told
    member = str(explain(recorded, "ARM", "2022Q1", "bid_stage_nato"))
    assert "A step towards NATO was not open: it belongs to the CSTO." in member
    assert "not open" not in str(explain(recorded, "MDA", "2022Q1", "bid_move"))
    assert "not open" not in str(explain(recorded, "KGZ", "2022Q1", "unrest"))


def test_an_imposed_decision_is_said_to_be_imposed() -> None:
    from sovsim.single_run import run

    done = run("csto-kazakhstan-2022-refused")
    forced = done.choices[done.choices["source"] == "forced"].iloc[0]
    who = forced["target"] or forced["actor"]
    text = str(explain(done, who, forced["quarter"], forced["decision"]))
    assert "The scenario imposed it" in text


@pytest.mark.parametrize("actor", ["RUS", "CSTO", "NATO", "ARM-AZE", "crimea", "non_intervention"])
def test_others_than_states_can_be_asked_about(recorded: Run, actor: str) -> None:
    assert explain(recorded, actor, "2022Q1").movements


def test_an_explanation_is_plain_data_too(recorded: Run) -> None:
    data = json.loads(json.dumps(explain(recorded, "KAZ", "2022Q1").as_dict()))
    assert data["actor"] == "KAZ"
    assert data["decisions"]
    assert data["movements"]


@pytest.mark.parametrize(
    ("state", "quarter", "variable", "told"),
    [
        ("KAS", "2022Q1", None, "did you mean 'KAZ'"),
        ("KAZ", "2022", None, "write it like 2013Q4"),
        ("KAZ", "1999Q1", None, "outside the run, 2020Q3 to 2023Q2"),
        ("KAZ", "2022Q1", "autnomy", "did you mean 'autonomy'"),
    ],
)
def test_questions_the_run_cannot_answer(
    recorded: Run, state: str, quarter: str, variable: str | None, told: str
) -> None:
    with pytest.raises(ExplainError, match=told) as caught:
        explain(recorded, state, quarter, variable)
    assert len(str(caught.value).splitlines()) == 1


def test_a_decision_says_what_its_rule_reads_and_an_imposed_one_that_it_was_imposed() -> None:
    done = run("ukraine-2013-reversed", seed=1, settings=["scenario.end=2014Q4"], plots=False)
    explained = explain(done, "UKR", "2013Q4")
    action = next(one for one in explained.decisions if one.decision == "bid_move")
    assert action.rule == "bids.choose"
    declared = set(RULES[action.rule].reads)
    assert action.reads
    assert {COMPONENTS.get(read.column, (read.column,))[0] for read in action.reads} <= declared
    order = [(not read.first, -read.distance) for read in action.reads]
    assert order == sorted(order)
    text = explained.text(everything=True)
    assert "reverse" in text
    assert "[imposed by the scenario]" in text
    assert "Ukraine took its bid for the EU back [imposed by the scenario]." in text
    assert "What moved unrest and the hold of the government" in text
    streets = str(explain(done, "UKR", "2014Q1", "unrest"))
    assert "bid taken back (reversal)" in streets
    assert "more that it reads" in text
    assert "by what was imposed (imposed_decision)" in " ".join(text.split())


def test_what_is_read_is_what_the_tables_hold(recorded: Run) -> None:
    explained = explain(recorded, "KAZ", "2022Q1")
    action = next(one for one in explained.decisions if one.decision == "action")
    read = next(one for one in action.reads if one.column == "unrest")
    mine = recorded.states[recorded.states["state"] == "KAZ"].set_index("quarter")["unrest"]
    assert read.before == pytest.approx(mine["2021Q4"])
    assert float(str(read.seen)) > mine["2021Q4"] + 0.3, "the riots, before anything calmed them"
    assert read.usual == pytest.approx(mine.mean())
    about = {one.whose for one in action.reads}
    assert about <= {"KAZ", "RUS"}


def test_the_fall_of_a_government_says_what_its_rule_reads() -> None:
    done = run("baseline-1992-2026", settings=["scenario.end=1996Q4"], plots=False)
    fallen = done.events[done.events["type"] == "upheaval"].iloc[0]
    explained = explain(done, fallen["target"], fallen["quarter"])
    event = next(one for one in explained.events if one.row["type"] == "upheaval")
    assert event.rule == "upheaval.falls"
    assert {"unrest", "regime_security"} <= {read.column for read in event.reads}
    unrest = next(read for read in event.reads if read.column == "unrest")
    table = done.states[done.states["state"] == fallen["target"]].set_index("quarter")["unrest"]
    assert unrest.usual is not None
    assert float(str(unrest.seen)) > unrest.usual
    relieved = table[fallen["quarter"]]
    assert float(str(unrest.seen)) > relieved, "as it was before the fall relieved it"
    assert "upheaval.falls reads" in str(explained)
    whole = " ".join(explained.text(everything=True).split())
    assert "What led to it: of what upheaval.falls reads" in whole
    data = json.loads(json.dumps(explained.as_dict()))
    assert data["events"][0]["words"]


@pytest.mark.slow
def test_lines_fit_a_narrow_terminal_for_every_actor(recorded: Run) -> None:
    for actor in ("KAZ", "RUS", "CSTO", "ARM-AZE", "crimea"):
        explained = explain(recorded, actor, "2022Q1")
        for text in (str(explained), explained.text(everything=True)):
            assert max(len(line) for line in text.splitlines()) <= 80, actor


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("coercion", "did you mean 'rung' or 'pressure'?"),
        ("effective autonomy", "did you mean 'autonomy'?"),
        ("dependance", "did you mean 'dependence'?"),
        ("xyzzy", "without a name"),
    ],
)
def test_a_wrong_variable_is_answered_with_what_it_means(asked: str, told: str) -> None:
    known = ("autonomy", "dependence", "offer_china", "rung", "pressure", "preference_autonomy")
    assert told in meant(asked, known)


def test_only_the_part_that_was_imposed_is_called_imposed() -> None:
    done = run("ukraine-2013-reversed", seed=1, settings=["scenario.end=2014Q4"], plots=False)
    found = explain(done, "UKR", "2013Q4").movements
    moved = {one.column: {term.name for term in one.terms} for one in found}
    assert moved["bid_move_eu"] == {"imposed_decision"}
    assert moved["offer_eu"] == {"imposed_decision"}
    others = {name: moved[name] for name in moved if name.startswith(("bid_move_", "offer_"))}
    del others["bid_move_eu"], others["offer_eu"]
    assert not [name for name, terms in others.items() if "imposed_decision" in terms]
    assert any("choice" in terms for terms in others.values())


@pytest.mark.slow
def test_the_ways_of_working_on_the_norms_of_world_and_region_are_two_decisions(
    recorded: Run,
) -> None:
    taken = recorded.system.set_index(["quarter", "variable"])["value"]
    for quarter in ("2021Q1", "2022Q1", "2022Q4"):
        explained = explain(recorded, "RUS", quarter, "norm_route")
        assert [one.part for one in explained.decisions] == ["global", "regional"]
        for one in explained.decisions:
            code = int(taken[quarter, f"norm_route_{one.part}"])
            assert member_name(NormRoute(code)) == one.chosen == one.by_draw
            assert sum(option.probability for option in one.options) == pytest.approx(1.0)
        assert "Norm route (regional) of Russia" in explained.text(everything=True)
