"""A rule's declarations are true: what it reads, what it is set by, what it hands back."""

from __future__ import annotations

from functools import cache

from sovsim.parameters import registry
from sovsim.rules.contract import Outcome, Rule
from sovsim.schedule import RULES
from sovsim.variables import VARIABLES
from tests.rules.recording import RecordingParameters, RecordingWorld
from tests.rules.versions import VERSIONS
from tests.strategies import MODES, REGIONS, Situation, made_world, real_situation, situation_of
from tests.together import each

SEEN_BY_NO_RULE = {"formal_sovereignty", "severance_cause", "upheaval"}
"""Outcomes that nothing in the model depends on: they are there to be read by us."""


@cache
def situations() -> tuple[Situation, ...]:
    """Return worlds of many kinds; all events that there can be happen in the made-up ones."""
    made = [
        situation_of(made_world(region, 2, seed, {}, MODES[seed % 4]), seed, shocked=True)
        for region in REGIONS
        for seed in range(4)
    ]
    return (*made, *(real_situation(step) for step in (0, 3, 12, 24)))


@cache
def used(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the variables and the parameters that a version of a rule reads."""
    variables: set[str] = set()
    parameters: set[str] = set()
    for here in situations():
        world = RecordingWorld(here.world)
        values = RecordingParameters(here.parameters)
        VERSIONS[name](world, values, here.noise, here.shocks)
        variables |= world.read
        parameters |= values.read
    return frozenset(variables), frozenset(parameters)


def family(name: str) -> list[str]:
    """Return a rule and its variants."""
    return [name, *(f"{name}:{variant}" for variant in RULES[name].variants)]


@each("rule", VERSIONS)
def test_a_rule_manages_with_the_variables_that_it_declares(rule: Rule) -> None:
    for here in situations():
        world = here.world.only(frozenset(rule.reads))
        result = rule(world, here.parameters, here.noise, here.shocks)
        assert isinstance(result, Outcome)


@each("name", list(VERSIONS))
def test_a_rule_reads_all_that_it_declares(name: str) -> None:
    rule = VERSIONS[name]
    read, _ = used(name)
    if rule.variant_of:
        default = VERSIONS[name.split(":", maxsplit=1)[0]]
        own = set(rule.reads) - set(default.reads)
        assert own <= read
    else:
        assert sorted(set(rule.reads) - read) == []
    assert len(rule.reads) == len(set(rule.reads))


@each("name", list(RULES))
def test_a_rule_uses_the_parameter_groups_that_it_declares_and_no_other(name: str) -> None:
    asked = {entry for version in family(name) for entry in used(version)[1]}
    assert {entry.split(".")[0] for entry in asked} == set(RULES[name].parameters)


@each("rule", VERSIONS)
def test_a_rule_asks_for_no_parameter_that_does_not_exist(rule: Rule) -> None:
    for here in situations()[:4]:
        values = RecordingParameters(here.parameters, rule.parameters)
        rule(here.world, values, here.noise, here.shocks)
        assert values.read <= set(registry())


def test_every_parameter_is_read_by_some_rule() -> None:
    read = {entry for name in VERSIONS for entry in used(name)[1]}
    assert sorted(set(registry()) - read) == []


def test_every_variable_is_read_by_some_rule_or_is_an_outcome() -> None:
    read = {entry for name in VERSIONS if name != "events.apply" for entry in used(name)[0]}
    assert sorted(set(VARIABLES) - read - SEEN_BY_NO_RULE) == []


@each("name", [name for name in RULES if name != "events.apply"])
def test_every_declared_term_and_motive_is_handed_back(name: str) -> None:
    """The terms of events are named by the scenario."""
    rule = RULES[name]
    found: set[str] = set()
    declared: set[str] = set()
    for version in family(name):
        parts = (*VERSIONS[version].terms.items(), *VERSIONS[version].choices.items())
        declared |= {f"{owner}.{part}" for owner, named in parts for part in named}
        here = situations()[-1]
        result = VERSIONS[version](here.world, here.parameters, here.noise, here.shocks)
        found |= {f"{owner}.{part}" for owner, named in result.terms.items() for part in named}
        found |= {f"{each.decision}.{part}" for each in result.choices for part in each.terms}
    assert declared == found
    assert rule.doc.endswith((".", "``", ")"))


@each("name", list(RULES))
def test_a_rule_is_the_only_writer_of_what_is_not_a_stock(name: str) -> None:
    for variable in RULES[name].transitions:
        assert VARIABLES[variable].kind in ("code", "flow")
    for variable in RULES[name].terms:
        assert VARIABLES[variable].kind == "stock"


def test_nothing_in_conduct_or_in_wishes_reads_autonomy() -> None:
    readers = {name for name in VERSIONS if "autonomy" in used(name)[0]}
    assert not any(name.startswith(("alignment.", "opinion.")) for name in readers)


def test_no_rule_knows_a_state_by_its_name() -> None:
    from importlib import resources

    from tests.worlds import REGION

    for file in (resources.files("sovsim") / "rules").iterdir():
        if file.name.endswith(".py"):
            text = file.read_text(encoding="utf-8")
            for state in REGION.states:
                assert f'"{state.code}"' not in text, file.name
                assert state.name not in text, file.name
