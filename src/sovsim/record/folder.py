"""A run folder on disk, read lazily and checked against the hashes in its manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sovsim import given
from sovsim.brief import brief
from sovsim.disk import sealed
from sovsim.disk.exchange import read_current
from sovsim.disk.sealed import MANIFEST
from sovsim.record.layout import BRANCH, FILES, METRICS, RUN, RunFolderError
from sovsim.record.manifest import rebuild
from sovsim.record.recorded import happenings
from sovsim.scenario import Scenario, ScenarioError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class RunFolder:
    """A finished run on disk.

    Attributes:
        path: the folder.
        manifest: seed, hashes, versions, scenario, times, and lists of the files.
    """

    def __init__(self, path: Path, manifest: dict[str, Any]) -> None:
        self.path = path
        self.manifest = manifest
        self.arrow: Mapping[str, pa.Table] = _Tables(self)

    @classmethod
    def open(cls, path: str | Path) -> RunFolder:
        """Open a run folder.

        Raises:
            RunFolderError: there is none, or it is damaged.
        """
        folder = given.path("run", path, RunFolderError)
        return cls(folder, read_manifest(folder))

    @classmethod
    def of(cls, run: Any) -> RunFolder:
        """Return the folder of a run: a folder, its path, or a run that was written to one.

        Raises:
            RunFolderError: there is none, or it is damaged.
        """
        found = run if isinstance(run, RunFolder) else getattr(run, "folder", run)
        if found is None and run is not None:
            raise RunFolderError("the run is in memory alone; give sovsim.run a folder, out=")
        return found if isinstance(found, RunFolder) else cls.open(found)

    def remember(self, scenario: Scenario, tables: Mapping[str, pa.Table]) -> None:
        """Answer from what is still in memory of the run that was written, not from its files."""
        self.scenario = self.parent_scenario = scenario
        self.arrow = tables

    def __repr__(self) -> str:
        address = f"seed {self.manifest['seed']}", f"run {self.manifest['run']}"
        return brief(self, self.manifest["scenario"], *address, f"in {self.path}")

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario of the run, settings included; of a branch, with its change.

        Raises:
            RunFolderError: this version of sovsim does not understand it.
        """
        if BRANCH not in self.manifest:
            return self.parent_scenario
        from sovsim.record.branch_settings import branched_scenario

        try:
            return branched_scenario(self.parent_scenario, self.manifest[BRANCH])
        except (KeyError, TypeError, ValueError) as error:
            words = " ".join(str(error).split())
            raise self._damaged(MANIFEST, f"describes no branch ({words})") from None

    @cached_property
    def parent_scenario(self) -> Scenario:
        """The scenario of the run that a branch comes from; of any other run, its own.

        Raises:
            RunFolderError: this version of sovsim does not understand it.
        """
        try:
            return rebuild(self.manifest)
        except ScenarioError as error:
            raise RunFolderError(f"{self.path}: {' '.join(str(error).split())}") from None
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            what = f"{type(error).__name__}: {error}"
            raise self._damaged(MANIFEST, f"describes no scenario ({what})") from None

    @cached_property
    def states(self) -> pd.DataFrame:
        """A row per run, quarter and state."""
        return self.table("states")

    @cached_property
    def institutions(self) -> pd.DataFrame:
        """A row per run, quarter and institution."""
        return self.table("institutions")

    @cached_property
    def system(self) -> pd.DataFrame:
        """A row per run, quarter, actor and variable of all that is no state."""
        return self.table("system")

    @cached_property
    def events(self) -> pd.DataFrame:
        """A row per event."""
        return self.table("events")

    @cached_property
    def choices(self) -> pd.DataFrame:
        """A row per decision, option and motive."""
        return self.table("choices")

    @cached_property
    def ledger(self) -> pd.DataFrame:
        """A row per term that moved a variable."""
        return self.table("ledger")

    @cached_property
    def metrics(self) -> dict[str, dict[str, Any]]:
        """Name -> value, unit and claims."""
        found = _json(self.path, METRICS, self._content(METRICS))
        if not isinstance(found, dict):
            raise self._damaged(METRICS, "holds no table of metrics")
        return found

    def table(self, name: str) -> pd.DataFrame:
        """Return a table by its name.

        Raises:
            RunFolderError: the file is missing or damaged.
        """
        from sovsim.record.arrow import frame

        return frame(self.arrow[name])

    @cached_property
    def happened(self) -> list[dict[Hashable, Any]]:
        """Rows of the table of events in the first run, to be read only."""
        return happenings(self.events)

    def read(self, name: str) -> pa.Table:
        """Read a table from its file.

        Raises:
            RunFolderError: the file is missing or damaged.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        file = f"{name}.parquet"
        content = self._content(file)
        try:
            return pq.read_table(pa.BufferReader(content))
        except (OSError, pa.ArrowException) as error:
            raise self._damaged(file, str(error)) from None

    def damaged_files(self) -> list[str]:
        """Return the files that are missing or differ from what was written."""
        damaged = []
        for name in self.manifest[FILES]:
            try:
                self._content(name)
            except RunFolderError:
                damaged.append(name)
        return damaged

    def _content(self, name: str) -> bytes:
        """Return a file's bytes, checked against the manifest."""
        wanted = self.manifest[FILES].get(name)
        if wanted is None:
            raise self._damaged(MANIFEST, f"lists no {name}")
        content = _bytes(self.path, name)
        if hashlib.sha256(content).hexdigest() != wanted:
            raise self._damaged(name, "is not what the run wrote")
        return content

    def _damaged(self, name: str, why: str) -> RunFolderError:
        return RunFolderError(f"{self.path}: damaged run folder: {name} {' '.join(why.split())}")


class _Tables(dict[str, "pa.Table"]):
    """Tables that are read whenever they are asked for, and not kept."""

    def __init__(self, folder: RunFolder) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> pa.Table:
        return self._folder.read(name)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run folder, checked.

    Raises:
        RunFolderError: there is none, or it is damaged.
    """
    return sealed.read_manifest(folder, RUN)


def _bytes(folder: Path, name: str) -> bytes:
    try:
        return read_current(folder, name)
    except OSError as error:
        why = error.strerror or str(error)
        raise RunFolderError(f"{folder}: damaged run folder: {name}: {why}") from None


def _json(folder: Path, name: str, content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RunFolderError(f"{folder}: damaged run folder: {name}: {error}") from None
