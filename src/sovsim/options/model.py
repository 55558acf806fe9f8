"""A decision maker's question as it is run: resolved, checked and frozen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from sovsim.brief import brief, count
from sovsim.ensemble.arms import Arm
from sovsim.ensemble.design import Sample, Uncertainty, draw, joined
from sovsim.ensemble.fitted import Fitted, Posterior, taken
from sovsim.options.schema import DesignTable, File, Head, LeverTable, PolicyTable
from sovsim.scenario import Scenario

WEIGHED = "all-weighed"
"""Name of the measure that adds the metrics up by the weights of the file."""


@dataclass(frozen=True)
class Measure:
    """An outcome by which policies are judged.

    Attributes:
        name: as in the file, or `WEIGHED`.
        label: in words.
        unit: of its values.
        sign: 1 where more is better, -1 where less is.
        smallest: smallest difference that matters, in the unit.
        meaning: what it says about the world.
        at_least, at_most: goal, where there is one.
    """

    name: str
    label: str
    unit: str
    sign: int
    smallest: float
    meaning: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def tells(self) -> str:
        """Format of its numbers: as many digits as tell its smallest difference by two."""
        digits = max(0, 1 - math.floor(math.log10(self.smallest)))
        return f".{digits}f"

    @property
    def has_goal(self) -> bool:
        """Whether the decision maker wants a value reached."""
        return self.at_least is not None or self.at_most is not None

    @property
    def goal(self) -> str:
        """The goal in words; empty without one."""
        ends = (("at least", self.at_least), ("at most", self.at_most))
        return " and ".join(f"{word} {end:g}" for word, end in ends if end is not None)


@dataclass(frozen=True, eq=False)
class OptionsData:
    """Policies, what matters, the ranges they are tried over.

    Attributes:
        head: name, question, who decides.
        decides: the name of who decides.
        policies: the tables of the file, by name; `scenarios` holds what they come to.
        base: the scenario in which they are tried, with nothing of them in it.
        measures: the metrics, in the order of the file.
        weights: weight by name of the measure, adding up to 1; empty without weights.
        uncertainties: parameters with their ranges; `labels` has them in words.
        design: how the ranges are sampled.
        levers: what `sovsim.options.search` may turn.
        watch: columns of the watched state that are looked at early; `watch_step` when.
        folder: of the file.
        document: the file's tables; `text` as it was read.
        posterior: sample fitted to data from which its runs start, if any.
    """

    head: Head
    decides: str
    policies: Mapping[str, PolicyTable]
    base: Scenario
    scenarios: Mapping[str, Scenario]
    measures: tuple[Measure, ...]
    weights: Mapping[str, float]
    uncertainties: tuple[Uncertainty, ...]
    labels: Mapping[str, str]
    design: DesignTable
    levers: tuple[LeverTable, ...]
    watch: tuple[str, ...]
    watch_state: str
    watch_step: int
    folder: Path
    document: File = field(repr=False)
    text: str = field(default="", repr=False)
    posterior: Fitted | None = None

    def __repr__(self) -> str:
        held = count(len(self.policies), "policy", "policies"), count(len(self.measures), "metric")
        return brief(self, self.head.name, *held)

    @property
    def name(self) -> str:
        """Name of the question."""
        return self.head.name

    @property
    def runs(self) -> int:
        """Runs of each policy."""
        return len(self.sample().points) * self.design.replicates

    @property
    def watch_quarter(self) -> str:
        """The quarter in which early signs are read."""
        return self.base.quarter(self.watch_step)

    def from_posterior(self, posterior: Fitted | Posterior) -> Self:
        """Return the question with runs that start from what was fitted to data."""
        return replace(self, posterior=taken(posterior))

    def sample(self, seed: int | None = None) -> Sample:
        """Return the points of the ranges; each has a member of the posterior, where there is one.

        Args:
            seed: of the draw, where it is not to be the design's.
        """
        design = self.design
        chosen = design.seed if seed is None else seed
        drawn = draw(self.uncertainties, design.method, design.points, chosen)
        return drawn if self.posterior is None else joined(drawn, self.posterior.points)

    def arms(self, sample: Sample, runs: int) -> dict[str, Arm]:
        """Return an arm for each policy, with the sampled values of every run."""
        return {
            name: self.arm(scenario, self.policies[name], sample, runs)
            for name, scenario in self.scenarios.items()
        }

    def arm(self, scenario: Scenario, policy: PolicyTable, sample: Sample, runs: int) -> Arm:
        """Return a policy's scenario with sampled values; what the policy sets is not sampled."""
        values = sample.values(runs)
        names = {entry.parameter for entry in self.uncertainties}
        if self.posterior is not None:
            asked = (*self.head.settings, *policy.settings)
            stays = (*asked, *(f"{name}=" for name in policy.parameters))
            names |= set(map(str, self.posterior.over(scenario, stays).points))
        names -= set(policy.parameters)
        return Arm(scenario, {key: each for key, each in values.items() if key in names})
