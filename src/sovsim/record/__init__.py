"""What a run leaves behind: its history, tables, folder, and what can be asked of them.

A run folder is read by `folder`, written by `folder_write`; `folder_target` knows which files in it
are a run's own, and whether a run may be written there.
"""

from __future__ import annotations

from sovsim.record.folder import RunFolder
from sovsim.record.history import History
from sovsim.record.layout import RunFolderError

__all__ = ["History", "RunFolder", "RunFolderError"]
