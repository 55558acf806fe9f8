"""A lesson as a page of Markdown: for print, for reading without the program, and for the docs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sovsim import claims
from sovsim.citation import IN_WORDS, LINKS, Citation, link_of
from sovsim.lesson.load import Lesson
from sovsim.lesson.model import Kind, StepTable
from sovsim.lesson.quantity_told import column_in_words, option_ranges, value_in_words
from sovsim.lesson.text import line, points, prose
from sovsim.telling.names import Names

HEADINGS: dict[Kind, str] = {
    "read": "Read",
    "predict": "Predict",
    "run": "Run",
    "compare": "Compare",
    "why": "Why",
    "play": "Play",
    "explain": "Explain",
    "discuss": "Discuss",
}
"""What a step of a kind is called."""

_MADE = "<!-- Made from lessons/{name}.toml by `sovsim lesson`; change that file. -->"


def page(lesson: Lesson) -> str:
    """Return the whole lesson: head, steps, teacher's page, claims."""
    head = lesson.head
    terms = [claims.glossary_entry(name).term for name in head.concepts]
    told = [f"**Time:** {head.minutes} minutes."]
    told += [f"**Concepts:** {line('; '.join(terms))}."] if terms else []
    told.append(f"**Scenarios:** {', '.join(f'`{name}`' for name in lesson.scenarios)}.")
    parts = [
        _MADE.format(name=lesson.name),
        f"# {head.order}. {line(head.title)}",
        f"**Aim:** {line(head.aim)}",
        "  \n".join(told),
    ]
    for number, step in enumerate(lesson.steps, 1):
        parts.append(f"## Step {number}. {HEADINGS[step.kind]}: {line(step.title)}")
        parts += [part for part in _BODIES[step.kind](step, lesson) if part]
        parts += [_cited(step.claims)] if step.claims else []
    parts += _teacher(lesson)
    parts += _claims(lesson)
    return "\n\n".join(parts) + "\n"


def _read(step: StepTable, lesson: Lesson) -> Sequence[str]:
    return [prose(step.text)]


def _predict(step: StepTable, lesson: Lesson) -> Sequence[str]:
    outcome = step.outcome
    assert outcome is not None
    assert step.question is not None
    ranges = option_ranges(outcome.cuts)
    asked = "\n".join(f"{number}. {line(text)}" for number, text in enumerate(step.options, 1))
    given: Sequence[float | None] = outcome.expected or [None] * len(ranges)
    rows = [
        f"| {line(option)} | {between} | {'-' if share is None else f'{share:.0%}'} |"
        for option, between, share in zip(step.options, ranges, given, strict=True)
    ]
    scenario = lesson.scenarios[outcome.scenario]
    told = f"Measured: {value_in_words(outcome, scenario)}, {outcome.runs} runs of seed 0."
    table = "\n".join(["| answer | value | share of the runs |", "|---|---|---|", *rows])
    reveal = "<details><summary>What the model gives (not before you have answered)</summary>"
    return [
        prose(step.text),
        f"**{line(step.question)}**",
        asked,
        f"{reveal}\n\n{line(told)}\n\n{table}\n\n</details>",
    ]


def _run(step: StepTable, lesson: Lesson) -> Sequence[str]:
    name = step.scenario or ""
    command = f"sovsim run {name}{_seed(step)}{_settings(step.set)} --out runs/{lesson.name}"
    return [_command(command), prose(step.text), _look(step, lesson)]


def _compare(step: StepTable, lesson: Lesson) -> Sequence[str]:
    if step.set == step.set_against:
        pair = f"{step.scenario} {step.against}{_seed(step)}{_settings(step.set)}"
        commands = [f"sovsim compare {pair} --runs 64"]
    else:
        sides = ((step.scenario, step.set), (step.against, step.set_against))
        commands = [
            f"sovsim run {name}{_seed(step)}{_settings(values)} --out runs/{lesson.name}-{letter}"
            for letter, (name, values) in zip("ab", sides, strict=True)
        ]
    return [_command(*commands), prose(step.text), _look(step, lesson)]


