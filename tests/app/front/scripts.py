"""Modules of the front end, run by node: what needs no page."""

from __future__ import annotations

from typing import Any

from sovsim.app.page.front import modules
from sovsim.app.page.modules import one_script
from tests.compiled.node import run


def value_of(imports: dict[str, str], expression: str) -> Any:
    """Return what an expression comes to.

    Args:
        imports: path of a module -> the names that the expression needs of it.
        expression: of JavaScript, on one line; its value is one that JSON can hold.
    """
    lines = [f'import {{ {names} }} from "./{path}";\n' for path, names in imports.items()]
    main = f"{''.join(lines)}globalThis.found = {expression};\n"
    return run(f"{one_script({**modules(), 'main.js': main}, 'main.js')}\nglobalThis.found")
