"""Which keys go with which kind of step, and how steps follow each other."""

from __future__ import annotations

from collections.abc import Sequence

from sovsim.documents.errors import Faults, Problem
from sovsim.documents.text import listed
from sovsim.lesson.model import Kind, StepTable

_RUN = ("scenario", "set", "seed")

NEEDED: dict[Kind, tuple[str, ...]] = {
    "read": ("text",),
    "predict": ("question", "options", "outcome"),
    "run": ("scenario", "text"),
    "compare": ("scenario", "against", "text"),
    "why": ("scenario", "state", "quarter", "column", "text"),
    "play": ("scenario", "state", "from", "until", "text"),
    "explain": ("text",),
    "discuss": ("questions",),
}
"""Keys that a step of a kind must have, besides ``kind`` and ``title``."""

ALLOWED: dict[Kind, tuple[str, ...]] = {
    "read": ("claims",),
    "predict": ("text", "claims"),
    "run": (*_RUN, "state", "columns", "quarter", "claims"),
    "compare": (*_RUN, "set_against", "state", "columns", "quarter", "claims"),
    "why": (*_RUN, "decision", "claims"),
    "play": (*_RUN, "claims"),
    "explain": ("claims",),
    "discuss": ("text", "claims"),
}
"""Keys that it may have besides those."""

_ALWAYS = ("kind", "title")


def check_steps(steps: Sequence[StepTable]) -> None:
    """Raise Problems for keys that do not go with their step, and for what is never revealed."""
    faults = Faults()
    for number, step in enumerate(steps):
        with faults:
            _check_keys(step, number)
    kinds = [step.kind for step in steps]
    for number, kind in enumerate(kinds):
        if kind == "predict" and "explain" not in kinds[number + 1 :]:
            wrong = "asks for a prediction that no later step of kind 'explain' reveals"
            faults.add(Problem(("step", number, "kind"), wrong))
    faults.settle()


def _check_keys(step: StepTable, number: int) -> None:
    given = {"from" if name == "from_" else name for name in step.model_fields_set}
    needed = NEEDED[step.kind]
    known = [*_ALWAYS, *dict.fromkeys((*needed, *ALLOWED[step.kind]))]
    faults = Faults()
    for key in sorted(given - set(known)):
        wrong = f"does not go with a step of kind '{step.kind}'"
        faults.add(Problem(("step", number, key), wrong, allowed=listed(known)))
    for key in needed:
        value = getattr(step, "from_" if key == "from" else key)
        if not value or (isinstance(value, str) and not value.strip()):
            wrong = f"is missing from a step of kind '{step.kind}'"
            faults.add(Problem(("step", number, key), wrong))
    faults.settle()
