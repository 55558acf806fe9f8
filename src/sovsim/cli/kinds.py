"""What a file is meant to be: a scenario, an experiment, options, a lesson or a region."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from sovsim.cli.errors import InputError

Kind = Literal["scenario", "experiment", "options", "lesson", "region"]

COMMANDS = {
    "scenario": "sovsim run",
    "experiment": "sovsim experiment",
    "options": "sovsim options",
    "lesson": "sovsim lesson",
}
"""What runs a file of a kind."""

_SAID = {
    "experiment": "an experiment",
    "options": "a question of options",
    "lesson": "a lesson",
}


def kind_of(file: Path) -> Kind:
    """Return the kind by the tables in a file; a scenario where in doubt, a region for a folder.

    Raises:
        DocumentError: it cannot be read, is no TOML, or is a folder of other files than a region's.
    """
    from sovsim.documents.document import tables_in
    from sovsim.documents.source import is_folder

    if is_folder(file):
        _check_of_region(file)
        return "region"
    _, tables = tables_in(file, str(file))
    return _kind_by(tables)


def _check_of_region(folder: Path) -> None:
    """Raise DocumentError for a folder that holds scenarios, experiments or questions."""
    from sovsim.documents.document import tables_in
    from sovsim.documents.errors import DocumentError

    for file in sorted(folder.glob("*.toml")):
        try:
            _, tables = tables_in(file, str(file))
        except DocumentError:
            continue
        if (kind := next((head for head in COMMANDS if head in tables), None)) is not None:
            raise DocumentError(
                f"{folder}: is no folder of a region; {file.name} in it is a file of kind "
                f"'{kind}'\nname the files: sovsim check {folder / '*.toml'}"
            )


def check_scenario(name: str) -> None:
    """Raise InputError, with what to type, for the name or file of something else.

    What is neither a name nor a file is left to those who read it.
    """
    from sovsim.documents.errors import DocumentError
    from sovsim.documents.shipped import shipped_files
    from sovsim.documents.source import exists

    if name.lower() in map(str.lower, shipped_files("scenarios")):
        return
    kind: str = ""
    for one, folder in (
        ("experiment", "experiments"),
        ("options", "options"),
        ("lesson", "lessons"),
    ):
        kind = one if name.lower() in map(str.lower, shipped_files(folder)) else kind
    if not kind and name.endswith(".toml") and exists(Path(name)):
        try:
            kind = kind_of(Path(name))
        except DocumentError:
            return
    if kind in COMMANDS and kind != "scenario":
        said = _SAID[kind]
        raise InputError(f"'{name}' is {said} and no scenario\n  {COMMANDS[kind]} {name}")


def _kind_by(tables: Iterable[str]) -> Kind:
    """Return the kind by the names of tables, mistyped or not."""
    from sovsim.documents.nearest import nearest
    from sovsim.documents.shape import keys_of
    from sovsim.experiment.schema import File as ExperimentFile
    from sovsim.lesson.model import File as LessonFile
    from sovsim.options.schema import File as OptionsFile
    from sovsim.region.schema import RegionFile
    from sovsim.scenario.schema import File as ScenarioFile

    names = list(tables)
    heads: tuple[Kind, ...] = ("scenario", "experiment", "options", "lesson", "region")
    for head in heads:
        if head in names:
            return head
    known: dict[Kind, list[str]] = {
        "scenario": keys_of(ScenarioFile),
        "experiment": keys_of(ExperimentFile),
        "options": keys_of(OptionsFile),
        "lesson": keys_of(LessonFile),
        "region": keys_of(RegionFile),
    }
    matches = {
        kind: sum(2 if name in keys else bool(nearest(name, keys)) for name in names[:100])
        for kind, keys in known.items()
    }
    return max(matches, key=lambda kind: matches[kind])


def is_experiment(name: str) -> bool:
    """Return whether a name or path is that of an experiment; if not, it is a scenario's.

    Raises:
        InputError: it is neither a file nor a name of one of the two.
        DocumentError: the file cannot be read.
    """
    from sovsim.documents.nearest import did_you_mean
    from sovsim.documents.shipped import shipped_files
    from sovsim.documents.source import exists
    from sovsim.documents.text import clipped

    experiments = [entry.lower() for entry in shipped_files("experiments")]
    scenarios = [entry.lower() for entry in shipped_files("scenarios")]
    if name.lower() in experiments:
        return True
    if name.lower() in scenarios:
        return False
    if not exists(Path(name)):
        check_scenario(name)
        hint = did_you_mean(name, [*shipped_files("scenarios"), *shipped_files("experiments")])
        raise InputError(f"there is no scenario or experiment '{clipped(name)}'{hint}")
    return kind_of(Path(name)) == "experiment"
