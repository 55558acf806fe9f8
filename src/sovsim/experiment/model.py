"""An experiment as it is run: resolved, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sovsim.brief import brief, count
from sovsim.ensemble.common_ground import CommonGround
from sovsim.ensemble.design import Precision, Sample, Uncertainty, draw, joined
from sovsim.ensemble.fitted import Fitted, Laid, Posterior, taken
from sovsim.experiment.schema import ArmTable, DesignTable, File, Head, MetricTable, PredictionTable
from sovsim.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd

SIDES = ("A", "B")


@dataclass(frozen=True, eq=False)
class ExperimentData:
    """Arms, the space they are tried in, what is measured, and what each side expects.

    Attributes:
        head: name, question, the two sides.
        arms: the tables of the file; `scenarios` holds what they come to, by name of the arm.
        design: how the space is sampled.
        uncertainties: its parameters with their ranges.
        metrics: by name.
        predictions: in the order of the file.
        ground: what the arms share, where they differ in span or region.
        held: what is held against observed years (``[against_data]``), by name of the arm.
        document: the file's tables.
        text: the file as it was read.
        path: where the file stands.
        posterior: sample fitted to data from which its runs start, if any.
    """

    head: Head
    arms: Mapping[str, ArmTable]
    scenarios: Mapping[str, Scenario]
    design: DesignTable
    uncertainties: tuple[Uncertainty, ...]
    metrics: Mapping[str, MetricTable]
    predictions: tuple[PredictionTable, ...]
    ground: CommonGround
    document: File = field(repr=False)
    text: str = field(default="", repr=False)
    path: Path | None = field(default=None, repr=False)
    held: Mapping[str, Scenario] = field(default_factory=dict)
    posterior: Fitted | None = None

    def __repr__(self) -> str:
        held = count(len(self.arms), "arm"), count(len(self.metrics), "metric")
        return brief(self, self.head.name, *held, count(len(self.predictions), "prediction"))

    @property
    def name(self) -> str:
        """Name of the experiment."""
        return self.head.name

    @property
    def precision(self) -> Precision | None:
        """The stopping rule, where the design has one."""
        if self.design.precision is None:
            return None
        return Precision(first=min(64, self.design.most), most=self.design.most)

    @property
    def runs(self) -> int:
        """Runs of each arm; with a stopping rule, at most so many."""
        if self.design.precision is not None:
            return self.design.most
        return len(self._drawn().points) * self.design.replicates

    def from_posterior(self, posterior: Fitted | Posterior) -> Self:
        """Return the experiment with runs that start from what was fitted to data."""
        return replace(self, posterior=taken(posterior))

    def sample(self) -> Sample:
        """Return the points of the parameter space.

        With a stopping rule there are as many points as runs at most, so that runs that are added
        add points. Where runs start from a posterior, each point has a member beside what the
        design draws, in turn; without uncertainties the members are the points.
        """
        drawn = self._drawn()
        return drawn if self.posterior is None else joined(drawn, self.posterior.points)

    def _drawn(self) -> Sample:
        design = self.design
        points = design.points if design.precision is None else design.most
        return draw(self.uncertainties, design.method, points, design.seed, design.levels)

    def laid(self, arm: str) -> Laid | None:
        """Return the posterior as an arm takes it; None without one."""
        if self.posterior is None:
            return None
        table = self.arms[arm]
        stays = (*table.settings, *(f"{name}=" for name in table.parameters))
        return self.posterior.over(self.scenarios[arm], stays)

    def of_side(self, side: str) -> tuple[PredictionTable, ...]:
        """Return what a side expects."""
        return tuple(entry for entry in self.predictions if entry.side == side)

    def predicted(self) -> pd.DataFrame:
        """Return what the file says beforehand: a row per prediction, in its order.

        Columns: ``side, metric, arms, predicted, smallest, check, why``. ``smallest`` is the
        smallest effect that matters, in the metric's unit; a check does not count for its side.
        """
        import pandas as pd

        return pd.DataFrame(
            [
                {
                    "side": entry.side,
                    "metric": entry.metric,
                    "arms": " / ".join(entry.arms),
                    "predicted": entry.direction,
                    "smallest": entry.smallest,
                    "check": entry.check,
                    "why": entry.why,
                }
                for entry in self.predictions
            ]
        )

    def as_dict(self) -> dict[str, Any]:
        """Return plain data for JSON."""
        plain: dict[str, Any] = self.document.model_dump(
            mode="json", exclude_none=True, warnings=False
        )
        return plain
