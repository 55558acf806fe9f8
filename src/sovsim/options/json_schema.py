"""The JSON Schema of options files, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from sovsim import claims
from sovsim.metrics import METRICS
from sovsim.options.schema import File
from sovsim.scenario import scenario_names


def options_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an options file with known names filled in."""
    schema: dict[str, Any] = File.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sovsim options"
    tables = schema["$defs"]
    ids = [claim.id for claim in claims.all_claims()]
    shown = {"type": "string", "examples": [f"{ids[0]}:topic", f"{ids[1]}:states"]}
    for table in ("Head", "PolicyTable"):
        tables[table]["properties"]["claims"]["items"] |= shown
    tables["Head"]["properties"]["scenario"]["examples"] = list(scenario_names())
    for key in ("metric", "minus"):
        for part in tables["MeasureTable"]["properties"][key]["anyOf"]:
            if part.get("type") == "string":
                part["enum"] = list(METRICS)
    return schema
