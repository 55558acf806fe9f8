"""Errors of documents: each fault in one to three lines that say where, what, and what is right.

A check that finds a fault raises a `Problem`, which knows the key and not the file. `Faults`
gathers them, so that all faults of a file are told at once, and an `Origin` gives them their
places; what a caller sees is a `DocumentError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal

from sovsim.documents.lines import Key, Lines
from sovsim.documents.nearest import nearest
from sovsim.documents.removed import SINCE, instead
from sovsim.documents.text import clipped, listed, one_line, printable, shown

MOST_SHOWN = 20
"""Faults that are shown in full; of the rest, the number."""

_MOST_GUESSED = 200
"""Faults for which the nearest name is looked for; a file may have thousands."""

_LONGEST_PLACE = 300
_LONGEST_LINE = 500


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a document.

    Attributes:
        message: place and fault in one to three lines, safe to print.
        file: path of the file as the reader wrote it, or the setting ``--set KEY=VALUE``.
        line: line of the file, from 1; 0 where there is none.
        key: key that is wrong, such as ``event.at``; may be empty.
    """

    message: str
    file: str = ""
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        return self.message


class DocumentError(ValueError):
    """A document, or a setting, that cannot be used.

    The text holds every fault in one to three lines, the first twenty of them in full.

    Attributes:
        problems: every `Fault`, in the order of the lines.
    """

    def __init__(self, found: str | Fault | Sequence[Fault]) -> None:
        if isinstance(found, str):
            told = [one_line(line, _LONGEST_LINE) for line in found.strip().splitlines()[:3]]
            found = Fault("\n  ".join(told))
        self.problems: tuple[Fault, ...] = (found,) if isinstance(found, Fault) else tuple(found)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(self.messages)

    @property
    def file(self) -> str:
        """File, or setting, of the first fault."""
        return self.problems[0].file

    @property
    def line(self) -> int:
        """Line of the first fault; 0 where it has none."""
        return self.problems[0].line

    @property
    def key(self) -> str:
        """Key of the first fault; may be empty."""
        return self.problems[0].key

    @property
    def messages(self) -> list[str]:
        """The faults as they are shown: each in one to three lines, then how many are left out."""
        told = [fault.message for fault in self.problems[:MOST_SHOWN]]
        left = len(self.problems) - len(told)
        return [*told, f"... and {left} more faults"] if left else told


ScenarioError = DocumentError
RegionError = DocumentError


class Problem(Exception):
    """Something wrong with a key, before file and line are known.

    Args:
        path: keys and list positions that lead to the value.
        wrong: what is wrong with it, as the end of the sentence "key 'x' = value ...".
        allowed: what would be right.
        near: the name that was meant, where it is known.
        known: names among which the nearest is looked for, where it is not.
        found: the value; left out of the message where it is absent.
        name: the wrong name; what was found, or the last part of the path, by default.
    """

    def __init__(
        self,
        path: Key,
        wrong: str,
        *,
        allowed: str = "",
        near: str = "",
        known: Iterable[str] = (),
        found: Any = ...,
        name: str = "",
    ) -> None:
        super().__init__(wrong)
        self.path = path
        self.wrong = wrong
        self.allowed = allowed
        self.near = near
        self.known = known
        self.found = found
        self.name = name

    def meant(self) -> str:
        """Return the name that was meant, or an empty text."""
        if self.near or not self.known:
            return self.near
        return nearest(self._name(), self.known)

    def _name(self) -> str:
        """Return the wrong name."""
        last = self.found if isinstance(self.found, str) else str((self.path or ("",))[-1])
        return self.name or last

    def key(self) -> str:
        """Return the key as a file has it, without the places in lists."""
        return ".".join(str(part) for part in self.path if isinstance(part, str))

    def text(self, guess: bool = True) -> str:
        """Return the message without its place; `guess` adds the name that was meant."""
        name = self.key()
        value = "" if self.found is ... else f" = {shown(self.found)}"
        wrong = one_line(self.wrong, _LONGEST_LINE)
        head = f"key '{clipped(name)}'{value} {wrong}" if name else wrong
        allowed = [f"  allowed: {one_line(self.allowed, _LONGEST_LINE)}"] if self.allowed else []
        heir = instead(self._name())
        meant = self.meant() if guess and not heir else ""
        near = [f"  did you mean '{clipped(meant)}'?"] if meant else []
        near = [f"  since version {SINCE} {heir}"] if heir else near
        return "\n".join([head, *allowed, *near])


