"""The tables of a report: what moved what, the metrics, the settings. Selected, not computed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sovsim.documents.toml import tables_again
from sovsim.metrics import HEADLINE, METRICS
from sovsim.parameters import find, registry
from sovsim.plots.tables import components, largest_terms
from sovsim.record.arrow import rows_of
from sovsim.record.recorded import SavedRun
from sovsim.report.notes import Note, Notes
from sovsim.scenario import Range
from sovsim.telling.labels import term_in_words
from sovsim.telling.metrics import metric_name
from sovsim.telling.names import Names

MOVED = ("autonomy", "alignment_russia", "dependence")
_MOST_TERMS = 3


@dataclass(frozen=True)
class Term:
    """A term of the ledger, added up over the run."""

    variable: str
    term: str
    value: str
    notes: list[Note]


@dataclass(frozen=True)
class Value:
    """A metric, for the region and for the states in focus."""

    name: str
    meaning: str
    value: str
    states: list[str]
    unit: str
    notes: list[Note]


@dataclass(frozen=True)
class Setting:
    """Something that the scenario sets apart from the declared values."""

    name: str
    value: str
    declared: str
    unit: str
    status: str
    meaning: str
    notes: list[Note]


def terms(
    run: SavedRun, states: Sequence[str], notes: Notes
) -> tuple[list[tuple[str, list[Term]]], int]:
    """Return the largest terms behind the main variables, by state, and how many are not shown."""
    names = Names(run.scenario.region)
    columns = [column for variable in MOVED for column in components(variable)]
    ledger = rows_of(run.arrow["ledger"], state=states, variable=columns)
    every = largest_terms(ledger, states, MOVED, most=None)
    table = every.groupby(["state", "variable"], sort=False).head(_MOST_TERMS)
    groups: dict[str, list[Term]] = {}
    for row in table.to_dict("records"):
        term = Term(
            variable=names.readable(str(row["variable"])),
            term=names.local(term_in_words(str(row["variable"]), str(row["term"]))),
            value=f"{float(row['value']):+.3f}",
            notes=notes.cite(str(row["claims"])),
        )
        groups.setdefault(names(str(row["state"])), []).append(term)
    return list(groups.items()), len(every) - len(table)


def metrics(run: SavedRun, states: Sequence[str], notes: Notes) -> tuple[list[Value], list[Value]]:
    """Return the metrics at the head of the table, and the others."""
    names = Names(run.scenario.region)
    values = {
        name: Value(
            name=names.local(metric_name(name)),
            meaning=names.local(METRICS[name].meaning) if name in METRICS else "",
            value=number(entry.get("value"), str(entry.get("unit"))) or "not defined in this run",
            states=[
                number((entry.get("states") or {}).get(code), str(entry.get("unit")))
                for code in states
            ],
            unit=str(entry.get("unit", "")),
            notes=notes.cite(entry.get("claims") or ()) if name in HEADLINE else [],
        )
        for name, entry in run.metrics.items()
    }
    head = [values[name] for name in HEADLINE if name in values]
    return head, [value for name, value in values.items() if name not in HEADLINE]


def number(value: object, unit: str) -> str:
    """Return a number as a table shows it: counts without decimals; nothing where there is none."""
    if not isinstance(value, int | float):
        return ""
    counted = "share" not in unit and float(value).is_integer()
    return f"{value:.0f}" if counted else f"{value:.3f}"


def parameters(run: SavedRun, notes: Notes) -> list[Setting]:
    """Return the parameters that differ from their declared values."""
    rows = []
    for name, value in sorted(run.scenario.parameters.items()):
        declared = find(name)
        rows.append(
            Setting(
                name=name,
                value=shown(value),
                declared=f"{declared.value:g}",
                unit=declared.unit,
                status=declared.status,
                meaning=Names(run.scenario.region).local(declared.meaning),
                notes=notes.cite(declared.claims),
            )
        )
    return rows


def shown(value: object) -> str:
    """Return a setting as it is shown: a number, a name, or the range each run draws from."""
    if isinstance(value, Range):
        return f"drawn from {value.low:g} to {value.high:g}"
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def own_start_values(run: SavedRun) -> list[tuple[str, str, str]]:
    """Return unit, column and value that the scenario's own file sets for the start."""
    tables = tables_again(run.scenario.text).get("initial", {})
    names = Names(run.scenario.region)
    return [
        (names(str(unit)), names.readable(str(column)), shown(value))
        for unit, columns in tables.items()
        for column, value in columns.items()
    ]


def statuses() -> list[tuple[str, int]]:
    """Return how many parameters have which status."""
    counted = Counter(parameter.status for parameter in registry().values())
    return [(status, counted[status]) for status in sorted(counted, key=lambda s: -counted[s])]
