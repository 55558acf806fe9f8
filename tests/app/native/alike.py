"""Holds answers against answers: texts and codes equal, numbers near."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

NEAR = 1e-9


def differences(found: Any, wanted: Any, place: str = "") -> list[str]:
    """Return where two answers differ: values by more than 1e-9, as a share of those above 1."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        if "terms" in wanted and "choices" in wanted:
            found, wanted = ledger(found), ledger(wanted)
        if set(found) != set(wanted):
            return [f"{place}: {sorted(set(found) ^ set(wanted), key=str)}"]
        return [
            fault
            for key in wanted
            if key != "engine"
            for fault in differences(found[key], wanted[key], f"{place}.{key}")
        ]
    if isinstance(wanted, list) and isinstance(found, list):
        if len(found) != len(wanted):
            return [f"{place}: {len(found)} in place of {len(wanted)}"]
        pairs = enumerate(zip(found, wanted, strict=True))
        return [fault for at, pair in pairs for fault in differences(*pair, f"{place}[{at}]")]
    if is_number(found) and is_number(wanted):
        near = math.isclose(found, wanted, rel_tol=NEAR, abs_tol=NEAR)
        return [] if near else [f"{place}: {found} in place of {wanted}"]
    return [] if found == wanted else [f"{place}: {found!r} in place of {wanted!r}"]


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def ledger(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a ledger by names; terms of one name add up, and what is next to nothing is left."""
    terms: dict[str, float] = {}
    for one in told["terms"]:
        key = " ".join((one["column"], one["unit"], one["term"], one["rule"]))
        terms[key] = terms.get(key, 0.0) + one["value"]
    more = {key: value for key, value in told.items() if key not in ("terms", "choices")}
    return {
        **more,
        "moved": {key: value for key, value in terms.items() if abs(value) > 1e-15},
        "choices": {
            " ".join((one["decision"], str(one["index"]), one["unit"])): one
            for one in told["choices"]
        },
    }
