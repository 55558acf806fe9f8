"""Modules as one script: what is put together, and what is refused in words."""

from __future__ import annotations

import pytest

from sovsim.app.page.front import ENTRY, modules
from sovsim.app.page.modules import ModuleFault, one_script
from tests.compiled.node import needs_node, run

LEAF = "export const two = 2;\nconst own = 1;\nexport function three() { return two + own; }\n"
MIDDLE = 'import { three } from "./leaf.js";\nconst own = 10;\nexport const more = own + three();\n'
MAIN = 'import { two } from "./a/leaf.js";\nimport {\n  more,\n} from "./a/middle.js";\n'
MADE = {"main.js": f"{MAIN}globalThis.found = [two, more];\n", "a/leaf.js": LEAF}


@needs_node
def test_modules_run_after_what_they_import_and_share_no_names() -> None:
    script = one_script({**MADE, "a/middle.js": MIDDLE}, "main.js")
    assert run(f"{script}\nglobalThis.found") == [2, 13]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("export default 3;\n", "export default 3"),
        ('import * as all from "./leaf.js";\n', "import \\* as all"),
        ('const later = import("./leaf.js");\n', "import"),
        ('import { four } from "./leaf.js";\n', "exports no four"),
        ('import { two } from "./none.js";\n', "no module a/none.js"),
        ('import { found } from "../main.js";\n', "circle"),
        ("export let more = 1;\n", "export let"),
    ],
)
def test_what_cannot_be_put_together_is_refused(source: str, words: str) -> None:
    with pytest.raises(ModuleFault, match=words):
        one_script({**MADE, "a/middle.js": f"{source}export const more = 1;\n"}, "main.js")


def test_the_front_end_can_be_put_together() -> None:
    script = one_script(modules(), ENTRY)
    assert "import {" not in script
    assert "</script" not in script


def test_no_module_writes_markup() -> None:
    for path, source in modules().items():
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ):
            assert forbidden not in source, f"{path}: {forbidden}"
