"""The modules of the front end as one script.

A page that is opened from a disk cannot load modules beside it. So each becomes a function that is
called once, after those that it imports, and hands back what it exports: which asks of modules
that they import and export by name only, in no circle, and change nothing that they exported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from graphlib import CycleError, TopologicalSorter
from posixpath import join, normpath

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) )", re.MULTILINE)
_EXPORTED = re.compile(
    r"^export (?:async )?(?:function|const|class) ([A-Za-z_$][\w$]*)", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\s*\(.*", re.MULTILINE)


class ModuleFault(ValueError):
    """A module cannot be put into one scope with the others."""


def one_script(modules: Mapping[str, str], entry: str) -> str:
    """Return a script that does what the modules do.

    Args:
        modules: path -> source.
        entry: path of the module that is to run.

    Raises:
        ModuleFault: a module is missing, or imports or exports in a circle or in another way than
            by name.
    """
    parts = [_function(path, modules) for path in _order(modules, entry)]
    return "\n".join(["(() => {", '"use strict";', "const modules = {};", *parts, "})();", ""])


def _function(path: str, modules: Mapping[str, str]) -> str:
    """Return a module as a function that is called."""
    source = modules[path]
    _imports_exist(path, source, modules)
    exported = _EXPORTED.findall(source)
    plain = _EXPORT.sub("", _IMPORT.sub(_taken(path), source))
    wrong = _OTHER.search(plain)
    if wrong:
        raise ModuleFault(f"{path}: cannot be put into one script: {wrong.group(0).strip()}")
    given = f"return {{ {', '.join(exported)} }};"
    return f'modules["{path}"] = (() => {{ // {path}\n{plain}{given}\n}})();'


def _taken(path: str) -> Callable[[re.Match[str]], str]:
    def taken(found: re.Match[str]) -> str:
        names, there = found.groups()
        return f'const {{{names}}} = modules["{_path(path, there)}"];\n'

    return taken


def _path(path: str, there: str) -> str:
    return normpath(join(path, "..", there))


def _order(modules: Mapping[str, str], entry: str) -> list[str]:
    graph: dict[str, list[str]] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in graph:
            continue
        if path not in modules:
            raise ModuleFault(f"there is no module {path}")
        graph[path] = [there for _, there in _imports(path, modules[path])]
        waiting.extend(graph[path])
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ModuleFault(f"modules import in a circle: {' -> '.join(error.args[1])}") from error


def _imports(path: str, source: str) -> list[tuple[list[str], str]]:
    return [
        (
            [name.strip() for name in names.split(",") if name.strip()],
            _path(path, there),
        )
        for names, there in _IMPORT.findall(source)
    ]


def _imports_exist(path: str, source: str, modules: Mapping[str, str]) -> None:
    for names, there in _imports(path, source):
        exported = _EXPORTED.findall(modules[there])
        for name in names:
            if name not in exported:
                raise ModuleFault(f"{path}: {there} exports no {name}")
