"""Whether a contest is fair: what in its file decides for a side before anything has run.

A contest is fair where nothing but the model decides. Told from the file alone:

* each side has parameters on which its mechanism hangs (``decides``), as many as the other side;
  each is sampled through 0, as far below as above, so that the mechanism may help its side, do
  nothing, or work against it;
* what counts for one side is measured on arms that carry the same rules, switched-off terms and
  fixed parameters as the arms that count for the other. What only one side's arms carry decides by
  being put in; it belongs into rows with ``check = true`` or into a switch;
* the exception is an ablation, in which each side's reasons are taken out in turn: terms switched
  off or parameters set to 0, as many for each side and in the same places, so that neither side's
  reasons are better equipped; a side's own deciding parameter is such a place, wherever it works;
* where any one prediction is enough for a side, both have as many.

A switch need not be fair, but has to say what would make it a contest. What no file tells, whether
a range means as much for one side as for the other, is for readers and for a test that wants each
side to hold somewhere and to fail somewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sovsim.experiment.deciding import Deciding
from sovsim.experiment.model import SIDES, ExperimentData
from sovsim.experiment.schema import UncertaintyTable
from sovsim.scenario import Scenario

RULE, OFF, FIXED = "the rule", "a switched-off term:", "a fixed parameter:"
_SAME = 1e-9
_OWN = FIXED, "its own deciding parameter"


class _Knob(NamedTuple):
    """Something that an arm may carry: a rule, a term that is off, a fixed parameter."""

    kind: str
    name: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    @property
    def place(self) -> tuple[str, str]:
        """Where a reason works: the decision or variable, or the group of the parameter."""
        return self.kind, self.name.split(".")[0]


def faults(experiment: ExperimentData) -> list[str]:
    """Return what keeps an experiment from being what its ``kind`` says; empty where nothing."""
    if experiment.head.kind == "switch":
        lacking = not experiment.head.contest_if.strip()
        return ["a switch does not say what would make it a contest: contest_if"] * lacking
    return [
        *_undecided(experiment),
        *_lopsided_ranges(experiment),
        *_fixed(experiment),
        *_one_sided(experiment),
        *_unequal_chances(experiment),
    ]


def untold(experiment: ExperimentData) -> list[str]:
    """Return which predictions do not say, as clauses, what is so where they hold and fail."""
    numbers = [
        str(number)
        for number, entry in enumerate(experiment.predictions, 1)
        if entry.holds is None or entry.fails is None
    ]
    which = f"prediction{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
    return [f"no clause `holds` and `fails` for its sentence: {which}"] if numbers else []


def _undecided(experiment: ExperimentData) -> Iterator[str]:
    deciding = Deciding.of(experiment.document.uncertainty)
    found = {side: deciding.for_side(side) for side in SIDES}
    for side, names in found.items():
        if not names:
            yield f"side {side} has no deciding parameter: [[uncertainty]] with decides = '{side}'"
    if all(found.values()) and len(found["A"]) != len(found["B"]):
        told = "; ".join(f"{side}: {', '.join(names)}" for side, names in found.items())
        yield f"the sides have unlike numbers of deciding parameters ({told})"


def _lopsided_ranges(experiment: ExperimentData) -> Iterator[str]:
    """Yield the deciding parameters whose range does not run through 0 evenly."""
    tables: Iterable[UncertaintyTable] = experiment.document.uncertainty
    for table, entry in zip(tables, experiment.uncertainties, strict=True):
        wide = max(abs(entry.low), abs(entry.high))
        if table.decides is not None and abs(entry.low + entry.high) > _SAME * wide:
            through = "lopsided" if entry.low < 0 < entry.high else "does not run through 0"
            yield (
                f"the range of {entry.parameter} {through}: [{entry.low:g}, {entry.high:g}]; it "
                f"decides for {_whose(table)}, so it must reach as far below 0 as above"
            )


def _whose(table: UncertaintyTable) -> str:
    return "both sides" if table.decides == "both" else f"side {table.decides}"


def _fixed(experiment: ExperimentData) -> Iterator[str]:
    """Yield the deciding parameters that an arm that counts holds fast at anything but 0."""
    counted = {name for side in SIDES for name in _counted(experiment, side)}
    names = set(Deciding.of(experiment.document.uncertainty).every)
    for arm in sorted(counted):
        for name in sorted(names & set(experiment.arms[arm].parameters)):
            if experiment.scenarios[arm].parameters.get(name) != 0.0:
                yield f"arm {arm} holds the deciding parameter {name} fast"


def _one_sided(experiment: ExperimentData) -> Iterator[str]:
    """Yield what only one side's arms carry, unless both have as much of it taken out."""
    carried = {
        side: {arm: _carried(experiment.scenarios[arm]) for arm in _counted(experiment, side)}
        for side in SIDES
    }
    states = {side: _states(arms.values()) for side, arms in carried.items()}
    knobs = sorted(set(states["A"]) | set(states["B"]))
    apart = [
        knob
        for knob in knobs
        if _with_rest(states["A"], knob, carried["A"])
        != _with_rest(states["B"], knob, carried["B"])
    ]
    taken_out = [knob for knob in apart if _takes_out(knob, states)]
    for knob in apart:
        if knob not in taken_out:
            yield f"what counts for the sides differs in {knob}: {_where(knob, carried)}"
    deciding = Deciding.of(experiment.document.uncertainty)
    own = {side: frozenset(deciding.for_side(side)) for side in SIDES}
    places = {side: _places(arms, taken_out, own[side]) for side, arms in carried.items()}
    if places["A"] != places["B"]:
        told = "; ".join(f"side {side}: {_in_words(found)}" for side, found in places.items())
        yield f"the sides have not the same taken out, as often and in the same places: {told}"


