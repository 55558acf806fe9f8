"""Every rule and every variant of the schedule, for tests that hold for all of them."""

from __future__ import annotations

from sovsim.rules.contract import Rule
from sovsim.schedule import RULES


def all_versions() -> dict[str, Rule]:
    """Return ``rule`` and ``rule:variant`` -> rule."""
    found: dict[str, Rule] = {}
    for name, rule in RULES.items():
        found[name] = rule
        for variant, version in rule.variants.items():
            found[f"{name}:{variant}"] = version
    return found


VERSIONS = all_versions()
