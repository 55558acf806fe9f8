"""Content made small for a file: what repeats stands once, rows of a table without their keys.

``front/js/telling/content.js`` unpacks it. In packed data a text that begins with ``~`` is a mark:

- ``~3f``: the entry 3f, to the base of 36, of ``shared``;
- ``~=``: what most rows of the table have in this field;
- ``~-``: the row lacks this field;
- ``~~text``: the text ``~text`` itself.

A table is ``{"~": [fields, what most rows have], key: row, …}``, a list of rows ``{"~": …, "~[":
[row, …]}``; a row ends where the rest is what most rows have. Where a
meaning begins with its label, what follows stands after ``~+``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sovsim.app.content.lean import lean

MARK, LIST = "~", "~["
_SHORTEST = 9
"""Letters of JSON from which it pays to write something once."""
_FEWEST_ROWS = 4
_ALIKE = 0.8
"""Share of a table's cells that its rows must fill."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LACKING = object()


def packed(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return content from which ``unpacked`` of the front end makes the same again."""
    shaped = _shaped(_shortened(lean(content)))
    counted = Counter(_text(one) for one in _parts(shaped))
    often = [text for text, times in counted.items() if times > 1 and len(text) >= _SHORTEST]
    places = {text: f"{MARK}{_digits(number)}" for number, text in enumerate(often)}
    shared = [_written(json.loads(text), places, whole=False) for text in often]
    return {"packed": 1, "shared": shared, "content": _written(shaped, places)}


def script(content: Mapping[str, Any]) -> str:
    """Return packed content as an expression of JavaScript that may stand in a page's script."""
    return _text(packed(content)).replace("</", "<\\/").replace("<!--", "<\\u0021--")


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def _shortened(value: Any) -> Any:
    """Return a copy with texts escaped, and meanings that go on where their label ends."""
    if isinstance(value, str):
        return MARK + value if value.startswith(MARK) else value
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {name: _shortened(one) for name, one in value.items()}
    label, meaning = found.get("label"), found.get("meaning")
    if isinstance(label, str) and isinstance(meaning, str) and _goes_on(label, meaning):
        found["meaning"] = f"{MARK}+{meaning[len(label) :]}"
    return found


def _goes_on(label: str, meaning: str) -> bool:
    """Return whether a meaning begins as its label does, in a small letter."""
    return bool(label) and meaning.startswith(label[0].lower() + label[1:])


def _shaped(value: Any) -> Any:
    """Return a copy in which tables of like rows are rows without keys."""
    if isinstance(value, list):
        shaped = [_shaped(one) for one in value]
        fields = _fields(value)
        return _listed(shaped, fields) if fields else shaped
    if not isinstance(value, dict):
        return value
    held = {name: _shaped(one) for name, one in value.items()}
    fields = _fields(list(value.values()))
    return _table(held, fields) if fields else held


def _fields(rows: list[Any]) -> list[str]:
    """Return the fields of rows that are alike enough to do without keys; none for others."""
    if len(rows) < _FEWEST_ROWS or not all(isinstance(row, dict) and row for row in rows):
        return []
    fields = list(dict.fromkeys(name for row in rows for name in row))
    return fields if sum(map(len, rows)) >= _ALIKE * len(rows) * len(fields) else []


def _listed(rows: list[dict[str, Any]], fields: list[str]) -> dict[str, Any]:
    """Return a list of rows as a table, whose rows stand in their order under ``~[``."""
    whole = _table({str(place): row for place, row in enumerate(rows)}, fields)
    return {MARK: whole[MARK], LIST: [whole[str(place)] for place in range(len(rows))]}


def _table(held: dict[str, Any], fields: list[str]) -> dict[str, Any]:
    usual = []
    for field in fields:
        counted = Counter(_text(row[field]) for row in _rows(held) if field in row)
        usual.append(json.loads(counted.most_common(1)[0][0]))
    order = sorted(
        range(len(fields)),
        key=lambda place: sum(row.get(fields[place]) == usual[place] for row in _rows(held)),
    )
    names, most = [fields[place] for place in order], [usual[place] for place in order]
    return {MARK: [names, most], **{key: _row(row, names, most) for key, row in held.items()}}


def _rows(held: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from held.values()


def _row(row: dict[str, Any], fields: list[str], usual: list[Any]) -> list[Any]:
    found: list[Any] = []
    for field, most in zip(fields, usual, strict=True):
        value = row.get(field, _LACKING)
        found.append(
            f"{MARK}-" if value is _LACKING else f"{MARK}=" if _same(value, most) else value
        )
    while found and found[-1] == f"{MARK}=":
        found.pop()
    return found


def _same(value: Any, most: Any) -> bool:
    return _text(value) == _text(most)


def _parts(value: Any) -> Iterator[Any]:
    """Yield every text, list and table within a value that could be shared."""
    if isinstance(value, str | list | dict):
        yield value
    for one in _inner(value):
        yield from _parts(one)


def _inner(value: Any) -> Iterator[Any]:
    """Yield what a list or a table holds; of rows without keys what stands in them."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        for name, one in value.items():
            if MARK not in value:
                yield one
            elif name == LIST:
                yield from (cell for row in one for cell in row)
            else:
                yield from one


def _written(value: Any, places: dict[str, str], *, whole: bool = True) -> Any:
    """Return a value in which what is shared is a mark; the value itself only where `whole`."""
    if whole and isinstance(value, str | list | dict):
        mark = places.get(_text(value))
        if mark is not None:
            return mark
    if isinstance(value, list):
        return [_written(one, places) for one in value]
    if isinstance(value, dict):
        return {name: _entry(name, one, MARK in value, places) for name, one in value.items()}
    return value


def _entry(name: str, one: Any, table: bool, places: dict[str, str]) -> Any:
    """Return what stands under a name; rows of a table stand in their places, never as marks."""
    if table and name == LIST:
        return [_written(row, places, whole=False) for row in one]
    return _written(one, places, whole=not table)


def _digits(number: int) -> str:
    found = ""
    while True:
        number, rest = divmod(number, 36)
        found = _DIGITS[rest] + found
        if not number:
            return found
