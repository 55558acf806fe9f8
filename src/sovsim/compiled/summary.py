"""A quarter's program in figures: what it reads, gives and works out, and for which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sovsim import schedule
from sovsim.compiled.program import Key, Program
from sovsim.compiled.start import start
from sovsim.compiled.trace import quarter
from sovsim.points import starts
from sovsim.region.topology import Topology
from sovsim.scenario import Scenario
from sovsim.start_at_rest import given_at_start

_DATA = ("input", "constant", "vector")
_SORTS = {
    "world": "the world",
    "before": "the world a quarter earlier",
    "start": "the world at the start",
    "parameter": "parameters",
    "uniform": "draws",
    "step": "the quarter",
    "forced": "options that are imposed",
    "total": "totals of metrics",
    "told": "what the ledger is told besides",
}
_ENGINE = "the engine"


@dataclass(frozen=True)
class Summary:
    """Figures of the programs of a scenario's mechanisms and region.

    Attributes:
        operations: operations of a quarter with all metrics.
        rows: the same with inputs and constants.
        ledger: operations of a quarter that a ledger is kept of.
        start: operations of the start at rest.
        inputs, gives: what is read and given, by sort: rows, and values for a run.
        kinds: how often each operation stands in it.
        origins: operations by the rule that asks for them first, in the order of the quarter.
    """

    operations: int
    rows: int
    ledger: int
    start: int
    inputs: list[dict[str, Any]]
    gives: list[dict[str, Any]]
    kinds: list[dict[str, Any]]
    origins: list[dict[str, Any]]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    def sentences(self) -> list[str]:
        """Return what the figures say as a whole."""
        return [
            f"{self.operations:,} operations on rows, {self.rows:,} rows with inputs and "
            "constants. A row holds a value for each unit of its axis, or one for all. What two "
            "rules ask for alike is worked out once, and counts for the first.",
            f"With a ledger {self.ledger:,} operations, without what only metrics read; the "
            f"start at rest takes {self.start:,}, once.",
        ]


def summary(scenario: Scenario) -> Summary:
    """Return the figures of a scenario's programs.

    Raises:
        NotTraceable: a rule or a metric does what no program can say.
    """
    topology = Topology.from_region(scenario.region)
    stages = schedule.compile_stages(scenario.mechanisms)
    off = frozenset(scenario.off)
    found = quarter(stages, topology, off)
    rest = start(stages, topology, given_at_start(starts(scenario, {})), off)
    kinds = _operations(found.late)
    whole = kinds.total()
    origins: Counter[str] = Counter()
    for row in found.late.rows:
        if row.operation not in _DATA:
            metric = row.origin.startswith("metric")
            origins["metrics" if metric else row.origin or _ENGINE] += 1
    return Summary(
        operations=whole,
        rows=len(found.late.rows),
        ledger=_operations(found.told).total(),
        start=_operations(rest).total(),
        inputs=_sorts(found.late.inputs().items()),
        gives=_sorts(
            _given(found.late) + [one for one in _given(found.told) if one[0][0] == "told"]
        ),
        kinds=[
            {"operation": name, "rows": count, "share": count / whole}
            for name, count in kinds.most_common()
        ],
        origins=[
            {"rule": name, "rows": origins[name], "share": origins[name] / whole}
            for name in (*schedule.RULES, _ENGINE, "metrics")
            if origins[name]
        ],
    )


def _operations(program: Program) -> Counter[str]:
    return Counter(row.operation for row in program.rows if row.operation not in _DATA)


def _given(program: Program) -> list[tuple[Key, int]]:
    return [(key, program.rows[row].units) for key, row in program.outputs.items()]


def _sorts(keys: Iterable[tuple[Key, int]]) -> list[dict[str, Any]]:
    rows: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for key, units in keys:
        rows[key[0]] += 1
        values[key[0]] += units
    return [
        {"what": word, "rows": rows[sort], "values": values[sort]}
        for sort, word in _SORTS.items()
        if rows[sort]
    ]
