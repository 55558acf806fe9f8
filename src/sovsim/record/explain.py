"""Why something happened: the ledger of one actor in one quarter, put together for a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim import given, quarters
from sovsim.axes import Institution, Level, member_name
from sovsim.citation import cited
from sovsim.documents.nearest import did_you_mean
from sovsim.record.closed import DECISIONS as BIDS
from sovsim.record.closed import closed_bids
from sovsim.record.columns import Column, columns
from sovsim.record.explain_events import happened
from sovsim.record.explained import IMPOSED, Decision, Movement, Term
from sovsim.record.explanation import Explanation
from sovsim.record.flips import Option, drawn, nearest_draw, smallest_gain, stretched
from sovsim.record.folder import RunFolder
from sovsim.record.history import CHOICE
from sovsim.record.meant import meant
from sovsim.record.reads import Read, reads, rule_of_decision
from sovsim.record.recorded import Recorded
from sovsim.rules.contract import Rule
from sovsim.scenario import Scenario
from sovsim.telling.imposed import DECISIONS
from sovsim.telling.labels import motive_in_words, term_in_words
from sovsim.telling.names import Names
from sovsim.variables import COMPONENTS, VARIABLES

_FIRST = ("action", "rung", "route", "talks")
"""Decisions in the order in which a reader wants them; others follow."""


class ExplainError(ValueError):
    """A question about a state, quarter or variable that the run does not have."""


def explain(
    run: Recorded | str | Path, state: str, quarter: str, variable: str | None = None
) -> Explanation:
    """Explain what happened to an actor in a quarter.

    Args:
        run: a run, a run folder, or its path.
        state: code or name of a state, or of another actor of the run.
        quarter: such as ``2022Q1``.
        variable: a variable, one of its columns, or a decision; all of them by default.

    Raises:
        ExplainError: the run has no such actor, quarter or variable.
        RunFolderError: the folder cannot be read.
    """
    for name, asked in (("state", state), ("quarter", quarter), ("variable", variable or "")):
        given.text(name, asked)
    recorded = _recorded(run)
    scenario = recorded.scenario
    step = _step(scenario, quarter)
    listed = list(columns(scenario.region))
    regional = Names(scenario.region)
    actor = _actor(state, listed, regional)
    own = [column for column in listed if actor in column.actors]
    choices = _about(recorded.choices, step, actor)
    values = _values(recorded, step, actor)
    terms = _terms(recorded.ledger, step, actor, regional.local)
    names_of = _names(scenario, listed)
    decisions = tuple(sorted(_decisions(choices, recorded, step), key=_rank))
    names = {decision.decision for decision in decisions}
    imposed = {
        (decision.decision, _member(decision))
        for decision in decisions
        if decision.source in DECISIONS and (_unit(decision.target) or decision.actor) == actor
    }
    wanted = None if variable is None else _wanted(variable, own, names)
    return Explanation(
        scenario=scenario.name,
        actor=actor,
        actor_name=names_of.get(actor, actor),
        quarter=quarter,
        asked=variable or "",
        names=names_of,
        poles=scenario.region.poles,
        events=tuple(happened(recorded, step, actor)),
        decisions=tuple(d for d in decisions if wanted is None or d.decision in wanted),
        movements=tuple(
            _movement(column, values[column.name], _settled(terms, column, imposed))
            for column in own
            if wanted is None or column.name in wanted
        ),
        closed=closed_bids(recorded, step, actor) if _on_bids(variable) else (),
    )


def _on_bids(variable: str | None) -> bool:
    return variable is not None and variable.startswith(BIDS)


def _recorded(run: Any) -> Recorded:
    """Return a run as it is, and a folder for its path."""
    if hasattr(type(run), "ledger"):
        found: Recorded = run
        return found
    return RunFolder.open(run)


def _step(scenario: Scenario, quarter: str) -> int:
    try:
        step = scenario.step_of(quarter)
    except ValueError as error:
        raise ExplainError(str(error)) from None
    if not 0 <= step < scenario.steps:
        last = quarters.label(quarters.parse(scenario.start) + scenario.steps - 1)
        raise ExplainError(f"{quarter} lies outside the run, {scenario.start} to {last}")
    return step


def _actor(name: str, listed: Iterable[Column], names: Names) -> str:
    known = dict.fromkeys(actor for column in listed for actor in column.actors)
    code = names.code(name, known)
    if code not in known:
        near = _near(name, [*known, *(names(actor) for actor in known if names(actor) != actor)])
        raise ExplainError(f"the run has no actor '{name}'{near}")
    return code


def _near(name: str, known: Iterable[str]) -> str:
    names = list(known)
    listing = f"; it has {', '.join(names)}" if len(names) <= 20 else ""
    return did_you_mean(name, names) or listing


def _wanted(variable: str, own: Iterable[Column], decisions: set[str]) -> set[str]:
    found = {c.name for c in own if variable in (c.name, c.short, c.variable.name)}
    if variable in decisions:
        found.add(variable)
    if not found:
        known = [name for c in own for name in (c.variable.name, c.name)]
        raise ExplainError(
            f"nothing is called '{variable}' here{meant(variable, [*known, *decisions])}"
        )
    return found


def _names(scenario: Scenario, listed: Iterable[Column]) -> dict[str, str]:
    names = Names(scenario.region)
    found = {actor: names(actor) for column in listed for actor in column.actors}
    return {**found, **{state.code: state.name for state in scenario.region.states}}


def _about(choices: pd.DataFrame, step: int, actor: str) -> pd.DataFrame:
    here = choices[choices["step"] == step]
    return here[(here["actor"] == actor) | (here["target"] == actor)]


def _decisions(choices: pd.DataFrame, recorded: Recorded, step: int) -> Iterator[Decision]:
    scenario = recorded.scenario
    meanings = {
        column.variable.name: column.variable.meaning for column in columns(scenario.region)
    }
    local = Names(scenario.region).local
    grouped = choices.groupby(["decision", "actor", "target"], sort=False)
    apart = [(key, place, rows) for key, found in grouped for place, rows in _apart(found)]
    for key, place, rows in apart:
        decision, actor, target = map(str, key)
        options = _options(rows)
        draw = float(rows["draw"].iloc[0])
        chosen = rows.loc[rows["chosen"], "option"]
        rule = rule_of_decision(decision, scenario)
        about = _unit(target) or (actor if actor in scenario.region.codes else "")
        yield Decision(
            decision=decision,
            meaning=meanings.get(decision, ""),
            actor=actor,
            target=target,
            chosen=str(chosen.iloc[0]),
            source=str(rows["source"].iloc[0]),
            draw=draw,
            by_draw=drawn(options, draw).name,
            options=options,
            claims=motive_claims(decision, scenario),
            other_draw=nearest_draw(options, draw),
            other_utility=smallest_gain(options, draw),
            rule="" if rule is None else rule.name,
            reads=_reads(rule, decision, about, recorded, step),
            part=_part(decision, place),
            labels={
                motive: local(motive_in_words(decision, motive))
                for option in options
                for motive in option.terms
            },
        )


def _apart(rows: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """Yield the decisions of one name, actor and target, each with its draw, in their order.

    The table tells what they are about by their order alone, where it is no body: how the hegemon
    works on the norms of the world, then on those of the region.
    """
    yield from enumerate(found for _, found in rows.groupby("draw", sort=False))


def _part(decision: str, place: int) -> str:
    """Return which part of a decision one is that the table tells by its order; else nothing."""
    axes = VARIABLES[decision].axes
    return member_name(Level(place)) if axes[:1] == (Level,) else ""


def _member(decision: Decision) -> str:
    """Return the bid, the body, the power or the level that a decision is about, if any."""
    axis = next(iter(VARIABLES[decision.decision].axes), None)
    told = (decision.target, decision.actor, decision.part.upper())
    return "" if axis is None else next((one for one in told if one in axis.__members__), "")


def _unit(target: str) -> str:
    """Return about which unit is decided; empty where it is a bid or a body of the actor's own."""
    return "" if target in Institution.__members__ else target


