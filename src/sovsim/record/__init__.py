"""What a run leaves behind: its history, tables, folder, and what can be asked of them."""

from __future__ import annotations

from sovsim.record.folder import RunFolder, RunFolderError
from sovsim.record.history import History

__all__ = ["History", "RunFolder", "RunFolderError"]
