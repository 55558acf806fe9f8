"""``sovsim app``: the application, served on this computer."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from sovsim.cli.options import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sovsim.app.host.guard import Door

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
    language: Language = "en",
) -> None:
    """Explore, play and teach in a browser (needs the extra 'app')."""
    from sovsim.cli.errors import InputError

    if any(find_spec(library) is None for library in _LIBRARIES):
        raise InputError("the application needs the extra 'app'\n  pip install 'sovsim[app]'")
    if token is not None and (len(token) < _SHORTEST or not token.isascii()):
        raise InputError(f"a token has {_SHORTEST} letters and digits at least, of ASCII")
    _serve(names or (), host, port, token, language, opens=opens)


def _serve(
    names: Sequence[str],
    host: str,
    port: int | None,
    token: str | None,
    language: str,
    *,
    opens: bool,
) -> None:
    import secrets

    from sovsim.app.host.application import Host
    from sovsim.app.host.guard import LOOPBACK, Door
    from sovsim.app.host.serve import listening, serve
    from sovsim.app.host.words import Words
    from sovsim.app.page.chosen import chosen
    from sovsim.scenario import scenario_names

    with listening(host, port) as at:
        held = chosen(names or scenario_names())
        if token is None:
            token = "" if host in LOOPBACK else secrets.token_urlsafe(12)
        door = Door(host, at.getsockname()[1], token)
        made = Host(held.scenarios, Words(held, language), door, language=language)
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
