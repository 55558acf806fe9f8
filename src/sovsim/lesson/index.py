"""The pages of all shipped lessons, and the page that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sovsim.lesson.load import Lesson, lesson_names, load_lesson
from sovsim.lesson.page import page
from sovsim.lesson.text import line

INDEX = "README.md"

_INTRO = """\
<!-- Made by `sovsim lesson --out docs/lessons`; change the files in lessons/. -->

# Lessons

Class hours on sovereignty in practice, with the model as a laboratory: read, predict, run, compare
with what came out, explain, discuss. Each page holds the whole hour, with a teacher's page that
says what usually comes out and what the model cannot show. The same lessons are in `sovsim app` and
in the file that `sovsim export LESSON -o FILE.html` writes; `sovsim lesson NAME` shows one in a
terminal.

Every size in them is the model's, and so an assumption of ours: the documents from which its
mechanisms are taken give directions and no numbers. What a document says, what a title only
suggests, and what is ours is told apart on every page.
"""

_OWN = """\
## One of your own

```
sovsim new lesson my-lesson
sovsim check my-lesson.toml
sovsim lesson my-lesson.toml --expected
```

begins a file whose comments say what to change, checks every name in it, and runs the model for its
predictions. `sovsim schema lesson` gives the schema for editors.
"""


def pages() -> Mapping[str, str]:
    """Return the text of every page by the name of its file: the index, and one per lesson."""
    lessons = [load_lesson(name) for name in lesson_names()]
    return {INDEX: index(lessons), **{f"{lesson.name}.md": page(lesson) for lesson in lessons}}


def index(lessons: Sequence[Lesson]) -> str:
    """Return the page that lists lessons."""
    rows = [
        f"| {lesson.head.order} | [{line(lesson.head.title)}]({lesson.name}.md) "
        f"| {line(lesson.head.aim)} | {lesson.head.minutes} min |"
        for lesson in lessons
    ]
    table = "\n".join(["| | lesson | aim | time |", "|---|---|---|---|", *rows])
    return f"{_INTRO}\n{table}\n\n{_OWN}"
