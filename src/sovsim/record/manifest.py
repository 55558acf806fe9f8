"""The manifest of a run: everything needed to repeat it, and nothing about the machine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sovsim.citation import Citation
from sovsim.disk.fingerprint import NUMPY, code_hash, compiler_hash, versions
from sovsim.documents.errors import Origin, Problem, Problems
from sovsim.documents.shape import shaped
from sovsim.record.layout import RUN
from sovsim.region import region_names
from sovsim.scenario import Scenario, ScenarioError, shipped_files
from sovsim.scenario.resolve import resolve
from sovsim.scenario.schema import File


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def describe(
    scenario: Scenario,
    *,
    seed: int,
    run: int,
    settings: tuple[str, ...],
    started: str,
    finished: str,
    engine: str = NUMPY,
    posterior: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the manifest of a run, still without the hashes of its files.

    Args:
        engine: by which it was computed; compiled rules are named, with a hash of what compiles.
        posterior: what the scenario's values were taken from, and by which names.
    """
    document: dict[str, Any] = scenario.document.model_dump(
        by_alias=True, exclude_unset=True, warnings=False
    )
    if not _is_known(scenario):
        document["scenario"]["region"] = scenario.region.name
    return {
        "format": RUN.format,
        "kind": RUN.name,
        "scenario": scenario.name,
        "title": scenario.title,
        "question": scenario.question,
        "seed": seed,
        "run": run,
        "settings": list(settings),
        "start": scenario.start,
        "end": scenario.end,
        "command": command(scenario.name, seed, settings, posterior),
        "started": started,
        "finished": finished,
        "spec_hash": scenario.spec_hash,
        "code_hash": code_hash(),
        "versions": versions(),
        **({} if engine == NUMPY else {"engine": engine, "compiler": compiler_hash()}),
        "scenario_text": scenario.text,
        "base_text": scenario.base_text,
        "document": _plain(document),
        "region": scenario.region.as_dict(),
        **({} if posterior is None else {"posterior": dict(posterior)}),
    }


def _plain(value: Any) -> Any:
    """Return a document as JSON holds it; citations keep their link."""
    if isinstance(value, Mapping):
        return {name: _plain(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    return value.written if isinstance(value, Citation) else value


def _is_known(scenario: Scenario) -> bool:
    """Return whether the region can be had by name alone."""
    name = scenario.document.scenario.region
    return name in region_names() or name.startswith("synthetic-")


def command(
    name: str, seed: int, settings: tuple[str, ...], posterior: Mapping[str, Any] | None = None
) -> str:
    """Return the command line that does a run again."""
    named = name if name in shipped_files("scenarios") else f"{name}.toml"
    chosen = [
        f"--set '{setting}'" if " " in setting else f"--set {setting}" for setting in settings
    ]
    if posterior is not None:
        chosen.append(f"--posterior {posterior['name']}")
        chosen += [f"--member {posterior['member']}"] if posterior["member"] != "mean" else []
    return " ".join(["sovsim run", named, f"--seed {seed}", *chosen])


def rebuild(manifest: Mapping[str, Any]) -> Scenario:
    """Return the scenario that a manifest holds, settings included.

    Raises:
        ScenarioError: this version of sovsim understands it no more, or in another way.
    """
    from sovsim.record.region_data import region_from_dict

    origin = Origin("manifest.json")
    try:
        scenario = resolve(
            shaped(manifest["document"], origin, File),
            region=region_from_dict(manifest["region"]),
            text=manifest["scenario_text"],
            base_text=manifest["base_text"],
        )
    except (Problem, Problems) as found:
        raise origin.error(found) from None
    if scenario.spec_hash != manifest["spec_hash"]:
        raise ScenarioError(
            "manifest.json: the scenario means something else to this version of sovsim\n"
            f"  the run was made by version {manifest['versions']['sovsim']}"
        )
    return Scenario.of(scenario)
