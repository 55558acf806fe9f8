"""Writes the figures of docs/forecasting.md: a backtest on the series from which figures may ship.

    python benchmarks/forecasting.py DIR [--write] [--figure FILE]

DIR is a folder of observed data (`sovsim observed DIR`). Without ``--write`` the block is printed;
``--figure`` draws the skill by indicator as well, in PNG.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sovsim.backtest.design import SCENARIO, design
from sovsim.backtest.pools import AHEAD, pooled_indicators
from sovsim.backtest.rows import bar_rows
from sovsim.backtest.run import Backtest, run_backtest
from sovsim.backtest.told import losses
from sovsim.disk.put import put
from sovsim.observed.folder import read_folder
from sovsim.plots.rendering import render
from sovsim.report.backtest_page import drawn
from sovsim.scenario import load_scenario

PAGE = Path(__file__).parents[1] / "docs" / "forecasting.md"
BEGIN, END = "<!-- figures: benchmarks/forecasting.py -->", "<!-- end of figures -->"
RUNS = 100


def backtest(folder: Path, runs: int = RUNS) -> Backtest:
    """Return the backtest on series of which figures may ship."""
    observed = read_folder(folder)
    asked = design(load_scenario(SCENARIO), observed, runs=runs)
    may = tuple(one for one in asked.indicators if one.declared.ships)
    return run_backtest(replace(asked, indicators=may), observed)


def block(found: Backtest) -> str:
    """Return the figures in Markdown."""
    asked = found.design
    rows = [row for row in bar_rows(found) if row["reached"] != "-"]
    names = list(rows[0])
    lines = [f"* **{words}:** {told}." for words, told in known(found).items()]
    lines += [f"* {sentence}" for sentence in losses(found)]
    lines += ["", f"| {' | '.join(names)} |", f"|{'---|' * len(names)}"]
    lines += [f"| {' | '.join(_cell(row[name]) for name in names)} |" for row in rows]
    how = (
        f"{len(asked.cuts)} cuts from {asked.cuts[0]} to {asked.cuts[-1]}, {asked.runs} runs at "
        f"each, seed {asked.seed}, scored to {asked.last}; parameters as they "
        "ship, those that ship as fits at their value before any fit; "
        f"{len(asked.indicators)} indicators whose licences allow it. The first three lines are of "
        "variant b, the last figure and the model's change, with 90 % intervals over states; bars "
        "take the better of b and c, a pull toward the model's level."
    )
    return "\n".join([*lines, "", how])


def known(found: Backtest) -> dict[str, str]:
    """Return which indicators' changes the model knows, by the ratio of variant b and its interval.

    The interval is that of states drawn again, 90 %; five and eight years ahead are pooled.
    """
    pools, main = found.pools, pooled_indicators(found.design.indicators)
    rows = pools[(pools["kind"] == "indicator") & (pools["method"] == "b")]
    rows = rows[(rows["horizon"] == AHEAD) & rows["pool"].isin(main)].sort_values("ratio")
    words = {
        "Change that it knows": rows["high"] < 1.0,
        "Not told from the guess that nothing changes": (rows["high"] >= 1.0)
        & (rows["low"] <= 1.0),
        "Worse than that guess": rows["low"] > 1.0,
    }
    return {
        name: ", ".join(
            f"{row['pool']} {row['ratio']:.2f} [{row['low']:.2f}, {row['high']:.2f}]"
            for row in rows[which].to_dict("records")
        )
        or "none"
        for name, which in words.items()
    }


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def written(page: str, figures: str) -> str:
    """Return the page with the figures in their place."""
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n\n{figures}\n\n{END}{after}"


def main() -> None:
    """Make the figures that are asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--figure", type=Path)
    given = asked.parse_args()
    found = backtest(given.folder)
    if given.write:
        page = written(PAGE.read_text(encoding="utf-8"), block(found))
        PAGE.write_text(page, encoding="utf-8")
    else:
        print(block(found))
    if given.figure:
        put(given.figure, render(drawn(found)["skill-indicators"], "png"))


if __name__ == "__main__":
    main()
