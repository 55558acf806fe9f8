"""Small pieces of Markdown: tables, claims, docstrings."""

from __future__ import annotations

import inspect
import itertools
import textwrap
from collections.abc import Iterable, Sequence

from sovsim import claims
from sovsim.citation import Citation, link_of


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table; a table without rows is an error, for it would hide a gap."""
    body = [_row(row) for row in rows]
    if not body:
        raise ValueError(f"no rows under {', '.join(headings)}")
    return "\n".join([_row(headings), _row(["---"] * len(headings)), *body])


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def cited(ids: Iterable[str], otherwise: str = "ours") -> str:
    """Return claims by id with their link; those that only a title suggests are marked so."""
    return ", ".join(map(_marked, ids)) or otherwise


def _marked(claim: str) -> str:
    title = "title" if claims.get(str(Citation(claim))).strength == "title" else ""
    marks = ", ".join(filter(None, (title, link_of(claim))))
    return f"{claim} ({marks})" if marks else claim


def words(name: str) -> str:
    """Return a name of the code as words."""
    return name.lower().replace("_", " ")


def number(value: float) -> str:
    """Return a number without a tail of noughts."""
    return f"{value:g}"


def first_sentence(doc: str | None) -> str:
    """Return what a docstring says first, on one line."""
    paragraph = inspect.cleandoc(doc or "").split("\n\n")[0]
    return " ".join(paragraph.split())


def from_docstring(doc: str | None) -> str:
    """Return a docstring as Markdown: literal blocks become fenced ones."""
    waiting = inspect.cleandoc(doc or "").split("\n")
    out: list[str] = []
    while waiting:
        line = waiting.pop(0)
        if not line.endswith("::"):
            out.append(line)
            continue
        block = list(itertools.takewhile(lambda text: not text or text[0] == " ", waiting))
        del waiting[: len(block)]
        code = textwrap.dedent("\n".join(block)).strip("\n")
        out += [line[:-1], "", "```text", code, "```", ""]
    return "\n".join(out).strip("\n")
