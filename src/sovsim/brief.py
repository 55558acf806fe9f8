"""How objects show themselves in a notebook or a debugger: one line, whatever they hold."""

from __future__ import annotations

import math

LONGEST = 60
"""Letters of a name or of a fact."""


def brief(thing: object, of: object = "", *facts: str) -> str:
    """Return a line for `repr`: ``<Kind of NAME: fact, fact>``.

    Args:
        thing: what is shown; the name of its class begins the line.
        of: what it is about.
        *facts: how much it holds, what was done; empty ones are left out.
    """
    about = f" of {clip(str(of))}" if str(of) else ""
    told = ", ".join(clip(fact) for fact in facts if fact)
    return f"<{type(thing).__name__}{about}{': ' if told else ''}{told}>"


NO_SPREAD = "none"
"""Stands for an interval whose ends are the same."""


def span(low: float, high: float, digits: int = 2) -> str:
    """Return an interval as ``0.12-0.34``; in a word where its ends do not lie apart.

    An interval from states drawn again has no width where one state decides, or all are alike; it
    would look like certainty. A dash where there is none.
    """
    if math.isnan(low) or math.isnan(high):
        return "-"
    ends = f"{low:.{digits}f}", f"{high:.{digits}f}"
    return NO_SPREAD if ends[0] == ends[1] else "-".join(ends)


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def clip(text: str, longest: int = LONGEST) -> str:
    """Return a text in one line of printable letters, cut where it grows long."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= longest else f"{line[: longest - 3]}..."
