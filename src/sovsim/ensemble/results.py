"""What an ensemble leaves behind, as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import pandas as pd
import pyarrow as pa

from sovsim import given
from sovsim.brief import brief
from sovsim.disk.fingerprint import engine_of
from sovsim.disk.sealed import MANIFEST
from sovsim.disk.temporary import TemporaryFolder
from sovsim.ensemble import panel
from sovsim.ensemble.blocks import storage_blocks
from sovsim.ensemble.cells import Cells
from sovsim.ensemble.manifest import (
    FORMER,
    is_ensemble,
    is_former_study,
    made_otherwise,
    read_manifest,
    scenario_of,
)
from sovsim.ensemble.notes import note
from sovsim.ensemble.parts import (
    METRICS,
    PARAMETERS,
    STATES,
    EnsembleError,
    Held,
    held,
    held_without_seal,
    table_name,
)
from sovsim.ensemble.read import CURE, Reader
from sovsim.ensemble.tables import ARM, ERROR, POINT, RUN
from sovsim.scenario import Scenario

_WITHIN = ("runs", "design")
"""Folders in which experiments and studies keep their ensemble."""


class Tables(Protocol):
    """Results of several arms, as far as they are needed here."""

    @property
    def metrics(self) -> pd.DataFrame:
        """A row per arm and run."""

    @property
    def states(self) -> pd.DataFrame:
        """A row per arm, run and state."""


class Results:
    """The results of an ensemble; tables are read when they are first asked for.

    Every table has a column ``run``, and in an ensemble of several arms a column ``arm`` before
    it; runs of equal number share their noise. A crossed design has a column ``point`` between
    them.

    Attributes:
        folder: where the files are; it goes with this object where no folder was named.
        manifest: seed, hashes, versions, scenarios, arms.
        arms: keys of the arms, in the order in which tables list them.
        runs: runs of each arm; in a crossed design, at each point.
        layout: what is numbered in each arm: its runs, or its runs at points.
    """

    def __init__(
        self,
        folder: Path,
        manifest: dict[str, Any],
        arms: tuple[str, ...],
        runs: int,
        owner: TemporaryFolder | None = None,
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.arms = arms
        self.runs = runs
        self._owner = owner
        self.layout = Cells(runs, manifest["points"])
        old = manifest["format"] == FORMER.format
        cure = "  it was made by an older version; do it anew in another folder" if old else CURE
        self._read = Reader(folder, cure)
        self._held: Callable[[Path, str, int], Held | None] = held_without_seal if old else held

    @classmethod
    def open(
        cls,
        folder: str | Path,
        arms: tuple[str, ...] | None = None,
        runs: int | None = None,
        owner: TemporaryFolder | None = None,
    ) -> Results:
        """Open an ensemble folder.

        Args:
            arms: arms to show; all by default.
            runs: runs to show of each arm; all by default.
            owner: keeps a folder for as long as the results.

        Raises:
            EnsembleError: the folder holds no ensemble, or it is damaged.
        """
        path = _home(given.path("folder", folder, EnsembleError))
        manifest = read_manifest(path)
        chosen = tuple(manifest["arms"]) if arms is None else arms
        return cls(path, manifest, chosen, manifest["runs"] if runs is None else runs, owner)

    def __repr__(self) -> str:
        what = ", ".join(self.arms[:3]) + (", ..." if len(self.arms) > 3 else "")
        done = f"{self.done} of {self._wanted} runs"
        return brief(self, what, done, f"seed {self.seed}", f"in {self.folder}")

    @property
    def seed(self) -> int:
        """Seed of the ensemble."""
        return int(self.manifest["seed"])

    @property
    def engine(self) -> str:
        """What computed the runs: ``numpy`` or ``compiled``."""
        return engine_of(self.manifest)

    @property
    def done(self) -> int:
        """Number of runs that are there, of all arms."""
        return sum(len(part.cells) for _, part in self.parts)

    @property
    def complete(self) -> bool:
        """Whether every run of every arm is there."""
        return self.done == self._wanted

    @property
    def _wanted(self) -> int:
        return len(self.arms) * self.layout.count

    @property
    def made_otherwise(self) -> tuple[str, ...]:
        """What differs, in words, between the code that made the results and that at work now."""
        return tuple(made_otherwise(self.manifest))

    @cached_property
    def parts(self) -> tuple[tuple[str, Held], ...]:
        """The finished parts, each with its arm, in the order of the tables."""
        found = []
        for arm in self.arms:
            for block in storage_blocks(self.layout.count):
                part = self._held(self.folder, arm, block.start)
                if part is not None:
                    shown = range(block.start, min(part.cells.stop, block.stop))
                    found.append((arm, replace(part, cells=shown)))
        return tuple(found)

    @cached_property
    def metrics(self) -> pd.DataFrame:
        """A row per run, a column per metric.

        Where some run failed there is a column ``error`` with the reason; its metrics are missing.
        """
        table = self._table(METRICS)
        return table if table[ERROR].notna().any() else table.drop(columns=ERROR)

    @cached_property
    def errors(self) -> pd.DataFrame:
        """A row per run that failed: ``run, error``."""
        table = self._table(METRICS, columns=[*self._keys, ERROR])
        return table[table[ERROR].notna()].reset_index(drop=True)

    @cached_property
    def states(self) -> pd.DataFrame:
        """A row per run and state, a column per metric that states have of their own."""
        return self._table(STATES)

    @cached_property
    def parameters(self) -> pd.DataFrame:
        """A row per run, a column per parameter that an arm sets; missing where it does not."""
        known = self.manifest["arms"]
        sampled = list(dict.fromkeys(arm for arm, _ in self.parts if known[arm]["parameters"]))
        if not sampled:
            return self.metrics[self._keys].copy()
        return self.metrics[self._keys].merge(
            self._table(PARAMETERS, sampled), on=self._keys, how="left"
        )

    def panel(
        self,
        quantiles: Sequence[float] | None = panel.QUANTILES,
        variables: Sequence[str] | str | None = None,
    ) -> pd.DataFrame:
        """Return the course of the states' variables over the quarters.

        Args:
            quantiles: over the runs, from 0 to 1, as rows ``step, quarter, state, variable,
                quantile, value``; None for the trajectories themselves, as rows ``run, step,
                quarter, state`` with a column per variable.
            variables: names of variables (``autonomy``) or columns (``autonomy_security``);
                everything that was kept by default.

        Raises:
            NoTrajectories: the ensemble kept none, or not of these variables.
            EnsembleError: a file is lost or damaged.
        """
        table = panel.of(self._read, self.parts, quantiles, variables)
        return table.drop(columns=ARM) if self.manifest["single"] else table

    def scenario(self, arm: str | None = None) -> Scenario:
        """Return the scenario of an arm, settings included; that of the first one by default.

        Raises:
            ArgumentError: there is no such arm.
            EnsembleError: this version of sovsim does not understand it.
        """
        chosen = self.arms[0] if arm is None else given.one_of("arm", arm, self.arms)
        return scenario_of(self.folder, self.manifest, chosen)

    @property
    def _keys(self) -> list[str]:
        if self.manifest["single"]:
            return [RUN]
        return [ARM, POINT, RUN] if self.layout.crossed else [ARM, RUN]

    def _table(
        self, kind: str, arms: Sequence[str] | None = None, columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return the rows of all parts; those of unfinished work are left out."""
        chosen = (one for one in self.parts if arms is None or one[0] in arms)
        tables = [self.rows(kind, arm, part, columns) for arm, part in chosen]
        if not tables:
            raise EnsembleError(f"{self.folder}: no run is finished yet")
        frame: pd.DataFrame = pa.concat_tables(tables, promote_options="default").to_pandas()
        return frame.drop(columns=ARM, errors="ignore") if self.manifest["single"] else frame

    def rows(
        self, kind: str, arm: str, part: Held, columns: Sequence[str] | None = None
    ) -> pa.Table:
        """Return the rows of a part's table of a kind, words as text.

        Args:
            columns: those that are read, ``run`` among them; all by default.

        Raises:
            EnsembleError: the file is lost or damaged.
        """
        table = self._read.table(part, table_name(kind, arm, part.cells.start), columns)
        for place, name in enumerate(table.column_names):
            if pa.types.is_dictionary(table[name].type):
                table = table.set_column(place, name, table[name].cast(pa.string()))
        if self.layout.crossed:  # all or nothing: a design does not grow
            return table
        return table.filter(pa.compute.less(table[RUN], part.cells.stop))


def _home(folder: Path) -> Path:
    """Return the folder of the ensemble, which experiments and studies keep within their own."""
    if not (folder / MANIFEST).exists():
        for name in _WITHIN:
            if is_ensemble(folder / name) or is_former_study(folder / name):
                return folder / name
        within = sorted(folder.glob(f"*/{_WITHIN[0]}"))
        several = [path.parent.name for path in within if is_ensemble(path)]
        if several:
            raise EnsembleError(
                f"{folder}: holds several experiments; open one of them: {', '.join(several[:4])}"
            )
    return folder


def load_results(folder: str | Path) -> Results:
    """Open an ensemble folder, finished or not.

    The folders of experiments, questions of options and studies keep their runs in a folder
    within, which is opened. A line says where the runs were found, if not in the folder itself,
    and in what the code or the libraries that made them differ from those at work now.

    Raises:
        EnsembleError: the folder holds no ensemble, or it is damaged.
    """
    results = Results.open(folder)
    if results.folder != Path(folder):
        note(f"{folder} keeps its runs in {results.folder.name}; opened {results.folder}")
    if results.made_otherwise:
        differs = "; ".join(results.made_otherwise)
        note(f"{results.folder} can be read, but not continued: {differs}")
    return results