def _counted(experiment: ExperimentData, side: str) -> list[str]:
    """Return the arms on which what counts for a side is measured."""
    named = (arm for entry in experiment.of_side(side) if not entry.check for arm in entry.arms)
    return list(dict.fromkeys(named))


def _carried(scenario: Scenario) -> dict[_Knob, str]:
    return {
        **{_Knob(RULE, name): form for name, form in scenario.mechanisms.items()},
        **{_Knob(OFF, name): "off" for name in scenario.off},
        **{_Knob(FIXED, name): str(value) for name, value in scenario.parameters.items()},
    }


def _states(arms: Iterable[Mapping[_Knob, str]]) -> dict[_Knob, set[str]]:
    found: dict[_Knob, set[str]] = {}
    for carried in arms:
        for knob, state in carried.items():
            found.setdefault(knob, set()).add(state)
    return found


def _with_rest(
    states: Mapping[_Knob, set[str]], knob: _Knob, arms: Mapping[str, Mapping[_Knob, str]]
) -> set[str]:
    """Return the states of a knob over a side's arms, "" for arms that leave it as it is."""
    rest = {""} if any(knob not in carried for carried in arms.values()) else set()
    return states.get(knob, set()) | rest


def _takes_out(knob: _Knob, states: Mapping[str, Mapping[_Knob, set[str]]]) -> bool:
    if knob.kind == OFF:
        return True
    found = set().union(*(each.get(knob, set()) for each in states.values()))
    return knob.kind == FIXED and found <= {"0.0", "0", "-0.0"}


def _places(
    arms: Mapping[str, Mapping[_Knob, str]], taken_out: Iterable[_Knob], own: frozenset[str]
) -> Counter[tuple[tuple[str, str], ...]]:
    """Return where each arm has something taken out that only one side's arms lack, counted."""
    chosen = set(taken_out)
    each = (
        tuple(sorted(_place(knob, own) for knob in carried if knob in chosen))
        for carried in arms.values()
    )
    return Counter(places for places in each if places)


def _place(knob: _Knob, own: frozenset[str]) -> tuple[str, str]:
    """Return where a reason works; what decides for the side itself is one place for both."""
    return _OWN if knob.kind == FIXED and knob.name in own else knob.place


def _where(knob: _Knob, carried: Mapping[str, Mapping[str, Mapping[_Knob, str]]]) -> str:
    told = []
    for side, arms in carried.items():
        having = [f"{arm} ({held[knob]})" for arm, held in arms.items() if knob in held]
        told.append(f"side {side} has it in {', '.join(having) if having else 'no arm'}")
    return "; ".join(told)


def _in_words(found: Counter[tuple[tuple[str, str], ...]]) -> str:
    if not found:
        return "nothing"
    arms = (
        f"{times} x ({', '.join(name for _, name in places)})"
        for places, times in sorted(found.items())
    )
    return ", ".join(arms)


def _unequal_chances(experiment: ExperimentData) -> Iterator[str]:
    if experiment.head.verdict_rule != "any":
        return
    chances = {side: sum(not entry.check for entry in experiment.of_side(side)) for side in SIDES}
    if chances["A"] != chances["B"]:
        yield (
            "any one prediction is enough for a side, and the sides have unlike numbers of them: "
            f"A {chances['A']}, B {chances['B']}"
        )
