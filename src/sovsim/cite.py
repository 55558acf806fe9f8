"""How to cite the software, and what a paper has to say of a run: taken from files, not retyped."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sovsim.brief import count
from sovsim.disk.fingerprint import COMPILED, code_hash, versions
from sovsim.disk.sealed import MANIFEST
from sovsim.ensemble.manifest import is_ensemble
from sovsim.ensemble.results import Results
from sovsim.experiment.folder import ExperimentFolder, Judged, is_experiment_folder
from sovsim.options.folder import ANSWER, is_options_folder
from sovsim.options.run import RUNS
from sovsim.record.folder import RunFolder
from sovsim.record.layout import BRANCH
from sovsim.release import citation_file
from sovsim.telling.names import listed

COMPARISON = "comparison.json"
"""What ``sovsim compare`` writes."""

_NAMES = {"python": "Python", "mesa": "Mesa", "numpy": "NumPy", "scipy": "SciPy"}
_SHORT = 16
"""Letters of a hash in prose; the folder's manifest has all of them."""


class NothingToCite(ValueError):
    """A folder of nothing that can be cited; the message says what was looked for."""


@dataclass(frozen=True)
class Software:
    """The software as its citation file names it."""

    title: str
    version: str
    date: str
    authors: tuple[str, ...]
    license: str
    address: str

    @property
    def year(self) -> str:
        """Year of the release."""
        return self.date[:4]

    def apa(self) -> str:
        """Return the reference in the style of the APA."""
        end = f" {self.address}" if self.address else ""
        return f"{listed(self.authors)}. ({self.year}). {self.title} (Version {self.version}) \
[Computer software].{end}".strip()

    def bibtex(self) -> str:
        """Return the reference as an entry of BibTeX."""
        fields = {
            "author": " and ".join(f"{{{name}}}" for name in self.authors),
            "title": f"{{{self.title}}}",
            "year": self.year,
            "version": self.version,
            "license": self.license,
            "url": self.address,
            "note": "Computer software",
        }
        lines = [f"  {key:<8}= {{{value}}}," for key, value in fields.items() if value]
        return "\n".join(["@software{sovsim,", *lines, "}"])


def software() -> Software:
    """Return what ``CITATION.cff`` says; it travels with the package."""
    text = citation_file()
    scalars = dict(re.findall(r"^([a-z-]+): *\"?(.+?)\"?$", text, re.MULTILINE))
    names = re.findall(r"^ +(?:- )?name: *\"?(.+?)\"?$", text, re.MULTILINE)
    people = re.findall(
        r"- family-names: *\"?(.+?)\"?\n +given-names: *\"?(.+?)\"?$", text, re.MULTILINE
    )
    authors = [f"{family}, {given}" for family, given in people] + names
    return Software(
        title=scalars["title"],
        version=scalars["version"],
        date=scalars["date-released"],
        authors=tuple(authors),
        license=scalars.get("license", ""),
        address=scalars.get("doi") or scalars.get("url") or scalars.get("repository-code") or "",
    )


def methods(folder: str | Path | None = None) -> str:
    """Return a paragraph for the methods of a paper.

    Args:
        folder: of a run, an ensemble, an experiment, a comparison or options; None for the
            software alone.

    Raises:
        NothingToCite: it is none of them.
        RunFolderError, EnsembleError, ExperimentFolderError: it is damaged.
    """
    if folder is None:
        return _made_with(versions(), code_hash())
    path = Path(folder)
    if is_experiment_folder(path):
        return _of_experiments(ExperimentFolder.open(path))
    if is_ensemble(path):
        return _of_ensemble(Results.open(path))
    if _kind(path) == "run":
        return _of_run(RunFolder.open(path))
    if is_options_folder(path):
        return _of_options(path)
    if (path / COMPARISON).is_file():
        return _of_comparison(path)
    raise NothingToCite(
        f"{path}: is the folder of no run, ensemble, experiment, comparison or options\n"
        "  name one, or none for the software alone"
    )


