"""Names that a shell may complete, without loading the model.

Shipped files are listed, and parameters and claims looked up in their own files. Names that code
makes - metrics, variables, rules, events - stand in ``data/names.json``, which
`write` writes anew; a test holds it against the code.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_DATA = Path(__file__).resolve().parents[1] / "data"
MADE = _DATA / "names.json"

_VALUE = re.compile(r"^(\w+) *= *\{ *(?!values)\w", re.MULTILINE)
_ALONG = re.compile(r"^(?:\[(\w+)\]\s*\n|(\w+) *= *\{ *)values *= *\{([^}]*)\}", re.MULTILINE)
_OPTION = re.compile(r"(\w+) *=")
_ID = re.compile(r'^id *= *"([^"]+)"', re.MULTILINE)
_CODE = re.compile(r'^\[\[state\]\]\s*\ncode *= *"([^"]+)"', re.MULTILINE)
_REGION = re.compile(r'^region *= *"([^"]+)"', re.MULTILINE)


def shipped_names(*kinds: str) -> list[str]:
    """Return names of shipped files: ``scenarios``, ``experiments``, ``region``, ``posterior``."""
    from sovsim.documents.shipped import shipped, shipped_files

    found: list[str] = []
    for kind in kinds:
        if kind == "posterior":
            found += sorted(entry.name for entry in shipped(kind).iterdir() if entry.is_dir())
        else:
            found += shipped_files(kind)
    return found


def made_names(kind: str) -> list[str]:
    """Return names that code makes: ``metrics``, ``variables``, ``columns``, ``rules``, ..."""
    names: dict[str, list[str]] = json.loads(MADE.read_text("utf-8"))
    return names[kind]


def parameter_names() -> list[str]:
    """Return ``group.name`` of every parameter."""
    found = []
    for file in sorted((_DATA / "parameters").glob("*.toml")):
        text = file.read_text("utf-8")
        found += [f"{file.stem}.{name}" for name in _VALUE.findall(text) if name != "values"]
        for head, name, values in _ALONG.findall(text):
            options = _OPTION.findall(values)
            found += [f"{file.stem}.{head or name}_{option}" for option in options]
    return found


def concept_names() -> list[str]:
    """Return identifiers of the glossary."""
    return _ID.findall((_DATA / "claims" / "glossary.toml").read_text("utf-8"))


def claim_names() -> list[str]:
    """Return identifiers of claims, hypotheses, tensions, gaps, traps and of the glossary."""
    files = sorted((_DATA / "claims").glob("*.toml"))
    return [name for file in files for name in _ID.findall(file.read_text("utf-8"))]


def state_codes(region: str = "post-soviet") -> list[str]:
    """Return codes of the states of a shipped region; none if there is no such region."""
    from sovsim.documents.shipped import shipped

    place = shipped("region") / region
    file = place / "region.toml" if place.is_dir() else place.with_suffix(".toml")
    return _CODE.findall(file.read_text("utf-8")) if file.is_file() else []


def region_of(scenario: str) -> str:
    """Return the region of a shipped scenario or a file, as its text has it."""
    from sovsim.documents.shipped import shipped_files

    file = shipped_files("scenarios").get(scenario, Path(scenario))
    named = _REGION.search(file.read_text("utf-8")) if file.is_file() else None
    return named.group(1) if named else "post-soviet"


def in_code() -> dict[str, list[str]]:
    """Return the names that code makes, as ``data/names.json`` is to have them."""
    from sovsim.metrics import METRICS
    from sovsim.observed.indicators import INDICATORS
    from sovsim.scenario import EVENT_TYPES
    from sovsim.schedule import RULES
    from sovsim.variables import COMPONENTS, VARIABLES

    return {
        "metrics": list(METRICS),
        "variables": list(VARIABLES),
        "columns": list(COMPONENTS),
        "rules": list(RULES),
        "events": list(EVENT_TYPES),
        "indicators": [one.name for one in INDICATORS],
    }


def write() -> None:
    """Write ``data/names.json`` anew."""
    from sovsim.disk.put import put

    put(MADE, (json.dumps(in_code(), indent=0) + "\n").encode("utf-8"))
