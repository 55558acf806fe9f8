"""What ``sovsim observed`` lists without a folder: the facts of public record that ship."""

from __future__ import annotations

from typing import Any

from sovsim.observed.record_listing import covered


def show() -> None:
    """Print which facts ship."""
    from sovsim.brief import count
    from sovsim.cli.output import heading, paragraph, print_table, say

    rows = covered()
    columns = {
        "table": "table",
        "facts": "facts",
        "opened": "opened",
        "uncertain": "uncertain",
        "states": "states",
        "years": "years",
        "kinds": "kinds",
    }
    years = [{**row, "years": f"{row['first']}-{row['last']}"} for row in rows]
    told = [{**row, "kinds": len(row["kinds"]) or None} for row in years]
    print_table(told, columns, "Facts of public record that ship")
    say("")
    heading("What each holds")
    for row in rows:
        kinds = [f"{number} {kind}" for kind, number in row["kinds"].items()]
        listed = f" ({', '.join(kinds)})" if kinds else ""
        whole = "complete" if row["complete"] else "not complete"
        paragraph(f"{row['table']}: {row['holds']}{listed}; {whole}. Caution: {row['caution']}.")
    say("")
    total = count(sum(row["facts"] for row in rows), "fact")
    paragraph(
        f"{total}, each with its source, in the project's own words; years are those covered. "
        "opened: read in a text that was opened for it; the others were written from general "
        "knowledge. "
        "`sovsim observed DIR` lists a folder of observed data."
    )


def plain() -> dict[str, Any]:
    """Return the same as plain data, every fact with it."""
    from sovsim.observed.public_record import public_record

    sheets = public_record().sheets
    return {
        "record": [
            {**row, "rows": [_row(fact) for fact in sheets[row["table"]].fact]} for row in covered()
        ]
    }


def _row(fact: Any) -> dict[str, Any]:
    """Return a fact as its file has it."""
    found = {name: getattr(fact, name) for name in type(fact).model_fields}
    return {
        name: list(value) if isinstance(value, tuple) else getattr(value, "text", value)
        for name, value in found.items()
        if value is not None
    }
