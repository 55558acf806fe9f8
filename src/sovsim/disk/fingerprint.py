"""What decides the bits of a result besides the scenario.

Code, numerical libraries, the processor, and the engine: NumPy or compiled rules.
"""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module, metadata, resources
from importlib.resources.abc import Traversable
from typing import Any

from sovsim.release import version

NUMERICAL = ("numpy", "scipy")
"""Libraries whose versions can change the last bits of a result."""

NUMPY, COMPILED = "numpy", "compiled"
"""The two engines: the rules as NumPy runs them, and compiled. They agree within rounding; a result
names the one it came from."""

ENGINE_NAMES = {NUMPY: "NumPy", COMPILED: "compiled rules"}

LIBRARIES = ("sovsim", "numpy", "scipy", "mesa", "pandas", "pyarrow")
"""Libraries whose versions are told with a result."""

_CODE = (
    "addresses.py",
    "arrays.py",
    "axes.py",
    "documents",
    "engine.py",
    "initial_world.py",
    "listener.py",
    "metrics",
    "noise.py",
    "parameters.py",
    "quarters.py",
    "schedule.py",
    "shocks.py",
    "simulation.py",
    "start_at_rest.py",
    "world.py",
    "region",
    "rules",
    "scenario",
    "variables",
    "data/parameters",
    "data/region",
)
"""What a result depends on; the wording of claims is not among it."""

_NOT_OF_RESULTS = ("compiled/cache.py", "compiled/javascript/")
"""What of the compiler no result on this machine depends on."""


@cache
def code_hash() -> str:
    """Return the SHA-256 over the rules, the metrics, what runs them, and their data."""
    return _hash_of(_CODE, skipped=_NOT_OF_RESULTS)


@cache
def compiler_hash() -> str:
    """Return the SHA-256 over what makes compiled rules of the rules, and runs them."""
    return _hash_of(("compiled",), skipped=_NOT_OF_RESULTS)


@cache
def generator_hash() -> str:
    """Return the SHA-256 over what makes scripts for browsers of the rules, and runs in them."""
    return _hash_of(("compiled",), endings=(".py", ".js"))


def _hash_of(
    names: Iterable[str],
    endings: tuple[str, ...] = (".py", ".toml"),
    skipped: tuple[str, ...] = (),
) -> str:
    digest = hashlib.sha256()
    package = resources.files("sovsim")
    for name in names:
        for path, file in sorted(_files(package.joinpath(name), name)):
            if not path.endswith(endings) or path.startswith(skipped):
                continue
            content = file.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _files(entry: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    if entry.is_file():
        yield path, entry
    elif entry.is_dir():
        for inner in entry.iterdir():
            yield from _files(inner, f"{path}/{inner.name}")


def versions(engine: str = NUMPY) -> dict[str, str]:
    """Return the versions of Python and of the libraries that a result depends on.

    Args:
        engine: by which it comes about.
    """
    used = LIBRARIES if engine == NUMPY else (*LIBRARIES, "llvmlite")
    return {"python": platform.python_version(), **{name: _version(name) for name in used}}


@cache
def _version(library: str) -> str:
    if library == "sovsim":
        return version()
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "unknown"


def libraries() -> dict[str, str]:
    """Return the versions of the numerical libraries."""
    found = versions()
    return {name: found[name] for name in NUMERICAL}


def fingerprint(engine: str = NUMPY) -> dict[str, str]:
    """Return what must be equal for results to be equal bit for bit on one machine.

    Args:
        engine: by which the results come about.
    """
    found = {"code": code_hash(), **libraries()}
    return found if engine == NUMPY else {**found, "engine": engine, "compiler": compiler_hash()}


def engine_of(told: Mapping[str, Any]) -> str:
    """Return the engine that a manifest or a fingerprint names; once there was only NumPy."""
    return str(told.get("engine", NUMPY))


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
    engines = [engine_of(print_) for print_ in (then, now)]
    if engines[0] != engines[1]:
        one, other = (ENGINE_NAMES.get(engine, engine) for engine in engines)
        found.append(f"computed by {one} {before}, by {other} {after}")
    elif then.get("compiler") != now.get("compiler"):
        one, other = (str(print_.get("compiler"))[:12] for print_ in (then, now))
        found.append(f"what compiles the rules differs (code {one} {before}, {other} {after})")
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
