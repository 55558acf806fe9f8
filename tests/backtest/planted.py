"""A folder of data that the model made itself, at another seed and through known links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import expit

from sovsim import quarters
from sovsim.observed.course import Course
from sovsim.observed.indicators import indicator
from sovsim.scenario import load_scenario
from sovsim.simulation import Simulation

SERIES = {
    "ideal point": "unga_idealpoint",
    "remittances": "wdi_remittances_pct_gdp",
    "security dependence": "fbic_security_dependence_rus",
    "polyarchy": "vdem_v2x_polyarchy",
}
OFFSET, SCALE, NOISE = 0.1, 1.5, 0.01
LAST = 2011
EVENTS = (
    "date,iso3,type,description,source_to_check\n"
    "1996-05-01,UKR,energy_cutoff,made up,test\n2001-02-01,GEO,energy_cutoff,made up,test\n"
    "2011-01-01,UKR,energy_cutoff,made up,test\n"
)


def write(folder: Path, run: int = 1, settings: Sequence[str] = ()) -> None:
    """Write the folder: what one run went through, with some settings."""
    scenario = load_scenario("baseline-1992-2026").with_settings(
        [f"scenario.end={LAST}Q4", *settings]
    )
    simulation = Simulation.prepare(scenario, 77, [run])
    course = Course([indicator(name) for name in SERIES], scenario.region.codes)
    world = simulation.world
    for step in range(scenario.steps):
        world = simulation.step(world)
        course.take(world, quarters.parse(scenario.start) + step)
    folder.mkdir()
    draws = np.random.default_rng(5)
    for name, series in SERIES.items():
        reading = course.mean(name)
        told = OFFSET + SCALE * reading
        if name == "polyarchy":
            told = expit(told)
        told = (told + draws.normal(0, NOISE, told.shape)).clip(*_bounds(name))
        rows = told.rename_axis("year").reset_index().melt("year", var_name="iso3")
        table = rows[["iso3", "year", "value"]]
        if name == "ideal point":
            table = table.assign(
                q05=table["value"] - 0.02,
                q95=table["value"] + 0.02,
                final_passage_only=table["value"],
                n_votes=60,
            )
        table.to_csv(folder / f"{series}.csv", index=False)
    (folder / "events_public_record.csv").write_text(EVENTS, encoding="utf-8")


def _bounds(name: str) -> tuple[float, float]:
    link = indicator(name).link
    return link.low, link.high


def altered(folder: Path, place: Path, cut: int) -> Path:
    """Return a copy of a folder in which every figure after a year is another one."""
    place.mkdir()
    for file in folder.glob("*.csv"):
        table = pd.read_csv(file)
        if "value" in table:
            late = table["year"] > cut
            for column in {"value", "q05", "q95", "final_passage_only"} & set(table):
                table.loc[late, column] = 0.9 - 0.5 * table.loc[late, "value"].rank(pct=True)
        else:
            late = table["date"].str[:4].astype(int) > cut
            table.loc[late, "iso3"] = "MDA"
        table.to_csv(place / file.name, index=False)
    return place
