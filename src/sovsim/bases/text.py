"""Tables as TOML, in the form in which the project's own files are written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sovsim.citation import Citation


def base_text(
    head: Mapping[str, Any],
    columns: Mapping[str, Mapping[str, Any]],
    units: Mapping[str, Mapping[str, Any]],
    events: Sequence[Mapping[str, Any]],
    comment: str,
) -> str:
    """Return the file of a base.

    Args:
        head: the ``[scenario]`` table.
        columns: tables under ``[start]``.
        units: tables under ``[initial]``.
        events: ``[[event]]`` tables.
        comment: first lines, without their signs.
    """
    parts = [comment_lines(comment), _table("scenario", head)]
    parts += column_parts("start", columns)
    parts += [_table(f"initial.{unit}", values) for unit, values in units.items()]
    parts += [_table("event", event, repeated=True) for event in events]
    return "\n".join(parts)


def column_parts(name: str, columns: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the tables of columns, below a table of a name."""
    parts = []
    for column, table in columns.items():
        own = {key: value for key, value in table.items() if key != "for"}
        parts.append(_table(f"{name}.{column}", own))
        parts += [
            _table(f"{name}.{column}.for.{unit}", each)
            for unit, each in table.get("for", {}).items()
        ]
    return parts


def comment_lines(comment: str) -> str:
    """Return a comment with its signs."""
    return "".join(f"# {line}".rstrip() + "\n" for line in comment.strip().splitlines())


def _table(name: str, values: Mapping[str, Any], repeated: bool = False) -> str:
    head = f"[[{name}]]" if repeated else f"[{name}]"
    lines = [f"{key} = {_value(value)}" for key, value in values.items()]
    return "\n".join([head, *lines]) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value.written if isinstance(value, Citation) else value)
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_value(each)}" for key, each in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, Sequence):
        return f"[{', '.join(_value(one) for one in value)}]"
    raise TypeError(f"no TOML for {value!r}")


def _string(value: str) -> str:
    if "\n" in value.strip():
        return f'"""\n{value.strip()}\n"""'
    return json.dumps(value.strip(), ensure_ascii=False)
