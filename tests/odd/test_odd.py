"""The description of the model says what the code does, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim import claims, parameters
from sovsim.metrics import METRICS
from sovsim.odd import odd_text
from sovsim.odd.markdown import cited, from_docstring, table
from sovsim.region import load_region
from sovsim.scenario import EVENT_TYPES, scenario_names
from sovsim.schedule import RULES, SCHEDULE
from sovsim.variables import VARIABLES

COMMITTED = Path(__file__).parents[2] / "docs" / "odd.md"

ELEMENTS = (
    "Purpose",
    "Entities, state variables and scales",
    "Process overview and scheduling",
    "Theoretical and empirical background",
    "Individual decision making",
    "Learning",
    "Individual sensing",
    "Individual prediction",
    "Interaction",
    "Collectives",
    "Heterogeneity",
    "Stochasticity",
    "Observation",
    "Implementation details",
    "Initialisation",
    "Input data",
    "Submodels",
)
"""The elements of ODD+D, in its order."""


@pytest.fixture(scope="module")
def text() -> str:
    return odd_text()


def test_the_committed_description_is_the_one_that_the_code_gives(text: str) -> None:
    committed = COMMITTED.read_text(encoding="utf-8")
    assert text == committed, "write it anew: sovsim odd --out docs/odd.md"


@pytest.mark.slow
def test_two_descriptions_of_one_model_are_the_same(text: str) -> None:
    assert odd_text() == text


def test_every_element_of_odd_d_is_there_in_its_order(text: str) -> None:
    assert tuple(re.findall(r"^### \d\.\d+ (.+)$", text, re.MULTILINE)) == ELEMENTS


def test_nothing_that_the_model_declares_is_left_out(text: str) -> None:
    named = {
        *VARIABLES,
        *RULES,
        *(f"{name}.{part}" for name, part in _parts()),
        *parameters.registry(),
        *METRICS,
        *EVENT_TYPES,
        *scenario_names(),
        *load_region("post-soviet").initial,
    }
    assert len(named) > 500
    assert {name for name in named if f"`{name}`" not in text} == set()
    for stage in SCHEDULE:
        assert f"**{stage.name}**" in text
    for rule in RULES.values():
        for variant in rule.variants:
            assert f"variant `{variant}`" in text


def _parts() -> list[tuple[str, str]]:
    rules = [version for rule in RULES.values() for version in (rule, *rule.variants.values())]
    return [
        (owner, part)
        for rule in rules
        for owners in (rule.terms, rule.choices)
        for owner, parts in owners.items()
        for part in parts
    ]


def test_every_value_shown_is_the_value_that_runs(text: str) -> None:
    for parameter in parameters.registry().values():
        row = next(line for line in text.split("\n") if line.startswith(f"| `{parameter.name}` |"))
        cells = [cell.strip() for cell in row.split("|")]
        assert float(cells[2]) == pytest.approx(parameter.value)
        assert cells[5] == parameter.status


def test_a_title_never_stands_there_as_a_finding(text: str) -> None:
    titles = {claim.id for claim in claims.all_claims() if claim.strength == "title"}
    tables = [line for line in text.split("\n") if line.startswith("| `")]
    found = 0
    for line in tables:
        for claim in re.findall(r"\b(?:jcep|overview|hadano)-[a-z0-9-]+", line):
            if claim in titles:
                found += 1
                assert f"{claim} (title" in line
    assert found > 100


def test_every_row_of_a_table_has_as_many_cells_as_its_head(text: str) -> None:
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.strip().split("\n")}
        assert len(widths) == 1, block[:200]


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows under a, b"):
        table(("a", "b"), [])


def test_what_rests_on_no_claim_is_called_ours() -> None:
    assert cited(()) == "ours"
    assert cited(("jcep-ref-patronage",)) == "jcep-ref-patronage (title)"
    assert cited(("jcep-ties-as-leverage",)) == "jcep-ties-as-leverage"


def test_an_equation_of_a_docstring_is_fenced_and_the_text_after_it_is_kept() -> None:
    doc = """Head.

    Per quarter::

        A += rate * B
             - C

    More words.
    """
    assert from_docstring(doc) == (
        "Head.\n\nPer quarter:\n\n```text\nA += rate * B\n     - C\n```\n\nMore words."
    )
