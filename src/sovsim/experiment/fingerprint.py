"""What decides the bits of a result besides the scenario: code, numerical libraries, processor."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module, resources

from sovsim.record.manifest import code_hash as rules_hash
from sovsim.record.manifest import versions

NUMERICAL = ("numpy", "scipy")
"""Libraries whose versions can change the last bits of a result."""


@cache
def code_hash() -> str:
    """Return the SHA-256 over the rules, their data, and the metrics."""
    digest = hashlib.sha256(rules_hash().encode())
    folder = resources.files("sovsim") / "metrics"
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".py"):
            content = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{file.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def libraries() -> dict[str, str]:
    """Return the versions of the numerical libraries."""
    found = versions()
    return {name: found[name] for name in NUMERICAL}


def fingerprint() -> dict[str, str]:
    """Return what must be equal for results to be equal bit for bit on one machine."""
    return {"code": code_hash(), **libraries()}


def differences(
    then: Mapping[str, str], now: Mapping[str, str], before: str = "then", after: str = "now"
) -> list[str]:
    """Return in words what differs between two fingerprints.

    Args:
        before, after: when or where each was taken.
    """
    found = []
    if then.get("code") != now.get("code"):
        one, other = (str(print_.get("code"))[:12] for print_ in (then, now))
        found.append(f"rules, data or metrics differ (code {one} {before}, {other} {after})")
    for name in NUMERICAL:
        if then.get(name) != now.get(name):
            found.append(f"{name} {then.get(name)} {before}, {now.get(name)} {after}")
    return found


@cache
def processor() -> str:
    """Return a short hash of the vector instructions that NumPy may use on this machine.

    Results are equal bit for bit between processors of equal instructions; between others they
    agree within rounding.
    """
    for name in ("numpy._core._multiarray_umath", "numpy.core._multiarray_umath"):
        try:
            features = import_module(name).__cpu_features__
        except (ImportError, AttributeError):
            continue
        return _short(feature for feature, present in features.items() if present)
    return "unknown"


def _short(names: Iterable[str]) -> str:
    return hashlib.sha256(",".join(sorted(names)).encode()).hexdigest()[:12]
