"""Every citation says how the claim supports the place that cites it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim import claims, parameters
from sovsim.citation import LINKS, Citation, written
from sovsim.experiment import load_experiment

ROOT = Path(__file__).parents[2]
PLACES = (
    *sorted((ROOT / "scenarios").glob("*.toml")),
    *sorted((ROOT / "experiments").glob("*.toml")),
    *sorted((ROOT / "options").glob("*.toml")),
    *sorted((ROOT / "src/sovsim/data/region").rglob("*.toml")),
    *sorted((ROOT / "src/sovsim/data/parameters").glob("*.toml")),
    *(
        ROOT / f"src/sovsim/data/claims/{name}.toml"
        for name in ("gaps", "glossary", "hypotheses", "scope", "tensions", "traps")
    ),
    *sorted((ROOT / "src/sovsim/scenario/catalogue").glob("*.py")),
    *sorted((ROOT / "src/sovsim/variables").glob("*.py")),
    *sorted((ROOT / "src/sovsim/metrics").glob("*.py")),
    *sorted((ROOT / "src/sovsim/rules").glob("*.py")),
)
CITED = re.compile(r'"((?:jcep|overview|hadano)-[a-z0-9-]+)(?::(\w+))?"')


def citations(path: Path) -> list[tuple[int, str, str]]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found += [(number, match[1], match[2] or "") for match in CITED.finditer(line)]
    return found


def test_there_are_many() -> None:
    assert sum(len(citations(path)) for path in PLACES) > 1500


@pytest.mark.parametrize("path", PLACES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_citation_lacks_a_link(path: Path) -> None:
    bare = [f"{number}: {claim}" for number, claim, link in citations(path) if link not in LINKS]
    assert not bare, bare[:10]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_title_states_nothing(path: Path) -> None:
    for number, claim, link in citations(path):
        if claims.get(claim).strength == "title":
            assert link == "topic", f"{number}: {claim}:{link}"


def test_a_citation_is_the_plain_id_with_a_link() -> None:
    cited = Citation("jcep-implicit-expectation:sign")
    assert cited == "jcep-implicit-expectation"
    assert {cited: 1}["jcep-implicit-expectation"] == 1
    assert (cited.link, cited.written) == ("sign", "jcep-implicit-expectation:sign")
    with pytest.raises(ValueError, match="states, sign, topic"):
        Citation("jcep-implicit-expectation:said")


@pytest.mark.parametrize(
    ("citation", "told"),
    [
        ("jcep-ties-as-leverage:states", "explicit claim; it states this"),
        (
            "jcep-ties-as-leverage:topic",
            "explicit claim; it speaks of the matter, the link is ours",
        ),
        ("jcep-ties-as-leverage", "explicit"),
        ("hadano-eu-normative-hegemon:topic", "title only: suggested, not found"),
    ],
)
def test_a_printed_citation_says_how_strong_the_claim_is_and_whose_the_link(
    citation: str, told: str
) -> None:
    assert claims.cite(Citation(citation)).endswith(f", {told})")


def test_a_parameter_without_claim_says_so_and_why() -> None:
    for parameter in parameters.registry().values():
        said = parameter.because
        assert said.startswith(f"{parameter.status}; no claim; ") != bool(parameter.claims)
        assert said.endswith(parameter.why)


def test_what_cites_without_a_link_is_not_read() -> None:
    with pytest.raises(ValueError, match="TN-99: jcep-delicate-balance: link"):
        claims.Tension("TN-99", ("jcep",), "a", ("jcep-delicate-balance",), "b")


@pytest.mark.slow
@pytest.mark.parametrize("hypothesis", claims.hypotheses(), ids=lambda one: str(one.id))
def test_an_experiment_leans_on_a_claim_as_its_hypothesis_does(
    hypothesis: claims.Hypothesis,
) -> None:
    head = load_experiment(hypothesis.id).head
    for side, listed in ((head.A, hypothesis.claims_a), (head.B, hypothesis.claims_b)):
        assert set(written(side.claims)) <= set(written(listed))
