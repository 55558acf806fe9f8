"""A scenario: its data, with what users do with it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from sovsim.scenario.model import ScenarioData
from sovsim.scenario.settings import apply_settings


class Scenario(ScenarioData):
    """What a run starts from and what happens to it; see `ScenarioData` for its attributes."""

    @classmethod
    def of(cls, data: ScenarioData) -> Scenario:
        """Return data as a scenario."""
        if isinstance(data, cls):
            return data
        return cls(**{field.name: getattr(data, field.name) for field in fields(data)})

    def with_settings(self, settings: Iterable[str]) -> Scenario:
        """Return the scenario with settings ``KEY=VALUE`` applied, checked like a file.

        A changed span drops the events and plays that lie outside it.

        Raises:
            ScenarioError: naming the setting that is wrong.
        """
        return Scenario.of(apply_settings(self, settings))
