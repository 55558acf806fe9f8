"""Every variable of the model, declared once."""

from __future__ import annotations

from sovsim.variables import conflicts, economy, hegemon, order, orientation, position, society
from sovsim.variables.variable import Kind, Variable

__all__ = ["COMPONENTS", "VARIABLES", "Kind", "Variable"]

VARIABLES: dict[str, Variable] = {
    variable.name: variable
    for variable in (
        *orientation.VARIABLES,
        *society.VARIABLES,
        *economy.VARIABLES,
        *position.VARIABLES,
        *conflicts.VARIABLES,
        *hegemon.VARIABLES,
        *order.VARIABLES,
    )
}
"""All variables by name, in the order in which files list them."""

COMPONENTS: dict[str, tuple[str, tuple[int, ...]]] = {
    column: (variable.name, index)
    for variable in VARIABLES.values()
    for column, index in variable.components()
}
"""Column name -> (variable, leading index): ``autonomy_security`` -> ``("autonomy", (1,))``."""

if len(COMPONENTS) != sum(len(variable.components()) for variable in VARIABLES.values()):
    raise ValueError("two components have the same column name")