def _kind(path: Path) -> str:
    try:
        found = json.loads((path / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return ""
    return str(found.get("kind", "")) if isinstance(found, dict) else ""


def _made_with(found: Mapping[str, str], code: str) -> str:
    """Return which software was used, in a sentence or two."""
    used = software()
    libraries = listed(f"{label} {found[key]}" for key, label in _NAMES.items() if key in found)
    version = found.get("sovsim", used.version)
    version = used.version if code == code_hash() else version
    return (
        f"We used sovsim {version} ({listed(used.authors)}, {used.year}), an agent-based model of "
        f"formal sovereignty and effective autonomy, with {libraries}. Rules, data and metrics "
        f"have the SHA-256 {code[:_SHORT]}."
    )


def _of_run(folder: RunFolder) -> str:
    made = folder.manifest
    told = [_made_with(made["versions"], made["code_hash"])]
    told.append(f"{_scenario(made)} was run once, with seed {made['seed']}, run {made['run']}.")
    told += _changed(made.get("settings", ()))
    if BRANCH in made:
        record = made[BRANCH]
        what = listed(record["changes"]) or "nothing"
        told.append(f"From {record['at']} on it is a branch of that run; changed: {what}.")
    told += _posterior(made.get("posterior"))
    told.append(
        "One run is one course among many, and no forecast. The same version repeats it bit for "
        "bit from its manifest."
    )
    return " ".join(told)


def _of_ensemble(found: Results) -> str:
    made = found.manifest
    told = [_made_with(made["versions"], made["fingerprint"]["code"])]
    names = [_scenario(made["scenarios"][arm["spec_hash"]]) for arm in made["arms"].values()]
    names = list(dict.fromkeys(names))
    shown = listed(names[:3]) if len(names) <= 3 else f"{count(len(names), 'scenario')}"
    arms = f" in each of {len(found.arms)} arms" if len(found.arms) > 1 else ""
    random = f"seed {found.seed}; runs of equal number share their random numbers"
    verb = "was" if len(names) == 1 else "were"
    told.append(f"{shown} {verb} run {found.runs} times{arms} ({random}).")
    failed = len(found.errors)
    told += [f"{count(failed, 'run')} failed and are left out."] if failed else []
    told += _posterior(made.get("posterior"))
    if found.engine == COMPILED:
        told.append("The rules ran as machine code, which agrees with NumPy within rounding.")
    return " ".join(told)


def _of_options(path: Path) -> str:
    """Return how an answer came about; the folder's ensemble has versions and hash."""
    runs = Results.open(path / RUNS).manifest
    try:
        made = json.loads((path / ANSWER).read_bytes())
        asked = f"The question {made['name']} (“{made['title']}”, {' to '.join(made['span'])})"
        done = (
            f"was put to {count(len(made['policies']), 'policy', 'policies')} in {made['points']} "
            f"worlds drawn from the ranges of {count(len(made['ranges']), 'parameter')}, "
            f"{count(made['replicates'], 'run')} in each (seed {made['seed']}), all policies on "
            f"common random numbers; intervals are at {made['confidence']:.0%}."
        )
        told = [_made_with(runs["versions"], runs["fingerprint"]["code"]), f"{asked} {done}"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NothingToCite(f"{path / ANSWER}: is damaged: {error!r}") from None
    return " ".join([*told, *_posterior(runs.get("posterior"))])


def _of_comparison(path: Path) -> str:
    """Return how scenarios were compared."""
    try:
        found = json.loads((path / COMPARISON).read_bytes())
        made = found.get("made")
        if made is None:
            raise NothingToCite(
                f"{path / COMPARISON}: does not say by which version it was made\n"
                "  compare again with --out to have it cited"
            )
        first, *others = [_scenario(each) for each in made["scenarios"]]
        told = (
            f"{listed(others)} {'was' if len(others) == 1 else 'were'} compared with "
            f"{first[:1].lower()}{first[1:]} over {found['runs']} runs of each "
            f"(seed {found['seed']}) on common random numbers, by paired intervals at "
            f"{found['confidence']:.0%}; verdicts are corrected by Holm."
        )
        head = _made_with(made["versions"], made["code_hash"])
        parts = [head, told, *_changed(made["settings"]), found["posterior"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, NothingToCite):
            raise
        raise NothingToCite(f"{path / COMPARISON}: is damaged: {error!r}") from None
    return " ".join(part for part in parts if part)


def _of_experiments(folder: ExperimentFolder) -> str:
    first = folder.experiments[0].asked
    return " ".join(
        [_made_with(first.versions, first.code_hash), *map(_judged, folder.experiments)]
    )


def _judged(one: Judged) -> str:
    """Return how an experiment was done, in a sentence or two."""
    verdict, asked = one.verdict, one.asked
    head = (
        f"Experiment {verdict.name} (SHA-256 {asked.spec_hash[:_SHORT]}) ran "
        f"{count(len(asked.arms), 'arm')} {verdict.runs} times each (seed {verdict.seed}) on "
        "common random numbers"
    )
    ranges = listed(f"{each.parameter} ({each.low:g} to {each.high:g})" for each in asked.sampled)
    points = f", at {count(verdict.points, 'point')} of the ranges of {ranges}" if ranges else ""
    told = (
        f"{head}{points}; {count(len(verdict.predictions), 'prediction')} written beforehand were "
        f"judged by paired intervals at {verdict.confidence:.0%}, corrected by Holm."
    )
    amended = len(verdict.amendments)
    told += (
        f" Its file was amended {'once' if amended == 1 else f'{amended} times'}."
        if amended
        else ""
    )
    return f"{told} {verdict.posterior}".strip()


def _scenario(made: Mapping[str, Any]) -> str:
    span = f"{made['start']} to {made['end']}"
    return (
        f"The scenario {made['scenario']} (“{made['title']}”, {span}, SHA-256 "
        f"{made['spec_hash'][:_SHORT]})"
    )


def _changed(settings: Sequence[str]) -> list[str]:
    return [f"Changed from the file: {listed(settings)}."] if settings else []


def _posterior(record: Mapping[str, Any] | None) -> list[str]:
    """Return what is from a posterior."""
    if record is None:
        return []
    member = record.get("member")
    which = {None: "all of its", "mean": "the mean of its"}.get(member, f"member {member} of its")
    until = f", fitted to data up to {record['until']}" if record.get("until") else ""
    return [
        f"Parameters and start values that it knows are from posterior {record['name']} ({which} "
        f"{record['members']} members, SHA-256 {str(record['fingerprint'])[:_SHORT]}{until})."
    ]
