"""Kernels: compiled once for a set of rules and a region, kept on disk, loaded by whoever runs.

What is data is not in a kernel: parameters, start values, events, imposed decisions, seeds. So
scenarios of the same mechanisms and region share one, whatever levers are moved.
"""

from __future__ import annotations

import functools
import hashlib
import json
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module, metadata
from typing import Any

import numpy as np
import rfc8785

from sovsim import points
from sovsim.compiled import cache
from sovsim.compiled.layout import Layout
from sovsim.disk.fingerprint import COMPILED, NUMPY, code_hash, compiler_hash
from sovsim.region import Region
from sovsim.region.topology import Topology
from sovsim.rules.contract import Mask
from sovsim.scenario import Scenario
from sovsim.start_at_rest import given_at_start

LIBRARY, OLDEST = "llvmlite", "0.45"
"""What makes machine code, and its first version that reads the language of today's LLVM."""

CURE = "pip install 'sovsim[fast]'"


class NotCompiled(ValueError):
    """Rules for which there is no machine code here; the message says why, and what to do."""


@dataclass(frozen=True)
class Built:
    """A kernel as it is kept and sent about.

    Attributes:
        key: what it was made from, as a hash; the processor is part of it.
        host: the processor that it was made for, and what compiled it (`host`).
        content: machine code, and where it finds what (`sealed`).
        rest: of one that puts a start at rest: the variables that are given as a whole.
        start: of one that runs quarters: what puts their start at rest.
    """

    key: str
    host: str
    content: bytes
    rest: str = ""
    start: Built | None = None


def missing_library() -> str | None:
    """Return why nothing can be compiled on this machine, in words; None where it can be."""
    try:
        found = metadata.version(LIBRARY)
    except metadata.PackageNotFoundError:
        return f"compiled rules need {LIBRARY}, which is not installed\n  {CURE}"
    if _numbers(found) < _numbers(OLDEST):
        return f"compiled rules need {LIBRARY} {OLDEST} or newer, not {found}\n  {CURE}"
    return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def kind_of(scenario: Scenario) -> str:
    """Return what scenarios have in common that share a kernel, as a hash."""
    parts = {
        "mechanisms": dict(scenario.mechanisms),
        "off": sorted(scenario.off),
        "region": _region(scenario.region),
    }
    return _hash(parts)


@functools.lru_cache(maxsize=64)
def _region(region: Region) -> str:
    """Return what a program holds of a region, its shape and its ties, as a hash."""
    digest = hashlib.sha256()
    for name, array in vars(Topology.from_region(region)).items():
        values = np.ascontiguousarray(array, dtype="<f8")
        digest.update(f"{name}{values.shape}".encode() + values.tobytes())
    return digest.hexdigest()


def generator() -> Any:
    """Return what makes machine code: `sovsim.compiled.llvm.build`.

    Raises:
        NotCompiled: its library is not installed, or cannot be loaded.
    """
    missing = missing_library()
    if missing is not None:
        raise NotCompiled(missing)
    try:
        return import_module("sovsim.compiled.llvm.build")
    except (ImportError, OSError) as error:
        why = " ".join(str(error).split())[:200]
        words = f"compiled rules need {LIBRARY}, which cannot be loaded\n  {why}"
        raise NotCompiled(words) from None


def host() -> str:
    """Return what machine code depends on besides the rules: the processor, and what compiles.

    Raises:
        NotCompiled: nothing can be compiled here.
    """
    found = generator()
    return f"{found.host()}; {found.library()}"


def _hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(rfc8785.dumps(dict(content))).hexdigest()


_known: dict[str, Built] = {}


def built(scenario: Scenario) -> Built:
    """Return the kernel by which an ensemble of a scenario runs.

    It is one that is known, or from the disk, or compiled now.

    Raises:
        NotCompiled: it cannot be compiled here.
    """
    return replace(_built(scenario, "measured", {}), start=_at_start(scenario))


def built_to_record(scenario: Scenario) -> Built:
    """Return the kernel by which a run of a scenario is recorded; see `built`."""
    return replace(_built(scenario, RECORDED, {}), start=_at_start(scenario))


