"""``sovsim claims``: the claims of the source documents, and where each ended up."""

from __future__ import annotations

from typing import Annotated

import typer

from sovsim.cli.options import AsJson


def command(
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Show where each claim ended up.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the claims, or with --coverage what each of them became."""
    from sovsim.cli.output import print_json, print_table

    if coverage:
        _coverage(as_json)
        return
    from sovsim import claims
    from sovsim.provenance import claim_coverage

    links = {row["claim"]: row["links"] for row in claim_coverage().table()}
    rows = [
        {
            "claim": claim.id,
            "strength": claim.strength,
            "links": links[claim.id],
            "place": claim.locator,
            "text": claim.text,
        }
        for claim in claims.all_claims()
    ]
    if as_json:
        print_json(rows)
    else:
        columns = {
            "claim": "claim",
            "strength": "strength",
            "links": "cited for",
            "place": "place",
            "text": "text",
        }
        print_table(rows, columns)


def _coverage(as_json: bool) -> None:
    from sovsim.cli.output import print_json, print_table
    from sovsim.provenance import claim_coverage

    found = claim_coverage()
    rows = found.table()
    placed = len(rows) - len(found.unplaced)
    if as_json:
        print_json(
            {
                "claims": len(rows),
                "placed": placed,
                "unplaced": list(found.unplaced),
                "unknown": list(found.unknown),
                "contradictory": list(found.contradictory),
                "by_kind": found.by_kind,
                "by_document": found.by_document,
                "table": rows,
            }
        )
        return
    print_table(
        rows,
        {"claim": "claim", "strength": "strength", "links": "cited for", "kinds": "ended up in"},
    )
    print()
    kinds = [{"kind": kind, "claims": number} for kind, number in found.by_kind.items()]
    print_table(kinds, {"kind": "ended up in", "claims": "claims"}, "A claim may count twice")
    print(f"\nplaced {placed}/{len(rows)}")
    for label, names in (
        ("unplaced", found.unplaced),
        ("cited but unknown", found.unknown),
        ("out of scope and yet used", found.contradictory),
    ):
        if names:
            print(f"{label}: {', '.join(names)}")
