"""Settings of a branch: what may change once a run has begun, and decisions that are imposed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from sovsim import quarters
from sovsim.axes import member_name
from sovsim.documents.errors import Origin, Problem, Problems
from sovsim.documents.shape import shaped
from sovsim.range_ends import at_an_end
from sovsim.record.history import Decided, History
from sovsim.scenario import Play, Scenario, ScenarioError
from sovsim.scenario.resolve_plays import DECISIONS, HEGEMON, resolve_play
from sovsim.scenario.schema import PlayTable
from sovsim.scenario.settings import label_of
from sovsim.telling.names import Names

_PLAY = "play."
_FIXED = ("initial.", "scenario.")


def step_of(scenario: Scenario, at: str) -> int:
    """Return the step of the quarter from which a branch differs.

    Raises:
        ScenarioError: it is no quarter, or lies outside the run.
    """
    try:
        step = quarters.parse(at) - quarters.parse(scenario.start)
    except ValueError as error:
        raise ScenarioError(f"--at: {error}") from None
    if not 0 <= step < scenario.steps:
        span = f"{scenario.start} to {scenario.end}"
        raise ScenarioError(f"--at {at}: lies outside the run\n  allowed: {span}")
    return step


def changed_scenario(scenario: Scenario, at: str, settings: tuple[str, ...]) -> Scenario:
    """Return the scenario of a branch.

    Raises:
        ScenarioError: naming the setting that is wrong.
    """
    ordinary, plays = [], []
    for setting in settings:
        key = setting.partition("=")[0].strip()
        if key.startswith(_FIXED):
            raise ScenarioError(
                f"--set {setting}: cannot change once a run has begun\n"
                "  allowed: parameters, mechanisms, and decisions like play.KAZ.action=hedge"
            )
        if key.startswith(_PLAY):
            plays.append(_play(scenario, at, setting))
        else:
            ordinary.append(at_an_end(setting))
    changed = scenario.with_settings(ordinary)
    return dataclasses.replace(changed, plays=(*changed.plays, *plays))


def branched_scenario(scenario: Scenario, record: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a branch from that of its parent and what a manifest keeps of it.

    Raises:
        ScenarioError: it means something else to this version of sovsim.
    """
    at, settings = str(record["at"]), tuple(record["settings"])
    changed = changed_scenario(scenario, at, settings)
    if changed.spec_hash != record["spec_hash"]:
        raise ScenarioError("the change means something else to this version of sovsim")
    return dataclasses.replace(changed, title=branch_title(scenario.title, at))


def branch_title(title: str, at: str) -> str:
    """Return the title of a branch."""
    return f"{title}, changed from {at} on"


def _play(scenario: Scenario, at: str, setting: str) -> Play:
    """Return the decision that ``play.ACTOR.DECISION[.TARGET]=OPTION`` describes."""
    origin = Origin(label_of(setting))
    key, _, option = setting.partition("=")
    parts = key.strip().removeprefix(_PLAY).split(".")
    if len(parts) not in (2, 3) or not all(parts) or not option.strip():
        form = "play.ACTOR.DECISION=OPTION or play.ACTOR.DECISION.TARGET=OPTION"
        raise ScenarioError(f"{origin.label}: must be written {form}")
    region = scenario.region
    names = Names(region)
    actor, decision, *target = parts
    actor = names.code(actor)
    target = [names.code(each) for each in target]
    if actor == region.hegemon.code:
        actor = HEGEMON
    span = quarters.parse(scenario.start), quarters.parse(scenario.end)
    try:
        given = {"at": at, "actor": actor, "decision": decision, "option": option.strip()}
        table = shaped(given | ({"target": target[0]} if target else {}), origin, PlayTable)
        return resolve_play(table, (), region, span)
    except (Problem, Problems) as found:
        raise origin.error(found) from None


def check_open(history: History, plays: tuple[Play, ...], step: int, scenario: Scenario) -> None:
    """Raise ScenarioError if a decision was imposed that was not open in that quarter."""
    for play in plays:
        decided = next((one for one in history.decided if _is(one, play, step)), None)
        if decided is None:
            raise ScenarioError(f"play of {play.actor}: '{play.decision}' was not up for decision")
        bodies = DECISIONS[play.decision].bodies
        about = play.actor if bodies else play.target or play.actor
        codes = scenario.region.codes
        unit = codes.index(about) if about in codes else 0
        option = DECISIONS[play.decision].options.index(play.option)
        open_now = decided.settled.eligible[:, 0, unit]
        if not open_now[option]:
            names = [member_name(member) for member in decided.choice.options]
            allowed = ", ".join(name for name, may in zip(names, open_now, strict=True) if may)
            raise ScenarioError(
                f"play of {play.actor}: '{play.option}' is not open in {play.at}\n"
                f"  allowed: {allowed}"
            )


def _is(decided: Decided, play: Play, step: int) -> bool:
    choice = decided.choice
    if decided.step != step or choice.decision != play.decision:
        return False
    bodies = DECISIONS[play.decision].bodies
    if bodies:
        return choice.index == (bodies[play.target],)
    return DECISIONS[play.decision].actor != "power" or choice.actor == play.actor
