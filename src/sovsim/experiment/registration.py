"""What was predicted, and on which ground, written down before the runs and held to afterwards.

``sovsim experiment NAME --register`` writes ``registered/NAME.json`` beside the experiment's file:
the date, and the fingerprints by name of all that the verdict rests on. Every later verdict says
what has been changed since, by name; whoever changes a prediction, a range, a rule or a start value
need not say so, and cannot hide it. A second registration needs a reason, and keeps the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sovsim.disk.fingerprint import versions
from sovsim.disk.put import make_folder, put_json
from sovsim.experiment.fingerprints import OF_ARM, Fingerprints, fingerprints
from sovsim.experiment.model import ExperimentData

FOLDER = "registered"
EARLIER = "Registered before on"
"""How what is told of an earlier registration begins."""
_SHOWN = 6
"""Changes of one kind that are told one by one."""


class RegistrationError(ValueError):
    """A registration that is refused, or a file of one that cannot be read; one or two lines."""


class Registration(BaseModel):
    """What an experiment rested on at a date.

    Attributes:
        date: of the registration.
        reason: why it was registered again; empty for the first.
        sovsim: version.
        rests_on: part -> name -> value or hash; see `sovsim.experiment.fingerprints`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    reason: str = ""
    sovsim: str
    rests_on: dict[str, dict[str, str]]


class Register(BaseModel):
    """All registrations of an experiment, the first one first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    experiment: str
    registrations: tuple[Registration, ...] = Field(min_length=1)


def file_of(experiment: ExperimentData) -> Path | None:
    """Return where an experiment's registration stands; None for one that has no file."""
    if experiment.path is None:
        return None
    return experiment.path.parent / FOLDER / f"{experiment.name}.json"


def register(experiment: ExperimentData, again: str = "", today: str = "") -> Path:
    """Write down what an experiment rests on, and return the file.

    Args:
        experiment: what is registered.
        again: why it is registered once more; needed where it is registered already.
        today: the date; that of the clock by default.

    Raises:
        RegistrationError: it has no file, or is registered already and no reason is given.
        WriteError: the file cannot be written.
    """
    place = file_of(experiment)
    if place is None:
        raise RegistrationError(f"{experiment.name} has no file beside which to register it")
    before = read(experiment)
    if before is not None and not again.strip():
        raise RegistrationError(
            f"{place}: registered on {before.registrations[-1].date} already; "
            "--again 'REASON' registers once more and keeps what was"
        )
    entry = Registration(
        date=today or date.today().isoformat(),
        reason=again.strip(),
        sovsim=versions()["sovsim"],
        rests_on=fingerprints(experiment),
    )
    earlier = () if before is None else before.registrations
    whole = Register(experiment=experiment.name, registrations=(*earlier, entry))
    make_folder(place.parent)
    return put_json(place, whole.model_dump(mode="json"))


