"""What a run leaves behind: its history, tables, folder, and what can be asked of them."""

from __future__ import annotations

from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.layout import RunFolderError

__all__ = ["History", "RunFolder", "RunFolderError"]
