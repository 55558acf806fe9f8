"""Reads the files of parts, each held against its hash when it is first opened."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from sovsim.disk.parquet import decode
from sovsim.ensemble.parts import EnsembleError, Held, is_as_written

CURE = "  the command that made it does this part again, given once more"


class Reader:
    """Reads the parts of a folder.

    Args:
        folder: the ensemble.
        cure: what to do about a damaged file, in words.
    """

    def __init__(self, folder: Path, cure: str = CURE) -> None:
        self.folder = folder
        self._cure = cure
        self._known: set[str] = set()

    def table(self, part: Held, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return one of the files of a part.

        Args:
            name: path of the file within the folder.
            columns: those that are read; all by default.

        Raises:
            EnsembleError: the file is lost or damaged.
            OSError: it cannot be read at the moment.
        """
        path = self.folder / name
        if name not in self._known:
            if name not in part.files or not path.exists():
                raise EnsembleError(f"{path}: is lost\n{self._cure}")
            if not is_as_written(path, part.files[name]):
                raise EnsembleError(f"{path}: damaged, it is not what was written\n{self._cure}")
        try:
            table = decode(path, columns)
        except (OSError, pa.ArrowException) as error:
            why = " ".join(str(error).split())[:160]
            if part.files[name] is None:
                raise EnsembleError(f"{path}: damaged: {why}\n{self._cure}") from None
            raise OSError(f"{path}: cannot be read now: {why}") from None
        self._known.add(name)
        return table.replace_schema_metadata(None)
