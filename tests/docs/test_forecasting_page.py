"""The page on forecasting: its commands exist, and its figures are those of the model."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
import typer.main

from sovsim.cli.application import app

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "forecasting.md"
DATA = Path(os.environ.get("SOVSIM_OBSERVED", ROOT.parent / "shared" / "data" / "observed"))
NEAR = 0.03
"""How far a figure may lie from the page's: the last bits differ between processors."""


def commands() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```text\n(.*?)```", text, re.DOTALL)
    inline = re.findall(r"`(sovsim [^`]+)`", text)
    return [line for block in blocks for line in block.strip().splitlines()] + inline


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_every_command_and_option_is_there(line: str) -> None:
    group = typer.main.get_command(app)
    _, name, *rest = line.split()
    command = group.commands.get(name)  # type: ignore[attr-defined]
    assert command is not None, line
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known, line


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="no folder of observed data")
def test_the_figures_are_those_of_the_model() -> None:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        from forecasting import BEGIN, END, backtest, block  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))
    shown = PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    made = block(backtest(DATA))
    rows, again = (
        re.findall(r"^\| ([^|]+) \| (-?[\d.]+) \|", text, re.M) for text in (shown, made)
    )
    assert [name for name, _ in rows] == [name for name, _ in again]
    far = [one for one, other in zip(rows, again, strict=True)
           if abs(float(one[1]) - float(other[1])) > NEAR]  # fmt: skip
    assert not far
