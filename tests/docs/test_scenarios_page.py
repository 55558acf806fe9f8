"""The page on scenarios: its tables are those of the code, and its three files are right.

After a change of event types or decisions: ``python -m tests.docs.test_scenarios_page``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sovsim.scenario import load_scenario
from sovsim.scenario.events import EVENT_TYPES
from sovsim.scenario.resolve_plays import DECISIONS

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"
TABLES = ("events", "decisions")
AGAIN = "run: python -m tests.docs.test_scenarios_page"


def events() -> list[str]:
    """Return the table of event types."""
    rows = ["| type | befalls | size | what it is |", "|---|---|---|---|"]
    for name, kind in EVENT_TYPES.items():
        size = "" if kind.size is None else f"{kind.size:g}"
        rows.append(f"| `{name}` | {kind.who} | {size} | {kind.meaning} |")
    return rows


def decisions() -> list[str]:
    """Return the table of decisions."""
    rows = ["| decision | actor | about | options |", "|---|---|---|---|"]
    for name, kind in DECISIONS.items():
        options = ", ".join(f"`{option}`" for option in kind.options)
        about = ", ".join(kind.bodies) if kind.bodies else ""
        rows.append(f"| `{name}` | {kind.actor} | {about} | {options} |")
    return rows


def written(text: str) -> str:
    """Return the page with its tables made anew."""
    for name, rows in zip(TABLES, (events(), decisions()), strict=True):
        head, _, rest = text.partition(f"<!-- {name} -->\n")
        _, mark, tail = rest.partition(f"<!-- end of {name} -->")
        assert mark, name
        text = f"{head}<!-- {name} -->\n\n" + "\n".join(rows) + f"\n\n{mark}{tail}"
    return text


def test_its_tables_are_those_of_the_code() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert text == written(text), AGAIN


def files() -> list[str]:
    """Return the worked files of the page."""
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [block for block in blocks if block.startswith("[scenario]")]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_its_files_are_right(number: int, tmp_path: Path) -> None:
    assert len(files()) == 3
    text = files()[number]
    found = re.search(r'name = "([^"]+)"', text)
    assert found is not None
    file = tmp_path / f"{found[1]}.toml"
    file.write_text(text, encoding="utf-8")
    assert load_scenario(file).question


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1, 2])
def test_its_files_run(number: int, tmp_path: Path) -> None:
    from sovsim.single_run import run

    file = tmp_path / "one.toml"
    file.write_text(files()[number], encoding="utf-8")
    assert len(run(file, plots=False).states)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
