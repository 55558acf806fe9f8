"""What the ties of trade and energy carry with them: arrears, projects, lasting harm."""

from __future__ import annotations

from sovsim.variables.variable import Variable

VARIABLES = (
    Variable(
        "arrears",
        "What the state owes the hegemon for energy.",
        claims=("overview-ukraine-gas-disputes:topic",),
    ),
    Variable(
        "energy_project",
        "How far a project that brings energy from elsewhere, or sells it elsewhere, has come.",
    ),
    Variable(
        "trade_scar",
        "Trade with the hegemon that embargoes have spoiled for years.",
        claims=("overview-russian-economic-sanctions:topic",),
    ),
    Variable(
        "trade_openness",
        "How much the state trades with all others against what it makes, as markets weigh on it.",
        high=20.0,
        start=2.5,
        rests=True,
        unit="weight of markets",
    ),
    Variable(
        "wealth",
        "Income a head at normal welfare, against the hegemon's in its usual state.",
        kind="static",
        start=0.4,
        unit="share, at most 1",
    ),
    Variable(
        "energy_price",
        "The world's price of energy, which fills the hegemon's coffers.",
        per="system",
        start=0.4,
        unit="0 to 1",
    ),
    Variable(
        "budget_price",
        "The price of energy that the hegemon's budget has grown to need.",
        per="system",
        low=0.02,
        start=0.4,
        rests=True,
        unit="0 to 1",
    ),
)
