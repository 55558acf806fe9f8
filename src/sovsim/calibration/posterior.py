"""A posterior: members fitted to data, what is known of them better than before, and its folder.

```
NAME/
  manifest.json     how it was made, from what, up to when; sealed
  posterior.parquet a row per member, a column per value that runs can take (`sovsim.points`)
  prior.parquet     the same before any data
  identified.csv    each value before and after
  misfit.csv        by indicator and step: how far members are off, and how far they lie apart
  links.csv         the link of each indicator, before and after
```
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from sovsim import given
from sovsim.disk import sealed
from sovsim.disk.fingerprint import engine_of, fingerprint, versions
from sovsim.disk.parquet import decode, encode_wide
from sovsim.disk.plain import plain
from sovsim.disk.put import make_folder, put
from sovsim.disk.sealed import MANIFEST
from sovsim.disk.taken import check_not_taken
from sovsim.documents.nearest import did_you_mean
from sovsim.documents.shipped import shipped
from sovsim.documents.text import one_line

ASSUMED = 0.9
"""Posterior sd over prior sd above which a value stays assumed."""

_TABLES = ("posterior", "prior")
_LISTS = ("identified", "misfit", "links")


class PosteriorError(ValueError):
    """A folder that holds no posterior, or a damaged one; the message is a line or two."""


KIND = sealed.FolderKind(
    "posterior",
    "posterior",
    1,
    ("until", "settings", "data", "files", "fingerprint"),
    PosteriorError,
)


@dataclass(frozen=True, eq=False)
class Posterior:
    """Members fitted to what was observed up to a cut.

    Attributes:
        points: a row per member, a column per parameter or start value.
        prior: the same members before any data.
        identified: a row per value; ``ratio`` is posterior sd over prior sd, ``status`` is
            ``assumed`` where that is above `ASSUMED`.
        misfit: by indicator and step.
        links: level and slope of each indicator's link.
        until: last year whose data it has seen.
        settings: how it was made; ``scenario`` names what was fitted.
        data: series -> what was seen of it.
        library: the smoother and its version.
        name: name or folder under which it was read; empty before it is written.
    """

    points: pd.DataFrame
    prior: pd.DataFrame
    identified: pd.DataFrame
    misfit: pd.DataFrame
    links: pd.DataFrame
    until: int
    settings: Mapping[str, Any]
    data: Mapping[str, Any]
    library: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def __repr__(self) -> str:
        rows, columns = self.points.shape
        return f"<Posterior {self.name} {rows} members of {columns} values, to {self.until}>"

    def write(self, folder: str | Path) -> Path:
        """Write it and return the folder.

        Raises:
            FolderTaken: the folder holds other files.
            WriteError: it cannot be written.
        """
        check_not_taken(Path(folder), (MANIFEST, "posterior.parquet"))
        target = make_folder(folder)
        files = {
            **{
                f"{name}.parquet": encode_wide(_shortened(table))
                for name, table in self._wide().items()
            },
            **{
                f"{name}.csv": getattr(self, name)
                .to_csv(index=False, lineterminator="\n", float_format="%.6g")
                .encode()
                for name in _LISTS
            },
        }
        for name, content in files.items():
            put(target / name, content)
        engine = engine_of(self.settings)
        manifest = {
            "kind": KIND.name,
            "format": KIND.format,
            "until": self.until,
            "settings": plain(self.settings),
            "data": plain(self.data),
            "fingerprint": fingerprint(engine),
            "versions": {**versions(engine), **self.library},
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in files.items()},
        }
        sealed.write_manifest(target, manifest)
        return target

    def _wide(self) -> dict[str, pd.DataFrame]:
        return {"posterior": self.points, "prior": self.prior}


def _shortened(table: pd.DataFrame) -> pd.DataFrame:
    """Return numbers in half their length: six digits are more than data say of any of them."""
    return table.astype(np.float32)


def read_posterior(name_or_folder: str | Path) -> Posterior:
    """Return a posterior by the name of a shipped one, or from its folder.

    Raises:
        PosteriorError: there is none, or it is damaged.
    """
    folder, name = _place(name_or_folder)
    manifest = sealed.read_manifest(folder, KIND)
    content = {name: _content(folder, name, digest) for name, digest in manifest["files"].items()}
    try:
        lists = {name: pd.read_csv(io.BytesIO(content[f"{name}.csv"])) for name in _LISTS}
        wide = [decode(folder / f"{table}.parquet").to_pandas() for table in _TABLES]
        points, prior = (table.astype(np.float64) for table in wide)
        until, settings, data = int(manifest["until"]), dict(manifest["settings"]), manifest["data"]
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        why = " ".join(str(error).split())[:120]
        raise PosteriorError(f"{folder}: damaged posterior: {why}") from None
    return Posterior(
        points,
        prior,
        lists["identified"],
        lists["misfit"],
        lists["links"],
        until,
        settings,
        data,
        name=name,
    )


def shipped_posteriors() -> dict[str, Path]:
    """Return the posteriors that ship, by name."""
    try:
        root = shipped("posterior")
    except FileNotFoundError:
        return {}
    return {entry.name: entry for entry in sorted(root.iterdir()) if (entry / MANIFEST).is_file()}


def _place(name_or_folder: str | Path) -> tuple[Path, str]:
    known = shipped_posteriors()
    text = str(name_or_folder)
    if text in known:
        return known[text], text
    path = given.path("posterior", name_or_folder, PosteriorError)
    if not path.is_dir():
        hint = did_you_mean(text, known)
        names = f"\n  shipped: {', '.join(known)}" if known else ""
        raise PosteriorError(f"there is no posterior '{one_line(text, 300)}'{hint}{names}")
    return path, text


def _content(folder: Path, name: str, digest: str) -> bytes:
    path = folder / Path(name).name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PosteriorError(f"{path}: {error.strerror or error}") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise PosteriorError(f"{path}: damaged: it is not what the manifest was written for")
    return content
