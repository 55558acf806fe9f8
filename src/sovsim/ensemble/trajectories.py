"""Every quarter of a block of runs, for ensembles that keep trajectories."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sovsim import given
from sovsim.arrays import FloatArray
from sovsim.axes import member_name
from sovsim.disk.arrow import numbers, word, words
from sovsim.disk.parquet import encode
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.text import clipped
from sovsim.scenario import Scenario
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.world import World


class UnknownColumn(ValueError):
    """A variable of states that does not exist."""


def columns(chosen: bool | Sequence[str]) -> tuple[str, ...]:
    """Return the columns to be kept, in the order of declaration.

    Args:
        chosen: True for everything that states have; False for nothing; or names of variables
            (``autonomy``) and of columns (``autonomy_security``).

    Raises:
        UnknownColumn: naming the nearest known one.
    """
    every = [name for name, (variable, _) in COMPONENTS.items() if _of_states(variable)]
    if isinstance(chosen, bool | np.bool_):
        return tuple(every) if chosen else ()
    wanted: set[str] = set()
    for name in given.texts("trajectories", chosen):
        if name in VARIABLES and _of_states(name):
            wanted.update(column for column, _ in VARIABLES[name].components())
        elif name in every:
            wanted.add(name)
        else:
            hint = did_you_mean(name, [*VARIABLES, *every])
            raise UnknownColumn(f"states have no variable '{clipped(name)}'{hint}")
    return tuple(column for column in every if column in wanted)


def _of_states(variable: str) -> bool:
    return VARIABLES[variable].per == "state"


class Trajectories:
    """Chosen columns of the states, quarter after quarter.

    Args:
        columns: as from `columns`.
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = tuple(columns)
        self._quarters: list[FloatArray] = []

    def keep(self, world: World) -> None:
        """Keep the values at the end of a quarter, ``[column, run, state]``."""
        places = [COMPONENTS[column] for column in self.columns]
        self._quarters.append(np.stack([world[variable][index] for variable, index in places]))

    def table(self, arm: str, scenario: Scenario, runs: Sequence[int]) -> pa.Table:
        """Return a row per run, quarter and state, in that order."""
        codes = scenario.region.codes
        steps, states = len(self._quarters), len(codes)
        cells = len(runs) * steps
        step = np.tile(np.repeat(np.arange(steps), states), len(runs))
        data = {
            "arm": word(arm, cells * states),
            "run": pa.array(np.repeat(np.asarray(runs, dtype=np.int64), steps * states)),
            "step": pa.array(step.astype(np.int32)),
            "quarter": words([scenario.quarter(number) for number in range(steps)], step),
            "state": words(codes, np.tile(np.arange(states), cells)),
        }
        for place, name in enumerate(self.columns):
            values = np.stack([quarter[place] for quarter in self._quarters], axis=1).ravel()
            members = VARIABLES[COMPONENTS[name][0]].codes
            data[name] = (
                numbers(values)
                if members is None
                else words([member_name(member) for member in members], values)
            )
        return pa.table(data)

    def encoded(self, arm: str, scenario: Scenario, runs: Sequence[int]) -> bytes:
        """Return the table as the bytes of a Parquet file."""
        return encode(self.table(arm, scenario, runs))
