"""How objects show themselves in a notebook or a debugger: one line, whatever they hold."""

from __future__ import annotations

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


def count(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def clip(text: str, longest: int = LONGEST) -> str:
    """Return a text in one line of printable letters, cut where it grows long."""
    line = "".join(letter if letter.isprintable() else " " for letter in text)
    return line if len(line) <= longest else f"{line[: longest - 3]}..."
