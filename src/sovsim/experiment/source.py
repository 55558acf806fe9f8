"""What a function does, as a short hash: its source and all that it calls in the package.

Comments, docstrings, layout and the declarations of a rule (claims, terms) leave the hash as it is;
a changed number, operator or helper does not. Followed are names of the same module and of other
modules of the same folder, such as `sovsim.rules.forms`.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_SHORT = 12


class _Name(NamedTuple):
    module: str
    name: str


def source_of(module: str) -> str:
    """Return the source of a module as it stands on the disk."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(module)
    return Path(spec.origin).read_text(encoding="utf-8")


def short(text: str) -> str:
    """Return a short hash of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]


def of_function(function: Callable[..., Any]) -> str:
    """Return the hash of a function of the package with all that it uses of its folder."""
    root = _Name(function.__module__, function.__qualname__.split(".")[0])
    if root.name not in _tops(root.module)[0]:
        raise LookupError(f"{root.module} has no {root.name} at its top")
    return _of(root)


def of_module(module: str) -> str:
    """Return the hash of a whole module, without comments and docstrings."""
    return short(ast.unparse(_tree(module)))


def forget() -> None:
    """Read sources anew: for tests that change them."""
    for kept in (_tree, _tops, _node, _of):
        kept.cache_clear()


@cache
def _of(root: _Name) -> str:
    reached: dict[_Name, str] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        text, used = _node(name, bare=name == root)
        if text:
            reached[name] = text
        waiting += used
    return short("\n".join(f"{name}\n{text}" for name, text in sorted(reached.items())))


@cache
def _tree(module: str) -> ast.Module:
    """Return the source of a module as a tree without docstrings."""
    tree = ast.parse(source_of(module))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and _is_text(node.body):
            node.body = node.body[1:] or [ast.Pass()]
    return tree


@cache
def _tops(module: str) -> tuple[Mapping[str, list[ast.stmt]], Mapping[str, _Name]]:
    """Return what stands at the top of a module by name, and what it imports of its folder."""
    folder = module.rsplit(".", 1)[0]
    tops: dict[str, list[ast.stmt]] = {}
    imported: dict[str, _Name] = {}
    for node in _tree(module).body:
        for name in _defined(node):
            tops.setdefault(name, []).append(node)
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if node.module == folder:
                    imported[alias.asname or alias.name] = _Name(f"{folder}.{alias.name}", "")
                elif node.module.startswith(f"{folder}."):
                    imported[alias.asname or alias.name] = _Name(node.module, alias.name)
    return tops, imported


def _defined(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            yield from (part.id for part in ast.walk(target) if isinstance(part, ast.Name))


@cache
def _node(name: _Name, *, bare: bool) -> tuple[str, tuple[_Name, ...]]:
    """Return the text of what has a name, and the names of the folder that it uses.

    Args:
        bare: whether decorators are left out, which declare a rule and do nothing.
    """
    tops, imported = _tops(name.module)
    if name.name not in tops:
        source = imported.get(name.name)
        return "", (source,) if source is not None and source.name else ()
    nodes = [_undecorated(node) if bare else node for node in tops[name.name]]
    used = {one for node in nodes for one in _used(node, name.module, tops, imported)}
    return "\n".join(ast.unparse(node) for node in nodes), tuple(sorted(used))


def _undecorated(node: ast.stmt) -> ast.stmt:
    if not isinstance(node, ast.FunctionDef):
        return node
    found = copy(node)
    found.decorator_list = []
    return found


def _used(
    node: ast.stmt,
    module: str,
    tops: Mapping[str, list[ast.stmt]],
    imported: Mapping[str, _Name],
) -> Iterator[_Name]:
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            if part.id in tops or (part.id in imported and imported[part.id].name):
                yield _Name(module, part.id)
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            source = imported.get(part.value.id)
            if source is not None and not source.name:
                yield _Name(source.module, part.attr)


def _is_text(body: Sequence[ast.stmt]) -> bool:
    first = body[0] if body else None
    held = first.value if isinstance(first, ast.Expr) else None
    return isinstance(held, ast.Constant) and isinstance(held.value, str)
