"""A console that lacks letters shows plainer ones, and JSON stays JSON."""

# ruff: noqa: RUF001 - letters that look alike are what this is about

from __future__ import annotations

import io
import json
import math
import sys

import pytest

from sovsim.cli.legible import HANDLER, handler_for, json_for, legible
from sovsim.cli.output import print_json, print_table

CODE_PAGES = ("cp1251", "cp1250", "cp932", "latin-1", "cp850", "ascii", "utf-16", "cp437")


def console_of(encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=HANDLER, newline="")


def shown_on(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode(stream.encoding)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1992 – 2026 — the “near abroad”…", '1992 - 2026 - the "near abroad"...'),
        ("±0.1, −0.2, Δ ≠ 0, a → b, × ≥ ≈", "+/-0.1, -0.2, Delta != 0, a -> b, x >= ~"),
        ("Việt Nam, Curaçao, Łódź, Ísland, Əli", "Viet Nam, Curacao, Lodz, Island, Ali"),
        ("e\N{COMBINING ACUTE ACCENT}t\N{NO-BREAK SPACE}e", "et e"),
        ("╭─╮│┼━┃█", "+-+|+-|#"),
        ("日本", "??"),
        ("bad\udcff\ud800.toml", r"bad\xff\ud800.toml"),
    ],
)
def test_a_letter_that_is_lacking_is_shown_by_one_that_is_alike(text: str, plain: str) -> None:
    assert legible(text, console_of("ascii")) == plain


@pytest.mark.parametrize("encoding", CODE_PAGES)
def test_no_code_page_fails_and_known_letters_stay(encoding: str) -> None:
    every = "".join(map(chr, [*range(32, 0x3000), 0xDC80, 0xDFFF, 0x1F600]))
    stream = console_of(encoding)
    stream.write(every)
    assert "~" in shown_on(stream)
    kept = "é" if encoding not in ("ascii", "cp1251", "cp932") else "e"
    assert legible("é", stream) == kept
    assert legible("é", console_of("utf-8")) == "é"


def test_a_path_that_is_no_text_can_be_shown_in_utf_8_too() -> None:
    assert legible("run\udce9", console_of("utf-8")) == r"run\xe9"


def test_names_of_files_keep_their_bytes_in_the_c_locale() -> None:
    """There Python hands through what is no text, and a terminal may well know it."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors=handler_for("surrogateescape"))
    name = "Việt – run".encode().decode("ascii", "surrogateescape")
    assert legible(name, stream) == name
    stream.write(f"{name} → é")
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    assert stream.buffer.getvalue() == "Việt – run -> e".encode()


def test_columns_keep_their_width_where_letters_become_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stream = console_of("ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    print_table([{"a": "x…", "b": 1}, {"a": "long→er", "b": math.nan}], {"a": "a", "b": "b"})
    assert shown_on(stream).splitlines() == ["a         b", "x...      1", "long->er  -"]


@pytest.mark.parametrize("encoding", [*CODE_PAGES, "utf-8"])
def test_json_is_json_in_every_code_page(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = {
        "name": "Việt → “Nam”",
        "path": "bad\udcff",
        "values": [1.5, math.nan, (math.inf, None)],
    }
    stream = console_of(encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    print_json(data)
    found = json.loads(shown_on(stream), parse_constant=pytest.fail)
    assert found == {**data, "values": [1.5, None, [None, None]]}


def test_json_is_readable_where_the_stream_holds_its_letters() -> None:
    assert "Việt" in json_for(["Việt"], console_of("utf-8"))
    assert "ệ" not in json_for(["Việt"], console_of("cp1252"))
