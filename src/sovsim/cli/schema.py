"""``sovsim schema``: JSON Schema for editors that complete and check TOML."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import typer

from sovsim.cli.options import AsJson


class Kind(StrEnum):
    """Kinds of file."""

    SCENARIO = "scenario"
    EXPERIMENT = "experiment"
    OPTIONS = "options"
    LESSON = "lesson"
    REGION = "region"


def command(
    kind: Annotated[Kind, typer.Argument(help="Kind of file.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Print the JSON Schema of a kind of file."""
    from sovsim.cli.output import print_json

    print_json(_schema(kind))


def _schema(kind: Kind) -> dict[str, Any]:
    if kind is Kind.SCENARIO:
        from sovsim.scenario import scenario_json_schema

        return scenario_json_schema()
    if kind is Kind.EXPERIMENT:
        from sovsim.experiment.json_schema import experiment_json_schema

        return experiment_json_schema()
    if kind is Kind.OPTIONS:
        from sovsim.options.json_schema import options_json_schema

        return options_json_schema()
    if kind is Kind.LESSON:
        from sovsim.lesson.json_schema import lesson_json_schema

        return lesson_json_schema()
    from sovsim.region.schema import RegionFile

    schema: dict[str, Any] = RegionFile.model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "sovsim region",
    }
