"""Where shipped files stand: in the wheel, or at the root of an editable checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(kind: str) -> Path:
    """Return the folder of shipped files of a kind: ``scenarios`` or ``experiments``.

    Raises:
        FileNotFoundError: the installation lacks them.
    """
    in_wheel = _PACKAGE / "data" / kind
    in_checkout = _PACKAGE.parents[1] / kind
    for folder in (in_wheel, in_checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"this installation of sovsim has no {kind}")


def shipped_files(kind: str) -> dict[str, Path]:
    """Return the shipped TOML files of a kind by name, in alphabetical order."""
    return {file.stem: file for file in sorted(shipped(kind).glob("*.toml"))}
