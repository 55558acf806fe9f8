"""``sovsim app``: the application, served on this computer."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sovsim.app.host.guard import Door
    from sovsim.lesson.load import Lesson
    from sovsim.scenario import Scenario

_LIBRARIES = ("starlette", "uvicorn")
_SHORTEST = 8


def command(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SCENARIO|LESSON|FILE]...",
            help="What to offer; everything that is shipped by default.",
            show_default=False,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.", show_default=False),
    ] = None,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Open it in a browser.")] = True,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets others in.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            metavar="WORD",
            help="What visitors have to show; made up where others are let in.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Explore, play and teach in a browser (needs the extra 'app')."""
    from sovsim.cli.errors import InputError

    if any(find_spec(library) is None for library in _LIBRARIES):
        raise InputError("the application needs the extra 'app'\n  pip install 'sovsim[app]'")
    if token is not None and (len(token) < _SHORTEST or not token.isascii()):
        raise InputError(f"a token has {_SHORTEST} letters and digits at least, of ASCII")
    _serve(names or (), host, port, token, opens=opens)


def _serve(
    names: Sequence[str], host: str, port: int | None, token: str | None, *, opens: bool
) -> None:
    import secrets

    from sovsim.app.host.application import Host
    from sovsim.app.host.guard import LOOPBACK, Door
    from sovsim.app.host.serve import listening, serve
    from sovsim.app.host.words import Words

    with listening(host, port) as at:
        scenarios, lessons = _offered(names)
        if token is None:
            token = "" if host in LOOPBACK else secrets.token_urlsafe(12)
        door = Door(host, at.getsockname()[1], token)
        made = Host(scenarios, Words(lessons), door)
        _say_where(door)
        with suppress(KeyboardInterrupt):
            serve(made, door, at, opens=opens)
    print("stopped")


def _say_where(door: Door) -> None:
    from sovsim.cli.output import say

    say(f"sovsim is at {door.address}")
    if not door.alone:
        say("  whoever has this address and reaches this computer can use it")
    say("  Ctrl+C stops it")
    sys.stdout.flush()


def _offered(names: Sequence[str]) -> tuple[list[Scenario], list[Lesson]]:
    """Return the scenarios and lessons that are named; all that are shipped where none is.

    Raises:
        InputError, DocumentError: a name is of neither, or a file is not right.
    """
    from sovsim.lesson.load import lesson_names, load_lesson
    from sovsim.scenario import load_scenario, scenario_names

    if not names:
        return [load_scenario(one) for one in scenario_names()], [
            load_lesson(one) for one in lesson_names()
        ]
    scenarios: dict[str, Scenario] = {}
    lessons: list[Lesson] = []
    for name in names:
        if _is_lesson(name):
            lessons.append(load_lesson(name))
            found = list(lessons[-1].scenarios.values())
        else:
            found = [load_scenario(name)]
        scenarios |= {one.name: one for one in found}
    return list(scenarios.values()), lessons


def _is_lesson(name: str) -> bool:
    """Return whether a name or file is that of a lesson; if not, it is a scenario's.

    Raises:
        InputError: it is that of something else, with what to type.
    """
    from pathlib import Path

    from sovsim.cli.kinds import check_scenario, kind_of
    from sovsim.documents.shipped import shipped_files
    from sovsim.documents.source import exists

    if name in shipped_files("lessons") and name not in shipped_files("scenarios"):
        return True
    if name.endswith(".toml") and exists(Path(name)) and kind_of(Path(name)) == "lesson":
        return True
    check_scenario(name)
    return False
