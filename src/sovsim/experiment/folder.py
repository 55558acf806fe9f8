"""The folder of an experiment, or of all of them: written, and read back checked."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from sovsim.disk.parquet import encode_frame
from sovsim.disk.put import make_folder, put, put_json
from sovsim.disk.sealed import MANIFEST
from sovsim.disk.taken import check_not_taken
from sovsim.experiment.asked import Asked, asked
from sovsim.experiment.by_arm import markdown, write_arms
from sovsim.experiment.finished import Finished
from sovsim.experiment.rows import overview_rows
from sovsim.experiment.summary import page, summary
from sovsim.experiment.verdict import OLD_WORDS, ExperimentVerdict

VERDICTS = "verdicts.json"
ASKED = "experiment.json"
RUNS = "runs"
"""Folder of the ensemble within that of an experiment."""
SEEDS = "seeds"
"""Folder of the same experiment with other seeds, within that of an experiment."""


class ExperimentFolderError(ValueError):
    """A folder of no experiment, or a damaged one; the message is one line."""


@dataclass(frozen=True)
class Judged:
    """An experiment as its folder tells of it: what was asked, and what came out."""

    asked: Asked
    verdict: ExperimentVerdict


@dataclass(frozen=True)
class ExperimentFolder:
    """What ``sovsim experiment`` has written.

    Attributes:
        path: the folder.
        experiments: in the order in which they were run.
        several: whether it is the folder of ``--all``.
    """

    path: Path
    experiments: tuple[Judged, ...]
    several: bool

    @classmethod
    def open(cls, path: str | Path) -> ExperimentFolder:
        """Open a folder.

        Raises:
            ExperimentFolderError: there is none, or it is damaged.
        """
        folder = Path(path)
        if not folder.is_dir():
            raise ExperimentFolderError(f"{folder}: there is no such folder")
        verdicts, asked = (_json(folder, name) for name in (VERDICTS, ASKED))
        several = isinstance(verdicts, list)
        if several != isinstance(asked, list):
            raise _damaged(folder, ASKED, f"is of another folder than {VERDICTS}")
        if several and (not verdicts or len(verdicts) != len(asked)):
            raise _damaged(folder, ASKED, f"holds {len(asked)} entries, {VERDICTS} {len(verdicts)}")
        pairs = zip(verdicts, asked, strict=True) if several else [(verdicts, asked)]
        return cls(folder, tuple(_judged(folder, *pair) for pair in pairs), several)

    def folder_of(self, judged: Judged) -> Path:
        """Return where the runs and tables of one of the experiments are."""
        return self.path / judged.verdict.name if self.several else self.path


def is_experiment_folder(folder: Path) -> bool:
    """Return whether a folder holds anything that ``sovsim experiment`` alone writes."""
    return any((folder / name).is_file() for name in (VERDICTS, ASKED))


def check_folder(folder: Path, names: Sequence[str] = ()) -> None:
    """Raise if verdicts may not be written to a folder; best asked before the runs.

    Args:
        names: of the experiments that get folders of their own in it.

    Raises:
        FolderTaken: it holds other files.
    """
    marks = (VERDICTS, ASKED, f"{RUNS}/{MANIFEST}", f"*/{RUNS}/{MANIFEST}")
    check_not_taken(folder, marks, parts=(RUNS, SEEDS, *names))


def write(finished: Finished, folder: Path) -> None:
    """Write what was asked and what came out.

    ``experiment.json`` holds the question, ``verdicts.json`` and ``verdicts.parquet`` the answer,
    ``outcomes.parquet`` the runs, ``arms.json`` every arm, ``summary.md`` all of it for readers.
    """
    make_folder(folder)
    verdict = finished.verdict
    put_json(folder / ASKED, asked(finished.experiment).as_dict())
    put_json(folder / VERDICTS, verdict.as_dict())
    flat = verdict.predictions.assign(
        experiment=verdict.name,
        split_by=["; ".join(map(str, row)) for row in verdict.predictions["split_by"]],
    )
    put(folder / "verdicts.parquet", encode_frame(flat))
    put(folder / "outcomes.parquet", encode_frame(finished.table))
    arms = write_arms(finished, folder)
    put(folder / "summary.md", f"{page(verdict)}\n{markdown(arms)}")


def write_all(finished: Sequence[Finished], folder: Path) -> None:
    """Write the summary over several experiments; the JSON files hold a list of what `write` does.

    Args:
        finished: the experiments, in the order wanted.
        folder: of the summary; runs and tables stay in the folder of each experiment.
    """
    make_folder(folder)
    verdicts = [entry.verdict for entry in finished]
    put_json(folder / ASKED, [asked(entry.experiment).as_dict() for entry in finished])
    put_json(folder / VERDICTS, [verdict.as_dict() for verdict in verdicts])
    rows = [line for verdict in verdicts for line in overview_rows(verdict)]
    put(folder / "verdicts.parquet", encode_frame(pd.DataFrame(rows)))
    put(folder / "summary.md", summary(verdicts))


def _judged(folder: Path, verdict: Any, asked: Any) -> Judged:
    if _old(verdict):
        raise ExperimentFolderError(
            f"{folder}: {VERDICTS} has the words of an older version of sovsim; "
            "'sovsim experiment' judges anew, in a folder of its own"
        )
    try:
        found = ExperimentVerdict.model_validate(verdict)
    except ValidationError as error:
        raise _damaged(folder, VERDICTS, _in_words(error)) from None
    try:
        told = Asked.model_validate(asked)
    except ValidationError as error:
        raise _damaged(folder, ASKED, _in_words(error)) from None
    if told.document.experiment.name != found.name:
        name = told.document.experiment.name
        raise _damaged(folder, ASKED, f"is about {name[:60]}, {VERDICTS} about {found.name[:60]}")
    unknown = set(found.predictions["metric"]) - set(told.metrics)
    unknown |= {entry.name for entry in told.document.arm} - set(told.arms)
    if unknown:
        raise _damaged(folder, ASKED, f"does not tell what '{min(unknown)[:60]}' is")
    return Judged(told, found)


def _old(verdict: Any) -> bool:
    """Return whether a verdict was given in the words of an older version."""
    sides = verdict.get("sides") if isinstance(verdict, dict) else None
    rows = [side for side in sides if isinstance(side, dict)] if isinstance(sides, list) else []
    return any(side.get("verdict") in OLD_WORDS or "told" not in side for side in rows)


def _json(folder: Path, name: str) -> Any:
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        again = "; 'sovsim experiment' writes it, finished runs are kept"
        raise ExperimentFolderError(f"{folder}: holds no {name}{again}") from None
    except OSError as error:
        raise _damaged(folder, name, error.strerror or str(error)) from None
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, name, str(error)) from None


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg'].removeprefix('Value error, ')}" if where else first["msg"]


def _damaged(folder: Path, name: str, why: str) -> ExperimentFolderError:
    words = " ".join(why.split())[:200]
    return ExperimentFolderError(f"{folder}: damaged experiment folder: {name}: {words}")
