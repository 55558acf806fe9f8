"""A run with its tables, in memory or in a folder: what explains, draws and reports may ask for."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sovsim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def happenings(events: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows of the table of events in the first run."""
    return events[events["run"] == events["run"].min()].to_dict("records")


class Recorded(Protocol):
    """A run with its tables: a folder, or a run in memory."""

    @property
    def scenario(self) -> Scenario:
        """The scenario of the run."""

    @property
    def states(self) -> pd.DataFrame:
        """A row per run, quarter and state."""

    @property
    def institutions(self) -> pd.DataFrame:
        """A row per run, quarter and institution."""

    @property
    def system(self) -> pd.DataFrame:
        """A row per run, quarter, actor and variable of all that is no state."""

    @property
    def events(self) -> pd.DataFrame:
        """A row per event."""

    @property
    def choices(self) -> pd.DataFrame:
        """A row per decision, option and motive."""

    @property
    def ledger(self) -> pd.DataFrame:
        """A row per term that moved a variable."""

    @property
    def metrics(self) -> Mapping[str, Mapping[str, Any]]:
        """Name -> value, unit and claims."""


class SavedRun(Recorded, Protocol):
    """A run that has a folder, as `sovsim.record.RunFolder` opens it."""

    @property
    def path(self) -> Path:
        """The run's folder."""

    @property
    def arrow(self) -> Mapping[str, pa.Table]:
        """The tables as they are stored."""

    @property
    def happened(self) -> Sequence[Mapping[Hashable, Any]]:
        """Rows of the table of events in the first run, to be read only."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Seed, hashes, versions, command."""
