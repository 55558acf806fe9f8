"""What a wheel gets besides the sources: kernels for browsers, made from the rules.

They are no part of the repository. An editable install has none and makes them when it needs them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class KernelsHook(BuildHookInterface[Any]):
    """Makes the kernels of the shipped scenarios and has them put into the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them, in a process that imports the rules of this tree and no others.

        Args:
            version: ``editable`` for an install that only points at the sources.
            build_data: is told of the files.

        Raises:
            CalledProcessError: the rules cannot be imported or made kernels of.
        """
        if version == "editable":
            return
        self._made = tempfile.TemporaryDirectory(prefix="sovsim-kernels-")
        path = [str(Path(self.root, "src")), *filter(None, [os.environ.get("PYTHONPATH")])]
        subprocess.run(
            [sys.executable, "-m", "sovsim.compiled.javascript.prebuilt", self._made.name],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path)},
            stdout=subprocess.DEVNULL,  # a build's own output is read by the tool that asked for it
            check=True,
        )
        build_data["force_include"][self._made.name] = "sovsim/data/kernels"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what stands in the wheel by now."""
        if version != "editable":
            self._made.cleanup()
