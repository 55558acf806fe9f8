"""The figures of a decision maker's question; each answers one, which stands in its title."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure

from sovsim.options.answer import Answer
from sovsim.plots.options_ranking import draw_ranking
from sovsim.plots.options_regret import draw_regret
from sovsim.plots.options_trade import draw_trade
from sovsim.plots.options_turning import draw_turning, turning_panels
from sovsim.plots.style import Notes


@dataclass(frozen=True)
class OptionsPicture:
    """A picture, drawn when it is asked for: its name, title, what it shows, and in words."""

    name: str
    title: str
    how: str
    alt: str
    draw: Callable[[], Figure]


def options_pictures(
    answer: Answer, differences: dict[tuple[str, str, str], list[float]]
) -> list[OptionsPicture]:
    """Return the pictures of an answer.

    Args:
        differences: (measure, first, rival) -> the lead of the first at each point.
    """
    stamp = f"seed {answer.seed} · {answer.name}"
    size = f"n = {answer.points} worlds of {answer.replicates} runs; {answer.title}."

    def notes(title: str) -> Notes:
        return Notes(size, stamp, title)

    found = [
        OptionsPicture(
            "ranking",
            "Who comes first, and how surely?",
            "A panel a metric. The square is how far a policy stays behind the first one, the line "
            "its interval; what lies in the shaded band is too small to matter.",
            f"Policies ranked by {len(answer.by)} metrics with paired differences to the first and "
            "their intervals; the tables have the numbers.",
            lambda: draw_ranking(answer, notes=notes("Who comes first, and how surely?")),
        ),
        OptionsPicture(
            "regret",
            "Where does which policy cost most?",
            "Mean regret in the lowest, middle and highest third of each unknown's range. A row "
            "that stays light is a policy that can be lived with whatever the world.",
            "Heat map of mean regret by policy and by third of each unknown's range.",
            lambda: draw_regret(answer, notes=notes("Where does which policy cost most?")),
        ),
    ]
    if turning_panels(answer):
        found.append(
            OptionsPicture(
                "turning",
                "Where does the ranking turn?",
                "A dot is a world. Above the line the first policy does better, below it the "
                "rival; the band is the interval of the turning point.",
                "Lead of the first policy over a rival against the unknown that turns it.",
                lambda: draw_turning(
                    answer, differences, notes=notes("Where does the ranking turn?")
                ),
            )
        )
    if len(answer.metrics) > 1:
        found.append(
            OptionsPicture(
                "trade-offs",
                "What is given up for what?",
                "Means with intervals. Up and to the right is better on both; hollow marks are "
                "policies that another one beats on both.",
                "Policies by pairs of metrics, means with intervals.",
                lambda: draw_trade(answer, notes=notes("What is given up for what?")),
            )
        )
    return found
