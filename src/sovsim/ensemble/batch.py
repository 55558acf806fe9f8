"""A batch: some cells of some arms under one seed, and who computes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any, Literal, cast, get_args

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.disk.fingerprint import NUMPY, code_hash, libraries
from sovsim.ensemble.arms import Arm, ArmError, checked
from sovsim.ensemble.blocks import address
from sovsim.ensemble.cells import Cells

Progress = Callable[[int, int], None]
"""Told after every block how many of the missing cells are done, and how many were missing."""


Engine = Literal["auto", "numpy", "compiled"]
"""What computes: NumPy, the compiled rules, or what suits the size of the batch."""


@dataclass(frozen=True)
class Force:
    """Who does the work.

    Attributes:
        workers: processes of our own.
        executor: used in place of processes of our own.
        block: cells computed at once; None to find a good number.
        engine: that is asked for.
    """

    workers: int = 1
    executor: Executor | None = None
    block: int | None = None
    engine: Engine = "auto"

    @classmethod
    def of(
        cls, workers: Any, executor: Any = None, block: Any = None, engine: Any = "auto"
    ) -> Force:
        """Return a force from what a caller gave.

        Raises:
            ArmError: a number is none, or the executor takes no work.
            ArgumentError: there is no such engine.
        """
        given.executor(executor, ArmError)
        return cls(
            given.whole("workers", workers, 1, error=ArmError),
            executor,
            None if block is None else given.whole("block", block, 1, error=ArmError),
            cast(Engine, given.one_of("engine", engine, get_args(Engine))),
        )


@dataclass
class Batch:
    """Some cells of some arms.

    Attributes:
        arms: key -> arm.
        layout: how many cells each arm has, and what they are.
        seed: seed of the ensemble.
        columns: columns of the states of which every quarter is kept.
        single: whether it is an ensemble of one scenario, in which arms are not spoken of.
        posterior: what the manifest keeps of the posterior that the arms' values come from.
        engine: ``numpy`` or ``compiled``, by which all of its cells are computed.
    """

    arms: Mapping[str, Arm]
    layout: Cells
    seed: int
    columns: tuple[str, ...]
    single: bool
    posterior: Mapping[str, Any] | None = None
    engine: str = NUMPY

    def check(self) -> None:
        """Raise if it cannot be run.

        Raises:
            ArmError: a number is none, or an arm is wrong.
            UnknownParameter: an arm sets a parameter that does not exist.
        """
        runs = given.whole("runs", self.layout.runs, 1, error=ArmError)
        self.layout = replace(self.layout, runs=runs)
        self.seed = given.whole("seed", self.seed, 0, error=ArmError)
        self.arms = checked(self.arms, self.layout.count)

    def address(
        self, key: str, cells: range, values: Mapping[str, FloatArray] | None = None
    ) -> str:
        """Return the content address of some cells of an arm.

        Args:
            values: of the sampled parameters; the arm's own by default.
        """
        arm = self.arms[key]
        return address(
            spec_hash=arm.spec_hash,
            code_hash=code_hash(),
            libraries=libraries(),
            seed=self.seed,
            cells=cells,
            layout=self.layout,
            parameters=arm.of_cells(cells) if values is None else values,
            engine=self.engine,
        )
