"""The baseline that compiled rules are held against: Mesa's own batches of the model by NumPy.

It is frozen, so that ratios of different versions can be compared: ``mesa.batch_run`` in one
process, `SovereigntyModel` by the engine ``numpy``, one run at a time, metrics kept as in an
ensemble and no more.
"""

from __future__ import annotations

from typing import Any

from sovsim.agents import State
from sovsim.mesa_model import SovereigntyModel
from sovsim.metrics import HEADLINE
from sovsim.scenario import Scenario

SEED = 0


class Measured(SovereigntyModel):
    """The Mesa model as a driver needs it: metrics kept as in an ensemble, reported at the end."""

    def __init__(self, scenario: Scenario, seed: int | None = SEED, **settings: Any) -> None:
        super().__init__(
            scenario,
            seed=SEED if seed is None else seed,  # Mesa 3.5 hands over None where it has no seeds
            record="metrics",
            engine="numpy",
            model_reporters={"found": at_the_end},
            agenttype_reporters={State: {"state": "code"}},
            **settings,
        )


def at_the_end(model: SovereigntyModel) -> dict[str, float] | None:
    """Return the metrics of a model that has come to its end."""
    return None if model.running else headline(model)


def headline(model: SovereigntyModel) -> dict[str, float]:
    """Return the metrics that are compared."""
    metrics = model.metrics()
    return {name: number(metrics[name]["value"]) for name in HEADLINE}


def number(value: float | None) -> float:
    """Return a metric as a number; nan where it is undefined."""
    return float("nan") if value is None else float(value)


def mesa_batch(scenario: Scenario, **parameters: Any) -> list[dict[str, float]]:
    """Return the metrics of every run of ``mesa.batch_run`` in this process.

    Args:
        scenario: what is run.
        **parameters: keywords of the model; a list is swept.
    """
    import mesa

    found: list[dict[str, Any]] = mesa.batch_run(
        Measured,
        parameters={"scenario": scenario, **parameters},
        number_processes=1,
        max_steps=scenario.steps,
        display_progress=False,
    )
    ends = {row["RunId"]: row["found"] for row in found}
    return [ends[run] for run in sorted(ends)]
