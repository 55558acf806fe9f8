"""Files that somebody might have written: shipped ones with a key, a value or a line changed."""

from __future__ import annotations

import random
from pathlib import Path

from sovsim.documents.shipped import shipped_files

VALUES = (
    *("0", "1", "-1", "2", "0.5", "-0.0", "1e308", "1e-320", "nan", "inf", "9223372036854775808"),
    *("true", "false", "[]", "{}", "[[]]", "[1, 2]", '["a", "a"]', "{ low = 0.1, high = 0.2 }"),
    *('""', '"x"', '"all"', '"$x_{$"', r'"a\nb"', r'"\u001b[31m"', '"\u202e"', '"Ünï \U0001f600"'),
    *(
        "1999-01-01",
        "12:30:00",
        ".01",
        "1.",
        "0,5",
        "yes",
        '"2013Q4"',
        '"2013Q9"',
        '"KAZ"',
        "'''x'''",
    ),
    *('["KAZ", "UKR"]', '"toy-two-states"', '"none"', '"member"', "{ a = { a = { a = 1 } } }"),
)
"""Values of every kind, right in few places."""

LETTERS = "$_^{}\\%&#<>'\"`~|@ \u00e9\u0301\u4e2d"


def originals(kind: str) -> dict[str, str]:
    """Return shipped files of a kind as texts; of a region in parts, each part."""
    found = {}
    for name, path in shipped_files(kind).items():
        for file in sorted(path.glob("*.toml")) if path.is_dir() else [path]:
            found[f"{name}/{file.stem}"] = file.read_text(encoding="utf-8")
    return found


def mutated(text: str, seed: int) -> str:
    """Return a text with one to three changes drawn from a seed."""
    draw = random.Random(seed)
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        _change(lines, draw)
    return "\n".join(lines)


def _change(lines: list[str], draw: random.Random) -> None:
    place = draw.randrange(len(lines))
    line = lines[place]
    what = draw.randrange(8)
    key, equals, _ = line.partition("=")
    if what == 0:
        lines.pop(place)
        if not lines:
            lines.append("")
    elif what == 1:
        lines.insert(place, lines[draw.randrange(len(lines))])
    elif what in (2, 3) and equals:
        lines[place] = f"{key}= {draw.choice(VALUES)}"
    elif what == 4 and equals and len(key.strip()) > 1:
        spot = draw.randrange(len(key.strip()))
        lines[place] = key[:spot] + draw.choice("abx_.-") + key[spot + 1 :] + line[len(key) :]
    elif what == 5 and '"' in line:
        first = line.index('"') + 1
        lines[place] = line[:first] + draw.choice(LETTERS) * draw.randint(1, 3) + line[first:]
    elif what == 6 and line:
        spot = draw.randrange(len(line))
        lines[place] = line[:spot] + line[spot + 1 :]
    else:
        other = draw.randrange(len(lines))
        lines[place], lines[other] = lines[other], lines[place]


def written(folder: Path, name: str, text: str) -> Path:
    """Write a mutant, whatever letters it holds."""
    path = folder / f"{name}.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path
