"""The folder of an answer: checked before the runs, written after them."""

from __future__ import annotations

from pathlib import Path

from sovsim.disk.parquet import encode_frame
from sovsim.disk.put import make_folder, put, put_json
from sovsim.disk.sealed import MANIFEST
from sovsim.disk.taken import check_not_taken
from sovsim.options.page import Section, markdown
from sovsim.options.run import RUNS, Finished

ANSWER = "answer.json"


def is_options_folder(folder: Path) -> bool:
    """Return whether a folder holds an answer."""
    return (folder / ANSWER).is_file()


def check_folder(folder: Path) -> None:
    """Raise if an answer may not be written to a folder; best asked before the runs.

    Raises:
        FolderTaken: it holds other files.
    """
    check_not_taken(folder, (ANSWER, f"{RUNS}/{MANIFEST}"), parts=(RUNS,))


def write(finished: Finished, folder: Path, shown: list[Section]) -> None:
    """Write what came out.

    ``answer.json`` holds all of it, ``summary.md`` the page, ``outcomes.parquet`` the runs and
    ``points.parquet`` the sampled values, a row per world.

    Args:
        shown: the parts of the page.
    """
    make_folder(folder)
    put_json(folder / ANSWER, finished.answer.as_dict())
    put(folder / "outcomes.parquet", encode_frame(finished.table))
    put(folder / "points.parquet", encode_frame(finished.points.reset_index(names="point")))
    put(folder / "summary.md", markdown(finished.answer, shown))
