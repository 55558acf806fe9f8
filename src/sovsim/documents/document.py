"""A document of any kind: read, guarded and shaped, with its place for error messages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic

from sovsim import given
from sovsim.documents.errors import DocumentError, Origin
from sovsim.documents.nearest import nearest
from sovsim.documents.shape import Model, shaped
from sovsim.documents.shipped import shipped_files
from sovsim.documents.source import exists, text_of
from sovsim.documents.text import one_line
from sovsim.documents.toml import tables_of


@dataclass(frozen=True)
class Document(Generic[Model]):
    """A file that has the right shape.

    Attributes:
        path: where it is.
        origin: its label and text, to give problems their places.
        content: the checked tables.
    """

    path: Path
    origin: Origin
    content: Model

    @property
    def text(self) -> str:
        """Contents of the file, with one kind of line end."""
        return self.origin.text or ""


def read(path: Path, label: str, model: type[Model], what: str = "file") -> Document[Model]:
    """Return a file in the shape of a model: the one way in for what people write in TOML.

    Args:
        path: where it is.
        label: what it is called in errors.
        model: its shape.
        what: what it should be, such as "scenario file".

    Raises:
        DocumentError: it cannot be read, is no TOML, or has not the shape; every key that is
            wrong is named with its line.
    """
    origin, tables = tables_in(path, label, what)
    return Document(path, origin, shaped(tables, origin, model, letters=False))


def tables_in(path: Path, label: str, what: str = "file") -> tuple[Origin, dict[str, Any]]:
    """Return the tables of a file whose shape is not known yet, with its place.

    Raises:
        DocumentError: it cannot be read, or is no TOML.
    """
    text = text_of(path, label, what)
    origin = Origin(label, text)
    return origin, tables_of(text, origin)


def place_of(name_or_path: str | Path, kind: str, what: str) -> tuple[Path, str]:
    """Return where a named or given document is, and what it is called in errors.

    Args:
        name_or_path: name of a shipped one, in letters of any case, or path of a file.
        kind: folder of the shipped ones, such as ``scenarios``.
        what: what it is, such as "scenario".

    Raises:
        DocumentError: there is none.
    """
    named = isinstance(name_or_path, str) and name_or_path.strip()
    path = Path(name_or_path) if named else given.path(what, name_or_path, DocumentError)
    files, name = shipped_files(kind), str(name_or_path)
    found = files.get(name) or {key.lower(): file for key, file in files.items()}.get(name.lower())
    if found is not None:
        return found, f"{kind}/{found.name}"
    if not exists(path):
        near = nearest(name, files)
        hint = f"\ndid you mean '{near}'?" if near else ""
        raise DocumentError(f"there is no {what} '{one_line(name, 300)}'{hint}")
    return path, name
