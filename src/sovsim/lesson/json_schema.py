"""The JSON Schema of lesson files, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from sovsim import claims
from sovsim.lesson.model import File
from sovsim.lesson.quantity import known_quantities
from sovsim.metrics import METRICS
from sovsim.scenario import scenario_names
from sovsim.scenario.resolve_plays import DECISIONS


def lesson_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a lesson file with known names filled in."""
    schema: dict[str, Any] = File.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sovsim lesson"
    tables = schema["$defs"]
    ids = [claim.id for claim in claims.all_claims()]
    shown = {"type": "string", "examples": [f"{ids[0]}:topic", f"{ids[1]}:states"]}
    for table in ("Head", "StepTable"):
        tables[table]["properties"]["claims"]["items"] |= shown
    concepts = [entry.id for entry in claims.glossary()]
    tables["Head"]["properties"]["concepts"]["items"] |= {"enum": concepts}
    _fill(tables["Outcome"]["properties"]["metric"], list(METRICS))
    _fill(tables["StepTable"]["properties"]["decision"], list(DECISIONS))
    for table in ("Outcome", "StepTable"):
        _fill(tables[table]["properties"]["column"], list(known_quantities()))
        tables[table]["properties"]["scenario"]["examples"] = list(scenario_names())
    return schema


def _fill(key: dict[str, Any], names: list[str]) -> None:
    """Name the values that a key may have."""
    for part in key.get("anyOf", [key]):
        if part.get("type") == "string":
            part["enum"] = names
