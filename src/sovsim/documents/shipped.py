"""Where shipped files stand: in the wheel, or at the root of an editable checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped(kind: str) -> Path:
    """Return the folder of shipped files of a kind: ``scenarios``, ``experiments``, ``region``.

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
    """Return what is shipped of a kind by name, in alphabetical order: TOML files and folders."""
    return {
        entry.stem: entry
        for entry in sorted(shipped(kind).iterdir())
        if entry.suffix == ".toml" or (entry.is_dir() and any(entry.glob("*.toml")))
    }
