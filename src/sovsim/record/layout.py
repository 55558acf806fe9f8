"""What a run folder is made of: names of its files, lists and keys of its manifest."""

from __future__ import annotations

from sovsim.disk import sealed

METRICS = "metrics.json"
FIGURES = "figures"
REPORT = "report.html"
FILES, DRAWN = "files", "drawn"
"""Lists of a manifest: of what the run wrote, of what was drawn from it; name -> SHA-256."""

TABLES = ("states", "institutions", "system", "events", "choices", "ledger")
"""Names of the tables; each is a Parquet file."""

REPEATED = ("choices",)
"""Those whose numbers stand several times in a row: a draw is that of every option and motive."""

BRANCH = "branch"
"""Key of a manifest under which a branch keeps what it changes, from when on, and its parent."""

_KEYS = (
    "scenario",
    "seed",
    "run",
    "spec_hash",
    "code_hash",
    "versions",
    "document",
    "region",
    "files",
)


class RunFolderError(ValueError):
    """A folder that is no run folder, or a damaged one; the message is one line."""


RUN = sealed.FolderKind("run", "run folder", 1, _KEYS, RunFolderError)
