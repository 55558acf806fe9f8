"""Wrong usage: unknown commands and options, missing arguments, with the nearest known name."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import typer

from sovsim.cli.application import COMMANDS
from sovsim.cli.errors import BAD_INPUT, INTERRUPTED, complain
from sovsim.cli.interruption import told
from sovsim.documents.nearest import nearest_few

_ClickError: Any = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)
"""Typer carries click within itself in some versions; this finds the class in all of them."""


def usage_status(error: Exception, given: Sequence[str]) -> int | None:
    """Print an error of usage and return its status, or None for any other error."""
    if isinstance(error, typer.Abort) or getattr(error, "exit_code", 0) == INTERRUPTED:
        print(told(), file=sys.stderr)
        return INTERRUPTED
    if isinstance(error, typer.Exit):
        return int(error.exit_code)
    if not isinstance(error, _ClickError):
        return None
    message = " ".join(str(error.format_message()).split()).replace("Value error, ", "")
    message = message.partition(" Did you mean")[0]
    name = getattr(error, "option_name", None) or _command(message, given)
    known = _options(error) if str(name or "").startswith("-") else COMMANDS
    lines = [message[:300]]
    if name:
        lines += [f"  did you mean '{near}'?" for near in _near(str(name), known)]
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", None) or "sovsim"
    complain("\n".join([*lines, f"  '{path} --help' shows what there is"]))
    return BAD_INPUT


def _command(message: str, given: Sequence[str]) -> str | None:
    """Return the command that was asked for, where it is the command that is unknown."""
    if "No such command" not in message:
        return None
    return next((word for word in given if not word.startswith("-")), None)


def _near(name: str, known: Iterable[str]) -> list[str]:
    return nearest_few(name, known, 1)


def _options(error: Any) -> list[str]:
    """Return the options of the command that was called."""
    command = getattr(getattr(error, "ctx", None), "command", None)
    parameters = getattr(command, "params", [])
    return [option for parameter in parameters for option in parameter.opts]