def _reads(
    rule: Rule | None, decision: str, about: str, recorded: Recorded, step: int
) -> tuple[Read, ...]:
    if rule is None:
        return ()
    return reads(rule, about, recorded, recorded.scenario, step, rule.choices[decision])


def _rank(decision: Decision) -> int:
    return _FIRST.index(decision.decision) if decision.decision in _FIRST else len(_FIRST)


def _options(rows: pd.DataFrame) -> tuple[Option, ...]:
    parts = [
        (str(name), float(part["probability"].iloc[0]), part)
        for name, part in rows.groupby("option", sort=False)
    ]
    stretches = stretched([name for name, _, _ in parts], [share for _, share, _ in parts])
    return tuple(
        Option(name, share, low, high, dict(zip(part["term"], part["value"], strict=True)))
        for (name, share, part), (low, high) in zip(parts, stretches, strict=True)
    )


def motive_claims(decision: str, scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return motive -> claims of a decision, as the rule in force declares them."""
    rule = rule_of_decision(decision, scenario)
    return {} if rule is None else dict(rule.choices[decision])


def _terms(
    ledger: pd.DataFrame, step: int, actor: str, local: Callable[[str], str]
) -> dict[str, list[Term]]:
    """Return column -> what moved it, largest first, in the region's own words."""
    rows = ledger[(ledger["step"] == step) & (ledger["state"] == actor)]
    found: dict[str, list[Term]] = {}
    for row in rows.to_dict("records"):
        ids = cited(filter(None, str(row["claims"]).split("; ")))
        column, term = str(row["variable"]), str(row["term"])
        label = local(term_in_words(COMPONENTS[column][0], term))
        found.setdefault(column, []).append(Term(term, float(row["value"]), ids, label))
    for terms in found.values():
        terms.sort(key=lambda term: -abs(term.value))
    return found


def _settled(
    terms: dict[str, list[Term]], column: Column, imposed: set[tuple[str, str]]
) -> list[Term]:
    """Return what moved a column; the outcome of an imposed decision about it is called that."""
    found = terms.get(column.name, [])
    places = zip(column.variable.axes, column.index, strict=True)
    member = next((axis(place).name for axis, place in places), "")
    if (column.variable.name, member) not in imposed:
        return found
    label = term_in_words(column.variable.name, IMPOSED)
    return [
        replace(term, name=IMPOSED, label=label) if term.name == CHOICE else term for term in found
    ]


def _values(recorded: Recorded, step: int, actor: str) -> dict[str, Any]:
    """Return column -> value at the end of a quarter, numbers or names of codes."""
    found: dict[tuple[str, str], Any] = {}
    for table, whose in ((recorded.states, "state"), (recorded.institutions, "institution")):
        for record in table[(table["step"] == step) & (table[whose] == actor)].to_dict("records"):
            found.update({(whose, str(name)): value for name, value in record.items()})
    system = recorded.system
    rows = system[(system["step"] == step) & (system["actor"] == actor)]
    for name, value in zip(rows["variable"], rows["value"], strict=True):
        found["system", name] = value
    return {
        column.name: found[column.table, column.short]
        for column in columns(recorded.scenario.region)
        if actor in column.actors and (column.table, column.short) in found
    }


def _movement(column: Column, value: Any, terms: list[Term]) -> Movement:
    codes = column.variable.codes
    if codes is not None and isinstance(value, str):
        value = {member_name(member): int(member) for member in codes}[value]
    after = float(value)
    change = float(sum(term.value for term in terms))
    return Movement(
        column=column.name,
        variable=column.variable.name,
        meaning=column.variable.meaning,
        before=_shown(column, after - change),
        after=_shown(column, after),
        change=change,
        terms=tuple(terms),
    )


def _shown(column: Column, value: float) -> float | str:
    """Return a number, or the name of a code."""
    codes = column.variable.codes
    return float(value) if codes is None else member_name(codes(round(value)))
