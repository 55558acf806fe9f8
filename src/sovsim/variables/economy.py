"""What the ties of trade and energy carry with them: arrears, projects, lasting harm."""

from __future__ import annotations

from sovsim.variables.variable import Variable

VARIABLES = (
    Variable(
        "arrears",
        "What the state owes for energy.",
    ),
    Variable(
        "energy_project",
        "How far a project that brings energy from elsewhere has come.",
    ),
    Variable(
        "trade_scar",
        "Trade with the hegemon that embargoes have spoiled for years.",
    ),
)
