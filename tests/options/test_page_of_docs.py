"""The page on options: its example is a good file, with the lever too."""

from __future__ import annotations

import re
from pathlib import Path

from sovsim.options.load import load_options

PAGE = Path(__file__).parents[2] / "docs" / "options.md"


def test_the_example_is_a_good_file(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "kazakhstan-2019.toml"
    file.write_text("\n".join(blocks), encoding="utf-8")
    options = load_options(file)
    assert list(options.policies) == ["follow", "keep-in", "spread"]
    assert [lever.name for lever in options.levers] == ["size"]