def read(experiment: ExperimentData) -> Register | None:
    """Return the registrations of an experiment; None where there is none.

    Raises:
        RegistrationError: the file is damaged.
    """
    place = file_of(experiment)
    if place is None or not place.is_file():
        return None
    try:
        found = Register.model_validate(json.loads(place.read_bytes()))
    except OSError as error:
        raise RegistrationError(f"{place}: {error.strerror or error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise RegistrationError(f"{place}: damaged: {where}: {first['msg']}"[:300]) from None
    except (ValueError, RecursionError):
        raise RegistrationError(f"{place}: is no JSON") from None
    if found.experiment != experiment.name:
        raise RegistrationError(f"{place}: is of another experiment, {found.experiment[:60]}")
    return found


def since(experiment: ExperimentData) -> tuple[str, ...]:
    """Return when an experiment was registered, and by name what has been changed since.

    The first sentence says when and how much; each further one is a change. Registrations before
    the last one follow, with what was changed between.
    """
    found = read(experiment)
    if found is None:
        return (
            "Not registered: nothing shows whether predictions, ranges or rules were changed after "
            "a first run.",
        )
    last = found.registrations[-1]
    changes = list(changed(last.rests_on, fingerprints(experiment)))
    told = "unchanged since" if not changes else f"changed since in {_count(len(changes))}"
    first = f"Registered {last.date}{_because(last)}; {told}."
    return (first, *_few(changes), *_earlier(found))


def _earlier(found: Register) -> Iterator[str]:
    pairs = zip(found.registrations, found.registrations[1:], strict=False)
    for before, after in reversed(list(pairs)):
        changes = list(changed(before.rests_on, after.rests_on))
        yield (
            f"{EARLIER} {before.date}{_because(before)}; then changed until "
            f"{after.date} in {_count(len(changes))}{'' if not changes else ':'}"
        )
        yield from _few(changes)


def in_brief(told: tuple[str, ...]) -> tuple[str, ...]:
    """Return what `since` tells without what was changed between earlier registrations.

    These changes are counted; the page of the experiment lists them.
    """
    earlier = [place for place, text in enumerate(told) if text.startswith(EARLIER)]
    if not earlier:
        return told
    return (*told[: earlier[0]], *(told[place].rstrip(":") for place in earlier))


def _because(entry: Registration) -> str:
    return f" (again: {entry.reason})" if entry.reason else ""


def _count(number: int) -> str:
    return "nothing" if not number else "one thing" if number == 1 else f"{number} things"


_CALLED: Mapping[str, str] = {
    "kind": "", "sides": "side", "design": "design", "predictions": "prediction of",
    "metrics": "metric", "arms": "arm", "ranges": "range of", "rules": "rule",
    "parameters": "parameter", "starts": "", "measures": "how it measures", "code": "code of",
}  # fmt: skip
_HASHED = frozenset({"rules", "starts", "measures", "code"})


def changed(before: Mapping[str, Mapping[str, str]], now: Fingerprints) -> Iterator[str]:
    """Yield what differs, a text each, by name."""
    for part in _CALLED:
        then, today = before.get(part, {}), now.get(part, {})
        if part == "starts":
            yield from _starts(then, today)
            continue
        for name in dict.fromkeys([*then, *today]):
            was, is_ = then.get(name), today.get(name)
            if was == is_:
                continue
            what = f"{_CALLED[part]} {name}".strip()
            if was is None or is_ is None:
                shown = "" if part in _HASHED else f": {was if is_ is None else is_}"
                yield f"{what} {'is gone' if is_ is None else 'is new'}{shown}"
            elif part in _HASHED:
                yield f"{what} changed"
            else:
                yield f"{what} {_differing(was, is_)}"


def _starts(then: Mapping[str, str], today: Mapping[str, str]) -> Iterator[str]:
    """Yield what differs at the start, once for all arms in which it does."""
    found: dict[str, list[str]] = {}
    arms = {key.rsplit(OF_ARM, 1)[-1] for key in (*then, *today)}
    for key in dict.fromkeys([*then, *today]):
        if then.get(key) != today.get(key):
            name, arm = key.rsplit(OF_ARM, 1)
            found.setdefault(name, []).append(arm)
    for name, where in found.items():
        told = "all arms" if len(where) == len(arms) > 1 else ", ".join(where)
        yield f"{name} changed ({told})"


def _differing(was: str, is_: str) -> str:
    """Return what a value was and is; of a long one the keys that differ."""
    then, now = was.split(", "), is_.split(", ")
    if len(then) > 1 and len(then) == len(now) and " = " in was:
        pairs = [(a, b) for a, b in zip(then, now, strict=True) if a != b]
        was, is_ = ", ".join(a for a, _ in pairs), ", ".join(b for _, b in pairs)
    return f"was {was or 'empty'}, is {is_ or 'empty'}"


def _few(changes: list[str]) -> Iterator[str]:
    """Yield changes, of a kind with many the first ones and how many more."""
    kinds: dict[str, list[str]] = {}
    for text in changes:
        kinds.setdefault(text.split(" ")[0], []).append(text)
    for kind, texts in kinds.items():
        yield from texts[:_SHOWN]
        if len(texts) > _SHOWN:
            yield f"{kind}: and {len(texts) - _SHOWN} more"
