"""Two small experiments for tests of reports and of the command line; one tries to be markup."""

from __future__ import annotations

from pathlib import Path

from tests.experiment.test_experiments_load import GOOD

HOSTILE_TITLE = "<b>Bold</b> & <script>alert(1)</script> for $x_{1$"

_AMENDED = """
[[amendment]]
date = "2025-03-01"
what = "The <i>second</i> arm is pressed harder."
why = "It hardly differed."
"""


def toys(folder: Path) -> tuple[Path, Path]:
    """Write the files of two experiments: a plain one, and one with everything in it."""
    folder.mkdir(parents=True, exist_ok=True)
    plain, full = folder / "toy.toml", folder / "toy-full.toml"
    plain.write_text(GOOD, encoding="utf-8")
    text = GOOD.replace(
        'name = "toy"',
        'name = "toy-full"\nkind = "switch"\nlimits = "1 < 2 & so on: `base_rate` is ours."',
    )
    text = text.replace('title = "A toy"', f'title = "{HOSTILE_TITLE}"')
    text = text.replace('why = "So."', 'why = "Because <u>this</u> & that."')
    text = text.replace('name = "plain"', 'name = "plain"\nnote = "As it <em>is</em>."')
    text += (
        '\n[[prediction]]\nside = "B"\nmetric = "autonomy"\ncheck = true\n'
        'arms = ["pressed", "plain", "plain", "pressed"]\ndirection = "not_higher"\n'
        'smallest = 0.01\nwhy = "Both ways."\n'
    )
    full.write_text(text + _AMENDED, encoding="utf-8")
    return plain, full
