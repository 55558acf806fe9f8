"""The JSON Schema of experiment files, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from sovsim import claims
from sovsim.experiment.schema import File
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.scenario import scenario_names


def experiment_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an experiment file with known names filled in."""
    schema: dict[str, Any] = File.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sovsim experiment"
    tables = schema["$defs"]
    ids = [claim.id for claim in claims.all_claims()]
    tables["SideTable"]["properties"]["claims"]["items"] = {"type": "string", "enum": ids}
    tables["ArmTable"]["properties"]["scenario"]["examples"] = list(scenario_names())
    tables["UncertaintyTable"]["properties"]["parameter"]["enum"] = list(registry())
    for key in ("metric", "minus"):
        for part in tables["MetricTable"]["properties"][key]["anyOf"]:
            if part.get("type") == "string":
                part["enum"] = list(METRICS)
    return schema
