"""What readers are told has a name: terms of the ledger, motives, and the levers of every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from sovsim.app.content.levers import CONCEPTS, GENERAL, MECHANISMS, levers
from sovsim.parameters import registry
from sovsim.record.explained import IMPOSED
from sovsim.record.history import BOUNDS, CHOICE
from sovsim.rules.contract import Rule
from sovsim.scenario import scenario_names
from sovsim.schedule import RULES
from sovsim.telling.labels import (
    EVERY,
    labels,
    lever_name,
    motive_name,
    term_in_words,
    term_name,
    with_key,
)
from tests.worlds import scenario

LONGEST = 60
"""Letters of a name: more do not stand beside a bar."""


def every_rule() -> Iterator[Rule]:
    """Yield every rule in every variant."""
    for rule in RULES.values():
        yield rule
        yield from rule.variants.values()


def terms_of_rules() -> set[tuple[str, str, str]]:
    return {
        (variable, term, rule.name)
        for rule in every_rule()
        for variable, held in rule.signed_terms.items()
        for term in held
    }


def motives_of_rules() -> set[tuple[str, str]]:
    return {
        (decision, motive)
        for rule in every_rule()
        for decision, held in rule.signed_choices.items()
        for motive in held
    }


def offered() -> set[str]:
    """Return every parameter that a page offers as one of the first, of shipped scenarios."""
    tables = [GENERAL, *MECHANISMS.values(), *CONCEPTS.values()]
    found = {name for table in tables for name in table}
    for name in scenario_names():
        found |= {one for one in levers(scenario(name), ()) if one in registry()}
    return found


def names(file: str) -> list[str]:
    return [one for table in labels(file).values() for one in table.values()]


def test_every_term_of_every_rule_and_variant_has_a_name() -> None:
    assert not [one for one in terms_of_rules() if not term_name(*one)]
    assert all(term_name("autonomy", one) for one in (BOUNDS, CHOICE, IMPOSED, "cleared"))


def test_within_a_variable_no_two_terms_have_one_name() -> None:
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for variable, term, rule in terms_of_rules():
        found[variable, term_name(variable, term, rule)].add((term, rule))
    assert not {name: held for name, held in found.items() if len(held) > 1}


def test_every_motive_of_every_decision_has_a_name_of_its_own() -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for decision, motive in motives_of_rules():
        found[decision, motive_name(decision, motive)].add(motive)
    assert not [one for one in found if not one[1]]
    assert not {name: held for name, held in found.items() if len(held) > 1}


@pytest.mark.slow
def test_every_lever_that_a_page_offers_first_has_a_name_of_its_own() -> None:
    assert not sorted(one for one in offered() if not lever_name(one))
    told = names("levers")
    assert len(set(told)) == len(told)


def test_names_are_short_and_stand_for_something() -> None:
    assert not [one for file in ("terms", "motives", "levers") for one in names(file) if _bad(one)]
    known = {(variable, term) for variable, term, _ in terms_of_rules()}
    known |= {(variable, f"{term} ({rule})") for variable, term, rule in terms_of_rules()}
    assert _keys("terms") <= known
    assert _keys("motives") <= motives_of_rules()
    assert {f"{group}.{key}" for group, key in _keys("levers")} <= registry().keys()


def _bad(name: str) -> bool:
    return not name or len(name) > LONGEST or name != name.strip() or "_" in name


def _keys(file: str) -> set[tuple[str, str]]:
    return {(table, key) for table, held in labels(file).items() if table != EVERY for key in held}


@pytest.mark.parametrize(
    ("variable", "term", "told"),
    [
        ("autonomy", "latent_demand", "domination: the silent demand"),
        ("autonomy", "noise", "chance"),
        ("unrest", "event_protest_wave", "event: protest wave"),
        ("autonomy", "unheard_of", "unheard of"),
    ],
)
def test_a_term_without_a_name_is_told_by_its_key(variable: str, term: str, told: str) -> None:
    assert term_in_words(variable, term) == told


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [
        ("chance", "noise", "chance (noise)"),
        ("grievance", "grievance", "grievance"),
        ("outside options", "outside_options", "outside options"),
        ("event: protest wave", "event_protest_wave", "event: protest wave"),
        ("control: a breach of what is expected", "control", None),
        ("own means (capacity)", "capacity", None),
        ("the government's own wish", "wish", "the government's own wish (wish)"),
    ],
)
def test_a_key_stands_beside_a_name_that_does_not_say_it(
    name: str, key: str, told: str | None
) -> None:
    assert with_key(name, key) == (told or name)
