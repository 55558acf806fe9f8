"""Where a key stands in a TOML file. Used only when an error has to be reported."""

from __future__ import annotations

import codecs
import contextlib
import itertools
import tomllib
from collections.abc import Iterator
from typing import Any

Key = tuple[str | int, ...]

_HEADERS = {"table": False, "table_array_element": True}
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_PUNCTUATION = ("[", "]", ",", "comment")
_MOST_PARTS = 50


class Lines:
    """The lines of a TOML file, by key.

    Args:
        text: contents of the file; it need not be right.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[str, int] = {}
        self._values: dict[str, Any] = {}
        counts: dict[str, int] = {}
        for node in _parsed(text).children:
            line = node.start_point[0] + 1
            if node.type in _HEADERS:
                name = ".".join(_first(node.children[1]))
                if _HEADERS[node.type]:
                    number = counts.get(name, 0)
                    counts[name] = number + 1
                    self._lines.setdefault(name, line)
                    name = f"{name}.{number}"
                self._lines.setdefault(name, line)
                for child in node.children:
                    if child.type == "pair":
                        self._pair(child, f"{name}.")
            elif node.type == "pair":
                self._pair(node, "")

    def of(self, path: Key) -> int:
        """Return the line of a key, or of the nearest table around it; 1 where there is none."""
        for length in range(len(path), 0, -1):
            line = self._line(path[:length])
            if line:
                return line
        return 1

    def has(self, path: Key) -> bool:
        """Return whether the file itself gives a key."""
        return bool(self._line(path))

    def _line(self, path: Key) -> int:
        """Return the line of a key, looking into the values around it; 0 where it is not."""
        name = ".".join(str(part) for part in path)
        for length in range(1, len(path)):
            self._open(".".join(str(part) for part in path[:length]))
        return self._lines.get(name, 0)

    def _open(self, name: str) -> None:
        """Find the lines of what stands inside a value; each value is opened once."""
        node = self._values.pop(name, None)
        if node is None:
            return
        if node.type == "inline_table":
            for child in node.children:
                if child.type == "pair":
                    self._pair(child, f"{name}.")
        elif node.type == "array":
            entries = (child for child in node.children if child.type not in _PUNCTUATION)
            for number, entry in enumerate(entries):
                self._lines.setdefault(f"{name}.{number}", entry.start_point[0] + 1)
                self._values[f"{name}.{number}"] = entry

    def _pair(self, node: Any, prefix: str) -> None:
        parts = _first(node.children[0])
        for length in range(1, len(parts) + 1):
            name = prefix + ".".join(parts[:length])
            self._lines.setdefault(name, node.start_point[0] + 1)
        self._values.setdefault(prefix + ".".join(parts), node.children[-1])


def longest_key(text: str) -> tuple[int, int]:
    """Return of how many parts the longest key of a file is, and its line."""
    longest, line = 0, 1
    pending = [_parsed(text)]
    while pending:
        node = pending.pop()
        if node.type == "dotted_key":
            parts = sum(1 for _ in _names(node))
            if parts > longest:
                longest, line = parts, node.start_point[0] + 1
        else:
            pending.extend(reversed(node.children))
    return longest, line


def _parsed(text: str) -> Any:
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_toml.language())).parse(text.encode()).root_node


def _first(key: object) -> list[str]:
    """Return the parts of a key; of an endless one, the beginning."""
    return list(itertools.islice(_names(key), _MOST_PARTS))


def _names(node: object) -> Iterator[str]:
    """Yield the parts of a key, in order, without quotes."""
    pending = [node]
    while pending:
        current = pending.pop()
        kind = getattr(current, "type", "")
        if kind == "dotted_key":
            children = getattr(current, "children", [])
            pending.extend(child for child in reversed(children) if child.type in _KEYS)
        elif kind in _KEYS:
            written = codecs.decode(getattr(current, "text", b"") or b"", "utf-8")
            yield _plain(written) if kind == "quoted_key" else written


def _plain(quoted: str) -> str:
    """Return a key without its quotes."""
    if quoted.startswith('"') and "\\" in quoted:
        with contextlib.suppress(ValueError):
            return next(iter(tomllib.loads(f"{quoted} = 0")))
    return quoted[1:-1]
