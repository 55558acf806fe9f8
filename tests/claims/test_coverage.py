"""A claim is placed where it is cited, and nowhere else."""

from __future__ import annotations

from typing import cast

import pytest

from sovsim import claims
from sovsim.claims.coverage import (
    KINDS,
    Citation,
    Kind,
    coverage,
    glossary_citations,
    hypothesis_citations,
    registry_citations,
    scope_citations,
)


def test_without_citations_every_claim_is_unplaced() -> None:
    empty = coverage([])
    assert empty.unplaced == tuple(claim.id for claim in claims.all_claims())
    assert set(empty.by_kind) == set(KINDS)
    assert not any(empty.by_kind.values())
    assert not any(row["placed"] for row in empty.table())


def test_a_citation_places_its_claim() -> None:
    cited = coverage(
        [
            Citation("jcep-ties-as-leverage", "rule", "rules.hegemon_policy"),
            Citation("jcep-ties-as-leverage", "rule", "rules.hegemon_policy"),
            Citation("jcep-ties-as-leverage", "metric", "control_index"),
        ]
    )
    assert "jcep-ties-as-leverage" not in cited.unplaced
    assert len(cited.unplaced) == 380
    assert cited.by_kind["rule"] == cited.by_kind["metric"] == 1
    assert cited.by_document["jcep"] == {"claims": 105, "placed": 1, "unplaced": 104}
    row = next(row for row in cited.table() if row["claim"] == "jcep-ties-as-leverage")
    assert row == {
        "claim": "jcep-ties-as-leverage",
        "document": "jcep",
        "strength": "explicit",
        "kinds": "rule, metric",
        "links": "",
        "where": "rules.hegemon_policy; control_index",
        "placed": True,
    }


def test_an_unknown_id_is_reported_with_its_place_and_places_nothing() -> None:
    stray = Citation("jcep-no-such-claim", "event", "baseline-1992-2026")
    found = coverage([stray])
    assert found.unknown == ("jcep-no-such-claim",)
    assert found.strays == (stray,)
    assert len(found.unplaced) == 381


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="'anything' is not one of rule"):
        Citation("jcep-ties-as-leverage", cast(Kind, "anything"), "somewhere")


def test_a_claim_out_of_scope_and_used_all_the_same_is_reported() -> None:
    used = Citation("overview-1809-relations", "event", "somewhere")
    assert coverage([*scope_citations(), used]).contradictory == ("overview-1809-relations",)


def test_the_registry_cites_known_claims_and_does_not_contradict_itself() -> None:
    own = coverage(registry_citations())
    assert own.unknown == ()
    assert own.contradictory == ()


def test_the_registrys_own_data_are_all_in_its_citations() -> None:
    assert {c.where for c in glossary_citations()} == {entry.id for entry in claims.glossary()}
    assert {c.where for c in hypothesis_citations()} == {
        f"{hypothesis.id} {side}" for hypothesis in claims.hypotheses() for side in "AB"
    }
    assert {c.claim for c in scope_citations()} == {e.claim for e in claims.out_of_scope()}
    own = set(registry_citations())
    assert own == {*glossary_citations(), *hypothesis_citations(), *scope_citations()}
    assert {c.kind for c in own} == {"glossary entry", "hypothesis", "scope"}