class Problems(Exception):
    """Several problems of one document, and faults of the documents that it names."""

    def __init__(self, found: Iterable[Problem] = (), elsewhere: Iterable[Fault] = ()) -> None:
        self.found = tuple(found)
        self.elsewhere = tuple(elsewhere)
        super().__init__(self.found, self.elsewhere)


class Faults:
    """Gathers problems while a document is checked; each ``with faults:`` is one check.

    A check that fails ends there, and the next one goes on; `settle` raises what was found.
    """

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._elsewhere: list[Fault] = []

    def __enter__(self) -> Faults:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> Literal[True] | None:
        if isinstance(error, Problem):
            self._found.append(error)
        elif isinstance(error, Problems):
            self._found.extend(error.found)
            self._elsewhere.extend(error.elsewhere)
        elif isinstance(error, DocumentError):
            self._elsewhere.extend(error.problems)
        else:
            return None
        return True

    def add(self, problem: Problem) -> None:
        """Note a problem."""
        self._found.append(problem)

    def __bool__(self) -> bool:
        return bool(self._found or self._elsewhere)

    def settle(self) -> None:
        """Raise Problems if there are any."""
        if self:
            raise Problems(self._found, self._elsewhere)


@dataclass(frozen=True)
class Origin:
    """Where a document came from, so that its problems can be given their places.

    Attributes:
        label: path of the file as the reader wrote it, or the setting ``--set KEY=VALUE``.
        text: contents of the file; None for settings, which have no lines.
        settings: label of the setting that gave a value, by its path, where several did.
    """

    label: str
    text: str | None = None
    settings: tuple[tuple[Key, str], ...] = ()

    def error(self, found: Problem | Problems) -> DocumentError:
        """Return the error with every fault at its file and line."""
        problems = (found,) if isinstance(found, Problem) else found.found
        elsewhere = () if isinstance(found, Problem) else found.elsewhere
        lines = None if self.text is None else Lines(self.text)
        own = [self._fault(problem, lines, n < _MOST_GUESSED) for n, problem in enumerate(problems)]
        own.sort(key=lambda fault: fault.line)
        return DocumentError(list(dict.fromkeys([*own, *elsewhere])))

    def fault(self, text: str, line: int = 0) -> DocumentError:
        """Return the error of the document as a whole, or of a line of it."""
        place = self._place(self.label, line)
        return DocumentError(Fault(f"{place}: {text}", self.label, line))

    def _fault(self, problem: Problem, lines: Lines | None, guess: bool) -> Fault:
        if lines is None:
            label = self._setting(problem.path)
            return Fault(f"{self._place(label)}: {problem.text(guess)}", label, 0, problem.key())
        path, note = problem.path, ""
        inherits = lines.has(("scenario", "extends"))
        if inherits and path and path[0] != "scenario" and not lines.has(path):
            path, note = ("scenario", "extends"), " (inherited)"
        line = lines.of(path)
        head, *rest = problem.text(guess).split("\n")
        message = "\n".join([f"{self._place(self.label, line)}: {head}{note}", *rest])
        return Fault(message, self.label, line, problem.key())

    def _setting(self, path: Key) -> str:
        """Return the setting that is to blame: the one that shares most of the path."""

        def shared(entry: tuple[Key, str]) -> int:
            length = 0
            for one, other in zip(entry[0], path, strict=False):
                if one != other:
                    break
                length += 1
            return length

        best = max(reversed(self.settings), key=shared, default=None)
        return self.label if best is None or not shared(best) else best[1]

    @staticmethod
    def _place(label: str, line: int = 0) -> str:
        shown_label = one_line(printable(label), _LONGEST_PLACE)
        return f"{shown_label}:{line}" if line else shown_label


def unknown(path: Key, what: str, name: str, known: Iterable[str], found: Any = ...) -> Problem:
    """Return the problem of a name that does not exist."""
    names = list(known)
    return Problem(
        path,
        f"names no {what}" if found is ... else f"is no {what}",
        allowed=listed(names),
        known=names,
        found=found,
        name=name,
    )
