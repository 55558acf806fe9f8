"""The page on browsers shows what works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.compiled.javascript.bundle import bundle
from tests.compiled.node import needs_node, run
from tests.compiled.pages import page
from tests.worlds import scenario

PAGE = Path(__file__).parents[2] / "docs" / "browser.md"
CSTO = "csto-kazakhstan-2022"


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@needs_node
@pytest.mark.slow
def test_its_script_is_made_and_its_requests_are_answered() -> None:
    made: dict[str, str] = {}
    exec(block("python"), made)
    assert made["script"] == bundle([scenario(CSTO)])
    open_, why, values, metrics = run(
        f"{page(CSTO)}\n{block('javascript')}\n"
        "[open, why, series.autonomy_security, Object.keys(metrics)]"
    )
    assert any(one["unit"] == "KAZ" and one["decision"] == "action" for one in open_)
    assert {"column", "unit", "term", "rule", "value"} == set(why[0])
    assert len(values) == scenario(CSTO).steps
    assert "sovereignty_gap" in metrics


@needs_node
@pytest.mark.slow
def test_its_table_lists_every_request() -> None:
    listed = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = run(f"{page(CSTO)}\nsovsim.ask({{ ask: 'dance' }}).error.message")
    assert sorted(listed) == sorted(told.rpartition("one of ")[2].split(", "))