def _why(step: StepTable, lesson: Lesson) -> Sequence[str]:
    folder = f"runs/{lesson.name}-why"
    run = f"sovsim run {step.scenario}{_seed(step)}{_settings(step.set)} --out {folder}"
    explain = f"sovsim explain {folder} {step.state} {step.quarter}"
    name = column_in_words(step.column or "", lesson.scenarios[step.scenario or ""])
    asked = f"Ask why {name} of {_state(step, lesson)} moved in {step.quarter}."
    if step.decision is not None:
        asked += " Read what was decided in that quarter, too."
    return [_command(run, explain), line(asked), prose(step.text)]


def _play(step: StepTable, lesson: Lesson) -> Sequence[str]:
    span = f"from {step.from_} to {step.until}"
    asked = f"In `sovsim app`: play {line(_state(step, lesson))} in `{step.scenario}`, {span}."
    return [asked, prose(step.text)]


def _discuss(step: StepTable, lesson: Lesson) -> Sequence[str]:
    return [prose(step.text), points(step.questions)]


_BODIES: dict[Kind, Callable[[StepTable, Lesson], Sequence[str]]] = {
    "read": _read,
    "predict": _predict,
    "run": _run,
    "compare": _compare,
    "why": _why,
    "play": _play,
    "explain": _read,
    "discuss": _discuss,
}


def _teacher(lesson: Lesson) -> list[str]:
    teacher = lesson.teacher
    return [
        "## Teacher's page",
        "### Plan",
        points(teacher.plan),
        "### What usually comes out",
        prose(teacher.usual),
        "### What the model cannot show here",
        prose(teacher.cannot),
        "### What is misread",
        prose(teacher.misread),
    ]


def _claims(lesson: Lesson) -> list[str]:
    """Return every claim that the lesson cites, in our words, with its place and strength."""
    rows = []
    for cited in lesson.claims:
        claim = claims.get(str(Citation(cited)))
        strength = "title only: not a finding" if claim.strength == "title" else claim.strength
        said = f"| {line(claim.id)} | {line(claim.text)} | {line(claim.locator)} | {strength} |"
        rows.append(said)
    if not rows:
        return []
    top = ["| claim | what it says | where | strength |", "|---|---|---|---|"]
    intro = (
        "Claims are those of the three source documents, in our words; see [sources](../odd.md)."
    )
    return ["## Claims", intro, "\n".join([*top, *rows])]


def _cited(cited: Sequence[str]) -> str:
    """Return the claims behind a step, each with how it supports the step."""
    by_link = {link: [line(str(one)) for one in cited if link_of(one) == link] for link in LINKS}
    told = [f"{', '.join(names)} ({IN_WORDS[link]})" for link, names in by_link.items() if names]
    return f"*Rests on:* {'; '.join(told)}."


def _look(step: StepTable, lesson: Lesson) -> str:
    """Return what to look at, where the step names it."""
    scenario = lesson.scenarios[step.scenario or ""]
    names = ", ".join(column_in_words(column, scenario) for column in step.columns)
    whose = f" of {_state(step, lesson)}" if step.state else ""
    when = f" at {step.quarter}" if step.quarter else ""
    if not names and not whose and not when:
        return ""
    return line(f"Look at: {names or 'all'}{whose}{when}.")


def _state(step: StepTable, lesson: Lesson) -> str:
    return Names(lesson.scenarios[step.scenario or ""].region)(step.state or "")


def _seed(step: StepTable) -> str:
    return f" --seed {step.seed}" if step.seed else ""


def _settings(values: dict[str, float]) -> str:
    return "".join(f" --set {name}={value:g}" for name, value in values.items())


def _command(*commands: str) -> str:
    return "\n".join(["```", *commands, "```"])
