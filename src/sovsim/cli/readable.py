"""Commands whose help a person reads: types in words, an example, completion of names."""

from __future__ import annotations

from functools import partial
from typing import Any, get_args

from typer.core import TyperCommand, TyperGroup

from sovsim.cli.completion import offered, offers
from sovsim.cli.panels import example_of

_WORDS = {int: "N", float: "NUMBER", str: "TEXT"}
_NOTHING_SAID = (None, 0, 1, 2**53 - 1)
"""Bounds that go without saying: what is counted is not below 0, and seeds are large."""


class Readable(TyperCommand):
    """A command with readable types, an example below its help, and completion."""

    def __init__(self, name: str | None, **more: Any) -> None:
        super().__init__(name, **{**more, "epilog": _epilog(name)})
        for parameter in self.params:
            _readable(parameter)
            _completed(name or "", parameter)

    def get_help_option(self, ctx: Any) -> Any:
        """Return ``--help``."""
        return _plain_flag(super().get_help_option(ctx))

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands in the line of usage, without brackets around brackets."""
        return [_bare(piece) for piece in super().collect_usage_pieces(ctx)]


class ReadableGroup(TyperGroup):
    """The program as a whole, with readable options."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        for parameter in self.params:
            _readable(parameter)

    def get_params(self, ctx: Any) -> list[Any]:
        """Return options, those of completion among them."""
        return [_plain_flag(parameter) for parameter in super().get_params(ctx)]

    def get_help_option(self, ctx: Any) -> Any:
        """Return ``--help``."""
        return _plain_flag(super().get_help_option(ctx))


def _epilog(name: str | None) -> str | None:
    example = example_of(name or "")
    return None if example is None else f"Example:  {example}"


def _bare(piece: str) -> str:
    """Return an argument as its own words have it: ``SCENARIO``, ``[VARIABLE]``."""
    if piece.startswith("{"):
        return piece[1:].removesuffix("...").removesuffix("}")
    if piece.startswith("[["):
        return piece[1:].removesuffix("...").removesuffix("]")
    return piece


def _readable(parameter: Any) -> None:
    """Give a parameter a word for its type, where it has none."""
    _bounded(parameter)
    kind = _type_of(parameter)
    if parameter.param_type_name == "argument":
        if parameter.metavar is not None and hasattr(parameter, "display_type_rich"):
            parameter.display_type_rich = lambda ctx: None
    elif parameter.metavar is None and not getattr(parameter, "is_flag", False):
        parameter.metavar = _WORDS.get(kind)
    _plain_flag(parameter)


def _plain_flag(parameter: Any) -> Any:
    """Return an option; one that takes no value names no type."""
    if parameter is not None and getattr(parameter, "is_flag", False):
        parameter.metavar = ""
    return parameter


def _type_of(parameter: Any) -> Any:
    """Return the type of a value, in old and new releases of Typer."""
    told = getattr(parameter, "type_descriptor", None)
    if told is not None:
        return next(iter(get_args(told.annotation)), told.annotation)
    names = {
        "integer": int,
        "integer range": int,
        "float": float,
        "float range": float,
        "text": str,
    }
    return names.get(getattr(parameter.type, "name", ""))


def _bounded(parameter: Any) -> None:
    """Say bounds in words: ``at least 3``; releases that cannot be told so show their own."""
    if not hasattr(parameter, "_get_number_range_help_str"):
        return
    low, high = (None if end in _NOTHING_SAID else end for end in (parameter.min, parameter.max))
    if low is not None and high is not None:
        words: str | None = f"{low} to {high}"
    elif low is not None:
        words = f"at least {low}"
    else:
        words = None if high is None else f"at most {high}"
    parameter._get_number_range_help_str = lambda: words


def _completed(command: str, parameter: Any) -> None:
    """Let a shell complete a parameter, where there are names to offer."""
    if offered(command, parameter.name):
        parameter.shell_complete = partial(_complete, command, parameter.name)


def _complete(command: str, name: str, context: Any, incomplete: str) -> list[Any]:
    given = dict(context.params)
    arguments = [one.name for one in context.command.params if one.param_type_name == "argument"]
    words = [word for word in context.args if not word.startswith("-")]
    for argument, word in zip(arguments, words, strict=False):
        given[argument] = given[argument] or word  # unread where an option still lacks its value
    return list(offers(command, name, given, incomplete))
