"""``sovsim report``: figures and the self-contained HTML report of a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Run folder.", show_default=False)],
) -> None:
    """Draw the figures of a run and write its report."""
    from sovsim.record.folder import REPORT, RunFolder
    from sovsim.record.run import illustrate

    illustrate(RunFolder.open(folder))
    print(folder / REPORT)
