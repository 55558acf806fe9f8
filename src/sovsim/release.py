"""Which release this code is: read from the citation file that travels with it."""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata, resources
from pathlib import Path

FILE = "CITATION.cff"
_VERSION = re.compile(r"^version: *\"?(.+?)\"?$", re.MULTILINE)


def citation_file() -> str:
    """Return the text of the citation file: in the package, or of the checkout.

    Raises:
        FileNotFoundError: neither has it.
    """
    packed = resources.files("sovsim").joinpath("data").joinpath(FILE)
    if packed.is_file():
        return packed.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / FILE).read_text(encoding="utf-8")


@cache
def version() -> str:
    """Return the version of the code at work.

    What an installer once noted of a checkout may be older than the checkout is by now; the
    citation file is of the code itself.
    """
    try:
        found = _VERSION.search(citation_file())
        if found is not None:
            return found[1]
    except OSError:
        pass
    try:
        return metadata.version("sovsim")
    except metadata.PackageNotFoundError:
        return "0+unknown"
