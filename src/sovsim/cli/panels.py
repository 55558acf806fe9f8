"""Groups in which help lists the commands, and an example of each."""

from __future__ import annotations

RUN = "Run"
COMPARE = "Compare"
STUDY = "Study"
DATA = "Hold against data"
LOOK_UP = "Look up"
MAKE = "Make"

PANELS: dict[str, dict[str, str]] = {
    RUN: {
        "run": "sovsim run csto-kazakhstan-2022 --seed 3 --out runs/mine",
        "explain": "sovsim explain runs/mine KAZ 2022Q1",
        "branch": "sovsim branch runs/mine --at 2022Q1 --set play.KAZ.action=hedge",
        "batch": "sovsim batch csto-kazakhstan-2022 --runs 500",
        "report": "sovsim report runs/mine --runs 200",
        "verify": "sovsim verify runs/mine",
    },
    COMPARE: {
        "compare": "sovsim compare csto-kazakhstan-2022 csto-kazakhstan-2022-refused",
        "diff": "sovsim diff csto-kazakhstan-2022 csto-kazakhstan-2022-refused",
        "experiment": "sovsim experiment RH-10 --out rh-10",
        "options": "sovsim options armenia-2019 --out armenia",
    },
    STUDY: {
        "sensitivity": "sovsim sensitivity georgia-2008 --parameters dependence --out morris",
        "ablation": "sovsim ablation georgia-2008 --by claim --runs 32 --out ablation",
        "theory": "sovsim theory western-bids --metrics sovereignty_gap",
        "discover": "sovsim discover RH-10 --side B --out region",
        "behaviour": "sovsim behaviour force bodies --runs 100",
    },
    DATA: {
        "observed": "sovsim observed data",
        "base": "sovsim base 2008 --observed data --out 2008.toml",
        "calibrate": "sovsim calibrate --observed data --until 2013 --out posterior",
        "backtest": "sovsim backtest --observed data --cut 2008 --out backtest",
        "score": "sovsim score --observed data --experiment RH-10",
    },
    LOOK_UP: {
        "list": "sovsim list",
        "lesson": "sovsim lesson protective-integration",
        "why": "sovsim why alignment.rate",
        "claims": "sovsim claims --coverage",
        "odd": "sovsim odd --out odd.md",
        "program": "sovsim program autonomy.relaxation",
        "cite": "sovsim cite runs/mine",
    },
    MAKE: {
        "new": "sovsim new scenario my-scenario",
        "check": "sovsim check my-scenario.toml",
        "schema": "sovsim schema scenario",
        "app": "sovsim app",
        "export": "sovsim export toy-two-states -o lesson.html",
    },
}
"""Panel -> command -> an example of it, in the order in which help lists them."""


def panel_of(command: str) -> str | None:
    """Return the panel in which a command stands; None where none is named."""
    return next((panel for panel, commands in PANELS.items() if command in commands), None)


def example_of(command: str) -> str | None:
    """Return an example of a command."""
    return next((rows[command] for rows in PANELS.values() if command in rows), None)


def ordered(commands: list[str]) -> list[str]:
    """Return commands in the order of the panels, those of no panel last."""
    order = [name for rows in PANELS.values() for name in rows]
    return sorted(commands, key=lambda name: order.index(name) if name in order else len(order))
