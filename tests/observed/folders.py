"""Small folders of observed data, made up by the tests; no figure in them is anybody's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from sovsim.observed.folder import Observed, read_folder
from sovsim.observed.panel import Panel

_PLACES = [up / "shared" / "data" / "observed" for up in Path(__file__).parents[3:5]]
REAL = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
"""Where a folder of real data may stand beside the checkout; tests that want it skip without."""

POLYARCHY = "iso3,year,value\nEST,2001,0.5\nEST,2002,0.6\nKAZ,2001,0.2\nKAZ,2002,0.3\n"
TRADE = (
    "iso3,year,value,import_share,export_share,trade_usd_m,total_trade_usd_m,dyad\n"
    "EST,2001,0.1,0.1,0.1,10,100,EST-RUS\n"
    "KAZ,2001,0.4,0.4,0.4,40,100,KAZ-RUS\n"
)


def folder(place: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files, by the name of their series, and return the folder."""
    place.mkdir(exist_ok=True)
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (place / f"{name}.csv").write_bytes(raw)
    return place


def read(place: Path, **files: str | bytes) -> Observed:
    """Write files and read the folder."""
    return read_folder(folder(place, files))


def told(observed: Observed) -> list[str]:
    """Return the first line of each fault, without the folder."""
    start = f"{observed.folder}/"
    return [str(each).splitlines()[0].removeprefix(start) for each in observed.damage]


def seen(values: pd.DataFrame, error: float = float("nan")) -> Panel:
    """Return a panel of values that are all firm."""
    errors = pd.DataFrame(error, index=values.index, columns=values.columns)
    return Panel(values, errors, pd.DataFrame(False, index=values.index, columns=values.columns))
