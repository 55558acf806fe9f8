"""The JSON Schema of scenario files, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from sovsim import claims, parameters
from sovsim.region import region_names
from sovsim.scenario.events import EVENT_TYPES, SELECTORS, options
from sovsim.scenario.resolve_plays import DECISIONS
from sovsim.scenario.schema import File


def scenario_json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a scenario file with the known names filled in."""
    schema: dict[str, Any] = File.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "sovsim scenario"
    tables = schema["$defs"]
    event = tables["EventTable"]["properties"]
    event["type"] = {
        **event["type"],
        "oneOf": [
            {"const": kind.name, "description": kind.meaning} for kind in EVENT_TYPES.values()
        ],
    }
    for selector in SELECTORS:
        event[selector] = {"enum": list(options(selector)), "type": "string"}
    tables["PlayTable"]["properties"]["decision"]["enum"] = list(DECISIONS)
    tables["Teaching"]["properties"]["concepts"]["items"]["enum"] = [
        entry.id for entry in claims.glossary()
    ]
    tables["Head"]["properties"]["region"]["examples"] = list(region_names())
    _fill_claims(tables)
    schema["properties"]["parameters"] = _parameters()
    return schema


def _fill_claims(tables: dict[str, Any]) -> None:
    ids = [claim.id for claim in claims.all_claims()]
    tables["ClaimId"] = {"type": "string", "enum": ids}
    for table in ("Head", "EventTable"):
        entry = tables[table]["properties"]["claims"]
        for part in entry.get("anyOf", [entry]):
            if part.get("type") == "array":
                part["items"] = {"$ref": "#/$defs/ClaimId"}


def _parameters() -> dict[str, Any]:
    """Return the table of parameters; dotted keys nest, so a group is a table of its own."""
    number = {name: _bounds(entry) for name, entry in parameters.registry().items()}
    groups: dict[str, Any] = {}
    for name, bounds in number.items():
        group, _, key = name.partition(".")
        groups.setdefault(group, {})[key] = bounds
    nested = {
        group: {"type": "object", "properties": entries, "additionalProperties": False}
        for group, entries in groups.items()
    }
    return {
        "type": "object",
        "description": "values that differ from the declared ones",
        "properties": {**nested, **number},
        "additionalProperties": False,
    }


def _bounds(entry: parameters.Parameter) -> dict[str, Any]:
    bounds = {"type": "number", "minimum": entry.low, "maximum": entry.high}
    drawn = {
        "type": "object",
        "properties": {"low": bounds, "high": bounds},
        "required": ["low", "high"],
        "additionalProperties": False,
    }
    return {
        "description": f"{entry.meaning} ({entry.unit}; {entry.status})",
        "default": entry.value,
        "anyOf": [bounds, drawn],
    }
