"""``sovsim list``: what is there to run and to measure."""

from __future__ import annotations

from typing import Any

from sovsim.cli.options import AsJson


def command(as_json: AsJson = False) -> None:
    """List scenarios, experiments, questions of options and metrics, one line each."""
    from sovsim.cli.output import print_json, print_table

    found = {
        "scenarios": _scenarios(),
        "experiments": _asking("experiments", "experiment"),
        "options": _asking("options", "options"),
        "metrics": _metrics(),
    }
    if as_json:
        print_json(found)
        return
    print_table(found["scenarios"], {"name": "scenario", "question": "question"}, "Scenarios")
    if found["experiments"]:
        print()
        print_table(
            found["experiments"], {"name": "experiment", "question": "question"}, "Experiments"
        )
    if found["options"]:
        print()
        print_table(found["options"], {"name": "options", "question": "question"}, "Options")
    print()
    columns = {"name": "metric", "unit": "unit", "meaning": "meaning"}
    print_table(found["metrics"], columns, "Metrics")


def _scenarios() -> list[dict[str, Any]]:
    from sovsim.scenario import load_scenario, scenario_names

    rows = []
    for name in scenario_names():
        scenario = load_scenario(name)
        question = " ".join(scenario.question.split())
        rows.append({"name": name, "title": scenario.title, "question": question})
    return rows


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
