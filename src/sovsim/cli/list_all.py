"""``sovsim list``: what is there to run and to measure."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from sovsim.cli.options import AsJson


def command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORD]",
            help="Only what holds this word, or all of a kind, such as metrics; "
            "with --concept, this concept.",
            show_default=False,
        ),
    ] = None,
    concept: Annotated[
        bool,
        typer.Option("--concept", help="List concepts with what shows them; or one: --concept X."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List scenarios, lessons, experiments, options and metrics, one line each; or concepts."""
    if concept:
        _concepts(name, as_json=as_json)
        return
    from sovsim.cli.output import print_json, print_table

    found = {
        "scenarios": _scenarios(),
        "lessons": _lessons(),
        "experiments": _asking("experiments", "experiment"),
        "options": _asking("options", "options"),
        "metrics": _metrics(),
    }
    if name in found:
        found = {name: found[name]}
    elif name is not None:
        found = {kind: _holding(name, rows) for kind, rows in found.items()}
        if not any(found.values()):
            from sovsim.cli.errors import InputError
            from sovsim.documents.text import clipped

            raise InputError(
                f"nothing to run or to measure holds '{clipped(name)}'\n"
                "  `sovsim list --concept` lists concepts, `sovsim why NAME` looks everywhere"
            )
    if as_json:
        print_json(found)
        return
    headings = {"scenarios": "scenario", "experiments": "experiment", "options": "options"}
    first = True
    for kind, heading in headings.items():
        if found.get(kind):
            print("" if first else "\n", end="")
            columns = {"name": heading, "question": "question"}
            print_table(found[kind], columns, kind.capitalize())
            first = False
    if found.get("lessons"):
        print("" if first else "\n", end="")
        columns = {"order": "", "name": "lesson", "title": "title", "minutes": "minutes"}
        print_table(found["lessons"], columns, "Lessons")
        first = False
    if found.get("metrics"):
        print("" if first else "\n", end="")
        columns = {"name": "metric", "unit": "unit", "meaning": "meaning"}
        print_table(found["metrics"], columns, "Metrics")


def _holding(word: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows in which a word stands."""
    wanted = word.lower()
    return [row for row in rows if any(wanted in str(value).lower() for value in row.values())]


def _concepts(name: str | None, *, as_json: bool) -> None:
    """Print every concept that something shows, or one of them with its meaning."""
    from sovsim.cli.output import heading, paragraph, print_json, print_table, say
    from sovsim.concepts import concept, concepts

    found = concepts() if name is None else (concept(name),)
    rows = [
        {
            "id": one.entry.id,
            "concept": one.entry.term,
            "scenarios": list(one.scenarios),
            "experiments": list(one.experiments),
            "lessons": list(one.lessons),
        }
        for one in found
    ]
    if as_json:
        print_json({"concepts": rows})
        return
    if name is not None:
        heading(found[0].entry.term)
        paragraph(" ".join(found[0].entry.definition.split()), 2)
        for kind in ("scenarios", "experiments", "lessons"):
            paragraph(f"{kind}: {', '.join(rows[0][kind]) or 'none shows it'}", 2)
        say(f"\n`sovsim why {found[0].entry.id}` gives the claims behind it")
        return
    shown = [
        {
            "concept": row["id"],
            "shown": ", ".join([*row["scenarios"], *row["experiments"], *row["lessons"]]),
        }
        for row, one in zip(rows, found, strict=True)
        if one.carried
    ]
    print_table(
        shown, {"concept": "concept", "shown": "scenarios, experiments, lessons"}, "Concepts"
    )
    left = [one.entry.id for one in found if not one.carried]
    if left:
        paragraph(f"In the glossary alone: {', '.join(left)}.")
    paragraph("`sovsim list --concept NAME` tells of one, `sovsim why NAME` gives its claims")


def _scenarios() -> list[dict[str, Any]]:
    from sovsim.scenario import load_scenario, scenario_names

    rows = []
    for name in scenario_names():
        scenario = load_scenario(name)
        question = " ".join(scenario.question.split())
        rows.append({"name": name, "title": scenario.title, "question": question})
    return rows


def _lessons() -> list[dict[str, Any]]:
    from sovsim.lesson.load import heads

    return [
        {"order": head.order, "name": head.name, "title": head.title, "minutes": head.minutes}
        for head in heads()
    ]


def _asking(kind: str, table: str) -> list[dict[str, Any]]:
    """Return the shipped files of a kind with the question in their first table."""
    from sovsim.documents.document import tables_in
    from sovsim.scenario import shipped_files

    rows = []
    for name, path in shipped_files(kind).items():
        _, tables = tables_in(path, f"{kind}/{path.name}", f"{table} file")
        head = tables.get(table, {})
        rows.append({"name": name, "question": " ".join(str(head.get("question", "")).split())})
    return rows


def _metrics() -> list[dict[str, Any]]:
    from sovsim.metrics import METRICS

    return [
        {"name": metric.name, "unit": metric.unit, "meaning": metric.meaning}
        for metric in METRICS.values()
    ]
