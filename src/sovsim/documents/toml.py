"""TOML text as plain data, with every guard, and with syntax errors in words."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sovsim.documents.errors import DocumentError, Faults, Origin, Problem, Problems
from sovsim.documents.lines import Key, longest_key
from sovsim.documents.numbers import as_written
from sovsim.documents.text import UNSAFE, name_of, one_line

DEEPEST = 12
"""Tables and lists inside each other above which a document is refused."""

_PART = r"(?:[\w-]++|\"[^\"\n]*+\"|'[^'\n]*+')"
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{DEEPEST}}}")
"""Dotted keys of so many parts that reading them would take for ever; prose may look like one."""

_ESCAPES = re.compile(rf"{UNSAFE.pattern}|\\[uUbfre]")
"""What a text must hold for one of its strings to hold an unsafe character."""

_AT = re.compile(r" \(at line (\d+), column (\d+)\)")
_VALUE = re.compile(r"^[^=#\"']*=[ \t]*([^#]*)")
_WORDS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def tables_of(text: str, origin: Origin) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises:
        DocumentError: it is empty, is no TOML, or holds what no document needs: endless keys,
            depth, control characters.
    """
    if not text.strip():
        raise origin.fault("the file is empty")
    if _LONG_KEY.search(text):
        parts, line = longest_key(text)
        if parts > DEEPEST:
            raise origin.fault(f"a key of more than {DEEPEST} parts", line)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text, origin) from None
    except (ValueError, RecursionError, OverflowError) as error:
        deep = isinstance(error, RecursionError)
        reason = "nested too deep" if deep else "a number of too many digits"
        line = _fullest(text, r"[\[{]" if deep else r"\d{100}")
        raise origin.fault(f"is no valid TOML: {reason}", line) from None
    if _ESCAPES.search(text):
        check_letters(data, origin)
    return data


def tables_again(text: str) -> dict[str, Any]:
    """Return the tables of a text that was read before; a document made in memory has none."""
    return tables_of(text, Origin("the text of a document")) if text.strip() else {}


def check_letters(data: dict[str, Any], origin: Origin) -> None:
    """Refuse control characters in keys and texts: a terminal would obey them.

    Raises:
        DocumentError: naming every key at which one stands.
    """
    faults = Faults()
    pending: list[tuple[Any, Key]] = [(data, ())]
    while pending:
        value, path = pending.pop()
        found = UNSAFE.search(value) if isinstance(value, str) else None
        if found:
            wrong = f"holds {name_of(found[0])}, which no text needs"
            faults.add(Problem(path, wrong, found=value))
        elif isinstance(value, dict):
            for key, entry in value.items():
                bad = UNSAFE.search(str(key))
                if bad:
                    wrong = f"holds {name_of(bad[0])} in its name"
                    faults.add(Problem((*path, str(key)), wrong))
                pending.append((entry, (*path, str(key))))
        elif isinstance(value, list | tuple):
            pending.extend((entry, (*path, number)) for number, entry in enumerate(value))
    if faults:
        raise _settled(faults, origin)


def check_depth(data: dict[str, Any]) -> None:
    """Raise Problem where tables and lists stand inside each other without end."""
    pending: list[tuple[Any, Key]] = [(data, ())]
    while pending:
        value, path = pending.pop()
        if len(path) > DEEPEST:
            raise Problem(path[:2], "is nested too deep")
        if isinstance(value, dict):
            pending.extend((entry, (*path, str(key))) for key, entry in value.items())
        elif isinstance(value, list | tuple):
            pending.extend((entry, (*path, number)) for number, entry in enumerate(value))


def _settled(faults: Faults, origin: Origin) -> DocumentError:
    try:
        faults.settle()
    except Problems as problems:
        return origin.error(problems)
    raise AssertionError("no fault was found")


def _fullest(text: str, pattern: str) -> int:
    """Return the line that holds most of something."""
    counts = [len(re.findall(pattern, line)) for line in text.split("\n")]
    return counts.index(max(counts)) + 1


def _syntax(message: str, text: str, origin: Origin) -> DocumentError:
    """Return an error of TOML's grammar with its line, and with what was meant where it shows."""
    at = _AT.search(message)
    lines = text.split("\n")
    line = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
    reason = _AT.sub("", message).replace(" (at end of document)", ", the file ends")
    hint = _meant(lines[line - 1]) if at and line <= len(lines) else ""
    told = f"is no valid TOML: {one_line(reason)}"
    return origin.fault(told + (f"\n  {hint}" if hint else ""), line)


def _meant(line: str) -> str:
    """Return what a line with a fault was meant to be, or an empty text."""
    if any(quote in line for quote in "\u201c\u201d\u201e\u2018\u2019"):
        return "write straight quotes: \" or '"
    found = _VALUE.match(line)
    value = found[1].strip() if found else ""
    number = as_written(value)
    if number is not None:
        return f"write {number!r}"
    if value.lower() in ("true", "false") or value.lower() in _WORDS:
        return f"write {_WORDS.get(value.lower(), value.lower())}, or put text in quotes"
    if re.fullmatch(r"[A-Za-z][\w .-]*", value):
        return f'put text in quotes: "{one_line(value, 60)}"'
    return ""
