"""Checks ``[mechanisms]``: a variant per rule, and terms that are switched off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sovsim.documents.errors import Faults, Problem, unknown
from sovsim.rules.contract import Rule

OFF = "off"
DEFAULT = "default"


def rules() -> Mapping[str, Rule]:
    """Return the rules of the schedule by name."""
    from sovsim.schedule import RULES

    return RULES


def switches() -> dict[str, str]:
    """Return every name that can be switched off, with the rule that hands it back."""
    return {name: rule.name for rule in rules().values() for name in _names(rule)}


def _names(rule: Rule) -> Iterator[str]:
    for version in (rule, *rule.variants.values()):
        for owners in (version.terms, version.choices):
            for owner, parts in owners.items():
                for part in parts:
                    yield f"{owner}.{part}"


def resolved_variants(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return rule -> variant for every rule that departs from its default.

    Raises:
        Problems: naming every rule or variant that does not exist.
    """
    variants = {}
    faults = Faults()
    for name, values in chosen.items():
        if name == OFF:
            continue
        with faults:
            variant = _variant(name, values)
            if variant != DEFAULT:
                variants[name] = variant
    faults.settle()
    return variants


def _variant(name: str, values: tuple[str, ...]) -> str:
    path = ("mechanisms", name)
    known = rules()
    if name not in known:
        with_variants = [rule.name for rule in known.values() if rule.variants]
        raise unknown(path, "rule that has variants", name, with_variants)
    if len(values) != 1:
        raise Problem(path, "must be one name in quotes", found=values)
    allowed = [DEFAULT, *known[name].variants]
    if values[0] not in allowed:
        raise unknown(path, f"variant of {name}", values[0], allowed, values[0])
    return values[0]


def resolved_off(names: Iterable[str]) -> tuple[str, ...]:
    """Return the terms and motives that are switched off.

    Raises:
        Problems: naming all that do not exist.
    """
    chosen = tuple(names)
    if chosen:
        known = switches()
        faults = Faults()
        for name in chosen:
            if name not in known:
                faults.add(unknown(("mechanisms", OFF), "term or motive", name, known, name))
        faults.settle()
    return chosen
