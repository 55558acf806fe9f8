"""What a shell offers after Tab: names of scenarios, metrics, states, quarters and run folders.

Asked at every Tab, so that nothing heavy is imported. Where nothing is offered, the shell falls
back on files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sovsim.cli import known_names as known

Given = Mapping[str, Any]
"""What stands on the line already, by parameter."""

_RUNS = ("runs", "ensembles")
_MARKS = ("manifest.json", "verdicts.json", "study.json")
_MOST_FOLDERS = 500


@dataclass(frozen=True)
class Offer:
    """A word that a shell may put in; it has what libraries ask of one."""

    value: str
    type: str = "plain"
    help: str | None = None


def offers(command: str, parameter: str, given: Given, begun: str) -> list[Offer]:
    """Return what may stand in a place, of what begins with these letters.

    Args:
        parameter: name of the argument or option, as the command's function has it.
        given: parameters that stand on the line already.
        begun: what of the word is typed.
    """
    names = _OWN.get((command, parameter)) or _USUAL.get(parameter)
    if names is None:
        return []
    try:
        told = list(dict.fromkeys(names(given, begun)))
    except (OSError, ValueError, KeyError, TypeError):
        return []
    head, comma, tail = begun.rpartition(",") if parameter in _LISTS else ("", "", begun)
    wanted = tail.lower()
    return [Offer(f"{head}{comma}{name}") for name in told if name.lower().startswith(wanted)]


def offered(command: str, parameter: str) -> bool:
    """Return whether there may be something to offer in a place."""
    return (command, parameter) in _OWN or parameter in _USUAL


def _scenarios(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("scenarios")


def _experiments(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("experiments")


def _either(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("scenarios", "experiments")


def _questions(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("options")


def _lessons(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("lessons")


def _shown(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("scenarios", "lessons")


def _posteriors(given: Given, begun: str) -> Sequence[str]:
    return known.shipped_names("posterior")


def _metrics(given: Given, begun: str) -> Sequence[str]:
    return known.made_names("metrics")


def _indicators(given: Given, begun: str) -> Sequence[str]:
    return known.made_names("indicators")


def _parameters(given: Given, begun: str) -> Sequence[str]:
    names = known.parameter_names()
    return [*dict.fromkeys(name.partition(".")[0] for name in names), *names]


def _keys(given: Given, begun: str) -> Sequence[str]:
    """Return keys of ``--set`` that have no value yet."""
    if "=" in begun:
        return []
    spans = ("scenario.start", "scenario.end", "scenario.start_values")
    start = [
        f"initial.{state}.{column}"
        for state in (_states(given, begun) if begun.startswith("initial.") else ())
        for column in known.made_names("columns")
    ]
    return [f"{name}=" for name in (*known.parameter_names(), *spans, *start)]


def _anything(given: Given, begun: str) -> Sequence[str]:
    made = [known.made_names(kind) for kind in ("metrics", "variables", "columns", "rules")]
    flat = [name for names in made for name in names]
    more = (*known.parameter_names(), *known.claim_names(), *known.made_names("events"))
    return [*flat, *more]


def _rules(given: Given, begun: str) -> Sequence[str]:
    names = known.made_names("rules")
    return [*dict.fromkeys(name.partition(".")[0] for name in names), *names]


def _variables(given: Given, begun: str) -> Sequence[str]:
    return [*known.made_names("columns"), *known.made_names("variables")]


def _manifest(given: Given) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (Path(str(given["run"])) / "manifest.json").read_text("utf-8")
    )
    return found


def _states(given: Given, begun: str) -> Sequence[str]:
    """Return codes of the states of the run, or of the scenario, that stands on the line."""
    if given.get("run") is not None:
        return [state["code"] for state in _manifest(given)["region"]["states"]]
    asked = next(
        (given[key] for key in ("scenario", "a", "scenarios", "name") if given.get(key)), ""
    )
    first = asked[0] if isinstance(asked, list | tuple) else asked
    return known.state_codes(known.region_of(str(first)))


def _quarters(given: Given, begun: str) -> Sequence[str]:
    manifest = _manifest(given)
    first, last = (_number(manifest[key]) for key in ("start", "end"))
    return [f"{at // 4}Q{at % 4 + 1}" for at in range(first, last + 1)]


def _number(quarter: str) -> int:
    year, _, part = quarter.partition("Q")
    return 4 * int(year) + int(part) - 1


def _folders(given: Given, begun: str) -> Sequence[str]:
    """Return folders that a command has written, here, below ``runs`` or where the word leads."""
    typed = begun.rpartition("/")[0]
    places = [Path(typed)] if typed else [Path(), *map(Path, _RUNS)]
    found: list[str] = []
    for place in places:
        entries = sorted(place.iterdir())[:_MOST_FOLDERS] if place.is_dir() else []
        for entry in entries:
            if entry.is_dir() and any((entry / mark).is_file() for mark in _MARKS):
                found.append(entry.as_posix() if typed or place != Path() else entry.name)
    return found


def _groups(given: Given, begun: str) -> Sequence[str]:
    return ("autonomy", "governments", "force", "bodies", "movement", "order")


def _bases(given: Given, begun: str) -> Sequence[str]:
    return [name for name in known.shipped_names("scenarios") if "Q" in name]


def _concepts(given: Given, begun: str) -> Sequence[str]:
    return known.concept_names() if given.get("concept") else []


def _kinds(given: Given, begun: str) -> Sequence[str]:
    from sovsim.cli.new import TEMPLATES

    return list(TEMPLATES)


Names = Callable[[Given, str], Sequence[str]]

_USUAL: dict[str, Names] = {
    "scenario": _scenarios,
    "scenarios": _scenarios,
    "a": _scenarios,
    "b": _scenarios,
    "others": _scenarios,
    "names": _scenarios,
    "experiment": _experiments,
    "metric": _metrics,
    "metrics": _metrics,
    "indicators": _indicators,
    "parameters": _parameters,
    "settings": _keys,
    "setting": _keys,
    "posterior": _posteriors,
    "run": _folders,
    "folder": _folders,
    "state": _states,
    "states": _states,
    "quarter": _quarters,
    "rule": _rules,
    "at": _quarters,
    "variable": _variables,
    "groups": _groups,
}
"""By the name of a parameter, whatever the command."""

_OWN: dict[tuple[str, str], Names] = {
    ("batch", "name"): _either,
    ("experiment", "name"): _experiments,
    ("why", "name"): _anything,
    ("observed", "folder"): lambda given, begun: [],
    ("options", "name"): _questions,
    ("lesson", "name"): _lessons,
    ("app", "names"): _shown,
    ("list", "name"): _concepts,
    ("new", "kind"): _kinds,
}
"""Where a name means something else in a command."""

_LISTS = ("metrics", "parameters")
"""Options that take several names with commas between."""
