"""What a file is meant to be: a scenario, an experiment or a region."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal

from sovsim.cli.errors import InputError

Kind = Literal["scenario", "experiment", "region"]


def kind_of(file: Path) -> Kind:
    """Return the kind by the tables in a file; a scenario where in doubt, a region for a folder."""
    if file.is_dir():
        return "region"
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return "scenario"
    if "experiment" in tables:
        return "experiment"
    return "region" if "region" in tables else "scenario"


def is_experiment(name: str) -> bool:
    """Return whether a name or path is that of an experiment; if not, it is a scenario's.

    Raises:
        InputError: it is neither a file nor a name of one of the two.
    """
    from sovsim.documents.errors import clipped, nearest
    from sovsim.documents.shipped import shipped_files
    from sovsim.experiment.load import experiment_names
    from sovsim.scenario import scenario_names

    experiments = experiment_names()
    if name in experiments:
        return True
    if name in shipped_files("scenarios"):
        return False
    if not Path(name).exists():
        near = nearest(name, [*scenario_names(), *experiments])
        hint = f"\n  did you mean '{near}'?" if near else ""
        raise InputError(f"there is no scenario or experiment '{clipped(name)}'{hint}")
    return kind_of(Path(name)) == "experiment"
