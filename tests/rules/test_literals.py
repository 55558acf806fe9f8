"""Every size inside a rule is a parameter; a rule is array code that a compiler can follow.

Held on the source: no bare number but what a form is made of, no vector written by position, only
the array functions that are listed, and no Python branch on what the world holds.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import sovsim.rules
from sovsim.compiled.refusal import _INSTEAD
from tests.together import each

FILES = {
    path.name: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(Path(sovsim.rules.__path__[0]).glob("*.py"))
}

FORMS = {
    0: "nothing, or the first place",
    1: "the whole",
    0.5: "the mean of two, or the middle of a share",
    2: "a share stretched to -1..1",
    4: "4x(1-x), which is 1 in the middle",
}
"""Numbers that a form is made of, and so no size of ours."""

STRUCTURAL = {
    ("collective_security.py", 91): "days in a quarter, by the calendar",
    ("council_votes.py", 1e-9): "breaks a tie, for rounding only",
    ("council_votes.py", 0.01): "scale of a vote that nothing sways: as good as none",
    ("forms.py", 3): "the mean of three bodies",
    ("quantal_response.py", 1024): "from where leaving rows out pays; it changes no result",
    ("forms.py", 1e-12): "keeps a share of nothing from dividing by nothing",
}
"""The other numbers that may stand in a file, each with its reason."""

MACHINERY = {"contract.py", "quantal_response.py", "reading.py", "events.py", "ladder.py"}
"""What carries rules out, turns choices, reads events, or spells an enumeration out as a mask."""

FUNCTIONS = {
    "abs",
    "add",
    "arange",
    "array",
    "asarray",
    "broadcast_to",
    "copyto",
    "divide",
    "empty",
    "exp",
    "full",
    "log",
    "maximum",
    "minimum",
    "full_like",
    "multiply",
    "ndim",
    "nextafter",
    "nonzero",
    "ones",
    "ones_like",
    "stack",
    "subtract",
    "where",
    "zeros",
    "zeros_like",
}
"""Array functions that rules use; a compiled path has to know each of them."""

NOT_YET = {"floor", "sqrt"}
"""Array functions that rules are told to use (CONTRIBUTING.md, `sovsim.compiled.refusal`) and that
none uses so far; one that is used goes to those above."""

NO_FUNCTIONS = {"bool_", "float64", "inf", "int8", "int64", "ndarray", "ufunc"}


def nodes(file: str) -> Iterator[ast.AST]:
    return ast.walk(FILES[file])


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def array_functions(file: str) -> Iterator[tuple[int, str]]:
    for node in nodes(file):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "np":
            yield node.lineno, node.attr


@each("file", list(FILES))
def test_every_size_in_a_rule_is_a_parameter(file: str) -> None:
    bare = [
        f"line {node.lineno}: {node.value!r}"
        for node in nodes(file)
        if isinstance(node, ast.Constant)
        and is_number(node)
        and node.value not in FORMS
        and (file, node.value) not in STRUCTURAL
    ]
    assert not bare, bare


def test_every_allowed_number_is_there() -> None:
    found = {
        (file, node.value)
        for file in FILES
        for node in nodes(file)
        if isinstance(node, ast.Constant) and is_number(node)
    }
    assert set(STRUCTURAL) <= found
    assert set(FORMS) <= {number for _, number in found}


def factors(node: ast.expr) -> list[ast.expr]:
    """Return the factors of a product; a division's dividend counts, its divisor does not."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return [*factors(node.left), *factors(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return factors(node.left)
    return [node]


def is_sum(node: ast.AST) -> bool:
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)


def is_form(number: float, product: ast.BinOp, parent: ast.AST) -> bool:
    """Say whether a number multiplies as a form does: ``4x(1-x)``, ``2x - 1``, a mean of two."""
    others = [factor for factor in factors(product) if not is_number(factor)]
    if number == 4:
        return len(others) > 1
    if number == 2:
        stretched = isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.Sub)
        return stretched and ast.unparse(parent.right) == "1.0"
    return any(is_sum(factor) for factor in others) or is_sum(parent)


@each("file", sorted(FILES.keys() - MACHINERY))
def test_a_number_that_multiplies_does_so_as_a_form_does(file: str) -> None:
    parents = {child: node for node in nodes(file) for child in ast.iter_child_nodes(node)}
    sizes = []
    for product in nodes(file):
        inner = isinstance(parents.get(product), ast.BinOp) and isinstance(
            parents[product].op, ast.Mult | ast.Div
        )
        if isinstance(product, ast.BinOp) and isinstance(product.op, ast.Mult | ast.Div):
            sizes += [
                f"line {product.lineno}: {ast.unparse(product)}"
                for factor in factors(product)
                if not inner and is_number(factor) and factor.value in (0.5, 2, 4)
                if not is_form(factor.value, product, parents[product])
            ]
    assert not sizes, sizes


@each("file", sorted(FILES.keys() - MACHINERY))
def test_no_vector_is_written_by_position(file: str) -> None:
    assert "array" not in {name for _, name in array_functions(file)}


@each("file", list(FILES))
def test_rules_use_only_the_array_functions_that_are_listed(file: str) -> None:
    allowed = FUNCTIONS | NOT_YET | NO_FUNCTIONS
    other = [
        f"line {line}: np.{name}" for line, name in array_functions(file) if name not in allowed
    ]
    assert not other, f"{other}: `sovsim program {file.removesuffix('.py')}` says what to write"


def test_what_a_refused_rule_is_told_to_write_is_allowed() -> None:
    advised = {name for told in _INSTEAD.values() for name in re.findall(r"\bnp\.(\w+)", told)}
    assert {"where", "sqrt", "floor"} <= advised
    assert advised <= FUNCTIONS | NOT_YET


def test_every_listed_array_function_is_used() -> None:
    used = {name for file in FILES for _, name in array_functions(file)}
    assert used >= FUNCTIONS | NO_FUNCTIONS


def names_values(node: ast.AST) -> bool:
    """Say whether an expression reads numbers of the world, of parameters or of the noise."""
    if isinstance(node, ast.Attribute) and node.attr in ("shape", "ndim", "topology", "runs"):
        return False
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("world", "p"):
        return True
    if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("noise.", "np.any")):
        return True
    if isinstance(node, ast.Attribute) and node.attr in ("any", "all", "item", "max", "min"):
        return True
    return any(names_values(child) for child in ast.iter_child_nodes(node))


@each("file", sorted(FILES.keys() - MACHINERY))
def test_no_rule_branches_on_a_value(file: str) -> None:
    branches = [
        f"line {node.lineno}: {ast.unparse(node.test)}"
        for node in nodes(file)
        if isinstance(node, ast.If | ast.IfExp | ast.While | ast.Assert) and names_values(node.test)
    ]
    assert not branches, branches


def leading(node: ast.Subscript) -> ast.expr:
    return node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice


@each("file", sorted(FILES.keys() - MACHINERY))
def test_leading_axes_are_indexed_by_members_and_not_by_numbers(file: str) -> None:
    by_number = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in nodes(file)
        if isinstance(node, ast.Subscript)
        and ast.unparse(node.value).startswith("world.")
        and not ast.unparse(node.value).startswith("world.topology.")
        and not ast.unparse(node.value).endswith(".shape")
        and is_number(leading(node))
    ]
    assert not by_number, by_number
