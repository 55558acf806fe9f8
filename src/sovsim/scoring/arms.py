"""What is held against data: scenarios under names, as settings, as files, or of an experiment."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from sovsim.brief import brief
from sovsim.documents.text import clipped
from sovsim.scenario import Scenario, ScenarioError, load_scenario

MOST = 12
"""Arms at most: pairs grow with their square."""


class ScoreError(ValueError):
    """What cannot be scored, in one to three lines."""


@dataclass(frozen=True)
class Arm:
    """A scenario under a name.

    Attributes:
        name: in tables.
        scenario: from whose start the model runs freely.
        side: of an experiment, for which it stands; empty otherwise.
    """

    name: str
    scenario: Scenario
    side: str = ""

    def __repr__(self) -> str:
        return brief(self, self.name, self.scenario.name)


def arm(text: str, base: Scenario) -> Arm:
    """Return an arm written ``NAME: KEY=VALUE KEY=VALUE ...``.

    Settings are those of ``--set`` and are laid over `base`; a word without ``=`` names a scenario
    or a file that takes its place. A name alone is `base` as it is. A value with spaces stands in
    quotes. ``mechanisms.off=TERM,TERM`` switches terms off, ``mechanisms.RULE=VARIANT`` chooses
    another form of a rule.

    Raises:
        ScoreError: it is not written like that.
        ScenarioError: a setting or a scenario is wrong.
    """
    name, colon, rest = text.partition(":")
    name = name.strip()
    if not name or "=" in name or (not colon and rest):
        raise ScoreError(
            f"--arm {clipped(text)}: must be written 'NAME: KEY=VALUE KEY=VALUE'\n"
            "  for example --arm 'plain:' --arm 'bound: mechanisms.autonomy.relaxation=west_binds'"
        )
    try:
        words = shlex.split(rest)
    except ValueError as error:
        raise ScoreError(f"--arm {clipped(text)}: {error}") from None
    files = [word for word in words if "=" not in word]
    if len(files) > 1:
        raise ScoreError(f"--arm {clipped(text)}: names two scenarios, {clipped(files[0])} and "
                         f"{clipped(files[1])}; settings are written KEY=VALUE")  # fmt: skip
    scenario = load_scenario(files[0]) if files else base
    settings = [word for word in words if "=" in word]
    try:
        return Arm(name, scenario.with_settings(settings))
    except ScenarioError as error:
        raise ScoreError(str(error).replace("--set ", f"--arm '{name}': ")) from None


def arms(texts: Sequence[str], base: Scenario) -> tuple[Arm, ...]:
    """Return arms written as in `arm`, checked: two at least, each name once.

    Raises:
        ScoreError, ScenarioError: one is wrong.
    """
    return checked([arm(text, base) for text in texts])


def checked(found: Sequence[Arm]) -> tuple[Arm, ...]:
    """Return arms if they can be compared.

    Raises:
        ScoreError: fewer than two, too many, or a name twice.
    """
    names = [one.name for one in found]
    check_names(names)
    codes = {one.scenario.region.codes for one in found}
    if len(codes) > 1:
        raise ScoreError(f"{', '.join(names)}: arms of different regions have no common rows")
    return tuple(found)


def check_names(names: Sequence[str]) -> None:
    """Raise if so many arms, or arms of such names, cannot be compared.

    Raises:
        ScoreError: fewer than two, too many, or a name twice.
    """
    if len(names) < 2:
        raise ScoreError("two arms at least are needed, to be held against each other")
    if len(names) > MOST:
        raise ScoreError(f"{len(names)} arms: at most {MOST} can be held against each other")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise ScoreError(f"two arms are called {clipped(twice)}")
