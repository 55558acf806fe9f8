"""What an experiment asked, as plain data: enough to report on it without its file or the model."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

import rfc8785
from pydantic import BaseModel, ConfigDict, Field

from sovsim.disk.fingerprint import code_hash, versions
from sovsim.ensemble.common_ground import CommonGround
from sovsim.experiment.model import ExperimentData
from sovsim.experiment.schema import File, MetricTable
from sovsim.metrics import METRICS
from sovsim.parameters import registry
from sovsim.region.poles import Poles
from sovsim.telling.names import Names, listed


class _Facts(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ArmFacts(_Facts):
    """What the scenario of an arm came to."""

    title: str
    start: str
    end: str
    spec_hash: str


class SampledFacts(_Facts):
    """A parameter that was sampled, with the range that it was drawn from."""

    parameter: str
    low: float
    high: float
    unit: str
    status: str
    meaning: str


class MetricFacts(_Facts):
    """What an outcome of the experiment measures."""

    unit: str
    meaning: str


class Asked(_Facts):
    """An experiment's file, and what its names meant when it was run.

    Attributes:
        format: version of the layout of ``experiment.json``.
        document: the tables of the file.
        arms: by name.
        sampled: in the order of the file.
        metrics: by the names under which predictions know them.
        spec_hash: SHA-256 over the file's tables, without what is held against data, and the hashes
            of the arms' scenarios.
        code_hash, versions: of what ran it.
        powers: what the region calls its powers, where it has names of its own.
    """

    format: Literal[1] = 1
    document: File
    arms: dict[str, ArmFacts]
    sampled: list[SampledFacts]
    metrics: dict[str, MetricFacts]
    spec_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    code_hash: str
    versions: dict[str, str]
    powers: dict[str, str] = {}

    @property
    def poles(self) -> Poles:
        """What the powers are called in the region of the arms."""
        return Poles(**self.powers)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON; of the document, what its file says."""
        facts = self.model_dump(mode="json", exclude={"document"})
        return {**facts, "document": _dumped(self.document)}


def asked(experiment: ExperimentData) -> Asked:
    """Return what an experiment asks."""
    arms = {
        name: ArmFacts(
            title=scenario.title,
            start=scenario.start,
            end=scenario.end,
            spec_hash=scenario.spec_hash,
        )
        for name, scenario in experiment.scenarios.items()
    }
    known = registry()
    named = Names(next(iter(experiment.scenarios.values())).region)
    return Asked(
        document=experiment.document,
        arms=arms,
        sampled=[
            SampledFacts(
                parameter=entry.parameter,
                low=entry.low,
                high=entry.high,
                unit=known[entry.parameter].unit,
                status=known[entry.parameter].status,
                meaning=known[entry.parameter].meaning,
            )
            for entry in experiment.uncertainties
        ],
        metrics={
            name: _metric(table, experiment.ground, named)
            for name, table in experiment.metrics.items()
        },
        spec_hash=_hash(experiment.document, arms),
        code_hash=code_hash(),
        versions=versions(),
        powers=named.poles.every(),
    )


def _metric(table: MetricTable, ground: CommonGround, named: Names) -> MetricFacts:
    """Return unit and meaning of an outcome: of which states, and what is taken off."""
    name = table.metric or table.name
    words = METRICS[name].meaning.rstrip(".")
    if table.states:
        words += f", mean of {listed(named(code) for code in table.states)}"
    if table.minus or table.minus_states:
        less = METRICS[table.minus].meaning.rstrip(".") if table.minus else "the same"
        less_states = listed(named(code) for code in table.minus_states or ())
        of = f", mean of {less_states}" if less_states else ""
        words += f"; minus: {less}{of}"
    note = f" {table.note.strip()}" if table.note else ""
    return MetricFacts(unit=ground.unit(METRICS[name]), meaning=f"{named.local(words)}.{note}")


def _hash(document: File, arms: dict[str, ArmFacts]) -> str:
    scenarios = {name: facts.spec_hash for name, facts in arms.items()}
    told = _dumped(document)
    told.pop("against_data", None)  # it changes no run and no verdict
    content = rfc8785.dumps({"document": told, "scenarios": scenarios})
    return hashlib.sha256(content).hexdigest()


def _dumped(document: File) -> dict[str, Any]:
    found: dict[str, Any] = document.model_dump(
        mode="json", by_alias=True, exclude_unset=True, warnings=False
    )
    return found
