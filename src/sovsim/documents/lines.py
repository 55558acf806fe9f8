"""Where a key stands in a TOML file. Used only when an error has to be reported."""

from __future__ import annotations

import codecs
import functools
from collections.abc import Iterator

Key = tuple[str | int, ...]

_HEADERS = {"table": False, "table_array_element": True}
_KEYS = ("bare_key", "quoted_key", "dotted_key")
_PUNCTUATION = ("[", "]", ",", "comment")


def line_of(text: str, path: Key) -> int:
    """Return the line of a key, or of the nearest table around it; 1 where there is none."""
    found = _lines(text, _joined(path))
    for length in range(len(path), 0, -1):
        line = found.get(_joined(path[:length]))
        if line is not None:
            return line
    return 1


def has_key(text: str, path: Key) -> bool:
    """Return whether the file itself gives a key."""
    return _joined(path) in _lines(text, _joined(path))


def _joined(path: Key) -> str:
    return ".".join(str(part) for part in path)


@functools.lru_cache(maxsize=4)
def _lines(text: str, wanted: str) -> dict[str, int]:
    """Return the lines of all keys, and of what stands inside the values around a wanted key."""
    import tree_sitter_toml
    from tree_sitter import Language, Parser

    tree = Parser(Language(tree_sitter_toml.language())).parse(text.encode())
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    pending = [(child, "") for child in reversed(tree.root_node.children)]
    while pending:
        node, prefix = pending.pop()
        line = node.start_point[0] + 1
        if node.type in _HEADERS:
            name = ".".join(_names(node.children[1]))
            if _HEADERS[node.type]:
                number = counts.get(name, 0)
                counts[name] = number + 1
                found.setdefault(name, line)
                name = f"{name}.{number}"
            found.setdefault(name, line)
            pending.extend(
                (child, f"{name}.") for child in reversed(node.children) if child.type == "pair"
            )
        elif node.type == "pair":
            parts = list(_names(node.children[0]))
            for length in range(1, len(parts) + 1):
                found.setdefault(prefix + ".".join(parts[:length]), line)
            pending.append((node.children[-1], f"{prefix}{'.'.join(parts)}."))
        elif not wanted.startswith(prefix):
            continue
        elif node.type == "inline_table":
            pending.extend((child, prefix) for child in node.children if child.type == "pair")
        elif node.type == "array":
            entries = [child for child in node.children if child.type not in _PUNCTUATION]
            for number, entry in enumerate(entries):
                found.setdefault(f"{prefix}{number}", entry.start_point[0] + 1)
                pending.append((entry, f"{prefix}{number}."))
    return found


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
            yield written[1:-1] if kind == "quoted_key" else written
