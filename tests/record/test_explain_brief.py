"""What is explained by default can be read: the largest of it, the rest counted, claims once."""

from __future__ import annotations

import re

import pytest

from sovsim import claims
from sovsim.record.explain import explain
from sovsim.record.explain_claims import Cites
from sovsim.record.explanation import Explanation
from sovsim.record.run import Run

CLAIM = re.compile(r"\b(?:hadano|jcep|overview)-[\w-]*\w")


@pytest.fixture(scope="module")
def told(recorded: Run) -> Explanation:
    return explain(recorded, "KAZ", "2022Q1")


def _joined(text: str) -> str:
    return " ".join(text.split())


def _ending(text: str) -> str:
    return text[text.index("\nThe claims: ") :]


@pytest.mark.parametrize("actor", ["KAZ", "UKR", "RUS", "CSTO", "ARM-AZE"])
def test_it_is_short_and_fits(recorded: Run, actor: str) -> None:
    explained = explain(recorded, actor, "2022Q1")
    lines = str(explained).splitlines()
    assert len(lines) < 190
    assert max(map(len, lines)) <= 80
    assert len(lines) < max(15, len(explained.text(everything=True).splitlines()))


@pytest.mark.parametrize("everything", [False, True])
def test_every_claim_that_is_cited_is_told_once_with_its_place(
    told: Explanation, everything: bool
) -> None:
    text = told.text(everything=everything)
    used = set(CLAIM.findall(text[: text.index("\nThe claims: ")]))
    ending = _joined(_ending(text))
    assert used == set(CLAIM.findall(ending))
    for claim in used:
        assert f"{claim} ({claims.get(claim).locators[0]}" in ending
    titles = ending[ending.index("Title only: suggested, not found:") :]
    for claim in used:
        assert (claim in titles) == (claims.get(claim).strength == "title")


def test_a_claim_with_two_links_says_at_each_place_which_one_is_meant() -> None:
    first = Cites()
    for claim in ("jcep-ties-as-leverage:sign", "jcep-ties-as-leverage:topic"):
        first(_citation(claim))
    cites = Cites(several=first.with_several_links())
    assert cites(_citation("jcep-ties-as-leverage:topic")) == "jcep-ties-as-leverage:topic"
    assert cites(_citation("jcep-soviet-legacy:topic")) == "jcep-soviet-legacy"
    assert all("(:topic)" in title for title, _ in cites.groups())


def _citation(written: str) -> str:
    from sovsim.citation import Citation

    return Citation(written)


def test_the_terms_of_a_table_add_up_to_what_moved(told: Explanation) -> None:
    """Before, the terms that are named, the others together, and the end: nothing is lost."""
    lines = str(told).splitlines()
    for name in ("Autonomy", "Alignment with Russia", "Dependence on Russia"):
        start = next(at for at, line in enumerate(lines) if line.startswith(f"  {name} "))
        rows = []
        for line in lines[start + 1 :]:
            cells = [0.0 if cell == "-" else float(cell) for cell in _cells(line)]
            if cells:  # a long label stands in a line of its own, above its numbers
                rows.append(cells)
            if line.startswith("    at its end"):
                break
        for column in zip(*rows, strict=True):
            assert sum(column[:-1]) == pytest.approx(column[-1], abs=4e-4)


def _cells(line: str) -> list[str]:
    return re.findall(r"(?<= )(?:[-+]?\d+\.\d{4}|-)(?= |$)", line)


def test_decisions_are_all_told_or_counted(told: Explanation) -> None:
    """Every decision has a line with its outcome; none disappears."""
    text = _joined(str(told))
    part = text[text.index("What was decided") : text.index("What moved unrest")]
    assert "could well have gone otherwise" not in part
    for decision in told.decisions:
        name = decision.decision.replace("_", " ")
        assert f"{name[:1].upper()}{name[1:]} of " in part
        assert f": {decision.chosen.replace('_', ' ')} (" in part
    sure = [d for d in told.decisions if d.source == "rule" and len(d.options) == 1]
    assert ("the only option open" in part) == bool(sure)


def test_the_likeliest_other_option_says_what_it_lacked(told: Explanation) -> None:
    action = next(one for one in told.decisions if one.decision == "action")
    other = action.other_utility
    assert other is not None
    said = f"{other.option.replace('_', ' ')} ({other.probability:.3f}), lacking {other.gain:.3f}"
    assert said in _joined(str(told))


def test_what_is_left_out_is_counted_and_where_to_find_it_is_said(told: Explanation) -> None:
    text = str(told)
    head = text.index("What else moved")
    assert "`--all`" in text
    (moved, still) = map(
        int, re.findall(r"\.\.\. and (\d+) more variables? moved, (\d+) did not move", text)[0]
    )
    listed = [
        line
        for line in text[head:].split("... and", maxsplit=1)[0].splitlines()[1:]
        if re.match(r"  \S", line) and "Decided otherwise" not in line
    ]
    assert len(listed) == 10
    nothing = _joined(told.text(everything=True)).split("Nothing moved: ")[1].split(".")[0]
    assert still == len(nothing.split(", "))
    assert moved > 0


def test_a_made_up_region_keeps_its_names() -> None:
    from sovsim.single_run import run

    text = str(explain(run("toy-two-states"), "LEN", "1992Q2"))
    assert "Russia" not in text
    assert "the hegemon" not in text
    assert "Hegemonia" in text