def built_to_rest(scenario: Scenario, given: Mapping[str, Mask]) -> Built:
    """Return the kernel that puts a scenario's start at rest; see `built`.

    Args:
        given: as from `sovsim.start_at_rest.given_at_start`. What is given as a whole is not
            solved, and so another kernel.
    """
    return _built(scenario, "rested", {"given": given}, wholly_given(given))


def _at_start(scenario: Scenario) -> Built:
    return built_to_rest(scenario, given_at_start(points.starts(scenario, {})))


def wholly_given(given: Mapping[str, Mask]) -> str:
    """Return the names of the variables of which every value is given."""
    return ",".join(sorted(name for name, mask in given.items() if mask.all()))


def engine_for(scenario: Scenario, wanted: str = "auto") -> str:
    """Return the engine by which a single run is computed.

    Args:
        wanted: ``numpy``, ``compiled``, or ``auto``: compiled rules where their kernel is on disk
            already. To compile one takes longer than a run by NumPy does.
    """
    return wanted if wanted != "auto" else COMPILED if kept(scenario) else NUMPY


def kept(scenario: Scenario) -> bool:
    """Return whether the kernel by which a run of a scenario is recorded is on disk."""
    if missing_library() is not None or cache.folder() is None:
        return False
    try:
        return cache.holds(_name(scenario, f"{RECORDED} "))
    except NotCompiled:
        return False


RECORDED = "recorded"


def _name(scenario: Scenario, use: str) -> str:
    parts = {
        "code": code_hash(),
        "compiler": compiler_hash(),
        "host": host(),
        "kind": kind_of(scenario),
        "use": use,
    }
    return _hash(parts)


def _built(scenario: Scenario, use: str, given: Mapping[str, Any], rest: str = "") -> Built:
    """Return a kernel for some use, which is named as what traces it in `quarter`.

    Args:
        given: what is traced needs besides the scenario.
        rest: what else makes it another kernel.
    """
    key = _name(scenario, f"{use} {rest}")
    if key not in _known:
        content = cache.load(key)
        if content is None:
            content = _compiled(scenario, use, given)
            cache.keep(key, content)
        while len(_known) >= cache.MOST:
            _known.pop(next(iter(_known)))
        _known[key] = Built(key, host(), content, rest)
    return _known[key]


def _compiled(scenario: Scenario, use: str, given: Mapping[str, Any]) -> bytes:
    from sovsim.compiled import quarter
    from sovsim.compiled.symbolic import NotTraceable

    try:
        made = getattr(quarter, use)(scenario, **given)
    except NotTraceable as error:
        raise NotCompiled(f"{scenario.name}: its rules cannot be compiled\n  {error}") from None
    compiler = generator()
    try:
        code = compiler.build(made.early, made.late, made.layout)
    except compiler.CannotBuild as error:
        raise NotCompiled(f"compiled rules need another {LIBRARY}\n  {error}") from None
    return sealed(made.layout, code, made.script)


def sealed(plan: Layout, code: bytes, script: object = None) -> bytes:
    """Return machine code with its layout and its script, as they are kept together."""
    told = {name: [[key, at] for key, at in part.items()] for name, part in vars(plan).items()}
    head = json.dumps(told, separators=(",", ":")).encode()
    words = b"" if script is None else pickle.dumps(script)
    sizes = len(head).to_bytes(8, "little") + len(words).to_bytes(8, "little")
    return sizes + head + words + code


def unsealed(content: bytes) -> tuple[Layout, bytes, Any]:
    """Return layout, machine code and script that are kept together."""
    middle = 16 + int.from_bytes(content[:8], "little")
    end = middle + int.from_bytes(content[8:16], "little")
    told = json.loads(content[16:middle])
    parts = {name: {_key(key): tuple(at) for key, at in part} for name, part in told.items()}
    script = pickle.loads(content[middle:end]) if end > middle else None
    return Layout(**parts), content[end:], script


def _key(told: Any) -> Any:
    return tuple(_key(one) for one in told) if isinstance(told, list) else told
