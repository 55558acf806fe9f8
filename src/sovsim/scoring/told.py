"""What a score found, in words; first whether the data tell the arms apart."""

from __future__ import annotations

import math
from typing import Any

from sovsim.backtest.design import HORIZONS
from sovsim.backtest.methods import METHODS
from sovsim.brief import NO_SPREAD, count
from sovsim.scoring.common import DIFFERS
from sovsim.scoring.difference import DIFFER, pairs
from sovsim.scoring.power import Power
from sovsim.scoring.score import Score
from sovsim.scoring.stacking import Stack

_WEAK = 0.10


def verdicts(found: Score) -> list[str]:
    """Return a sentence or two for each pair of arms: whether the data tell them apart."""
    return [verdict(found, found.names[x], found.names[y]) for x, y in pairs(found.names)]


def told_apart(found: Score, x: str, y: str) -> str:
    """Return the arm that is nearer to the data; empty where the data do not tell.

    The interval has to leave out 1, names swapped at random within states may not often do as well,
    and other random numbers may not move the difference by as much as it is.
    """
    if not found.differ(x, y):
        return ""
    row = found.pair(x, y)
    if row["low"] <= 1.0 <= row["high"] or _doubt(found, x, y):
        return ""
    return y if row["low"] > 1.0 else x


def _doubt(found: Score, x: str, y: str) -> str:
    """Return why a difference whose interval leaves out 1 is not trusted; empty where it is."""
    row, ratio = found.pair(x, y), found.again.get((x, y))
    here = math.log(row["ratio"])
    seeds = {str(one.made.get("seed")) for one in found.arms if one.name in (x, y)}
    if len(seeds) > 1:
        return "the two were made with other random numbers, and chance alone can move it as far"
    if ratio is not None and abs(math.log(ratio) - here) >= abs(here):
        return "chance of the runs moves it by as much"
    if row["chance"] > _WEAK:
        return (
            "with the two names swapped at random within states so large a difference has a "
            f"chance of {row['chance']:.2f}"
        )
    return ""


def verdict(found: Score, x: str, y: str) -> str:
    """Return whether the data tell two arms apart, in words."""
    if not found.differ(x, y):
        return _the_same(found, x, y)
    row, ranked = found.pair(x, y), found.pair(x, y, mark="crps")
    differing = found.differing(x, y)
    over = f"the {count(len(differing), 'indicator')} on which the arms differ"
    figures = (
        f"over {over} ({_listed(differing)}), {x} makes {row['ratio']:.3f} of the error of {y} "
        f"(90 % interval {row['low']:.3f} to {row['high']:.3f})"
    )
    nearer = told_apart(found, x, y)
    if not nearer:
        told = f"The data do not tell {x} and {y} apart: {figures}."
        if not row["low"] <= 1.0 <= row["high"]:
            told += f" The interval leaves out 1, but {_doubt(found, x, y)}."
        return told
    told = f"{nearer} is nearer to the data than {y if nearer == x else x}: {figures}."
    if ranked["low"] <= 1.0 <= ranked["high"]:
        told += (
            f" By CRPS, which judges the bands too, the data do not tell them apart "
            f"({ranked['ratio']:.3f}, {ranked['low']:.3f} to {ranked['high']:.3f})."
        )
    return told


def _the_same(found: Score, x: str, y: str) -> str:
    apart = found.common.between(found.names.index(x), found.names.index(y))
    most = max(apart, key=lambda name: apart[name])
    if apart[most] == 0:
        return (
            f"{x} and {y} predict exactly the same of everything that is observed here: the data "
            "do not tell them apart."
        )
    return (
        f"{x} and {y} say nearly the same of everything that is observed here: at most "
        f"{apart[most]:.1%} of a mean error lies between them ({most}). The data do not tell them "
        "apart, and more of the same kind would not."
    )


def _listed(names: tuple[str, ...], most: int = 4) -> str:
    kept = ", ".join(names[:most])
    return kept if len(names) <= most else f"{kept} and {len(names) - most} more"


def weight_words(found: Score) -> list[str]:
    """Return a sentence on the weights of the arms."""
    if found.pool != DIFFER:
        return ["Weights of a mixture are undecided: every mixture predicts nearly the same."]
    return [_weights(one) for one in found.stacks[:1]]


def _weights(one: Stack) -> str:
    each = ", ".join(
        f"{row['arm']} {row['weight']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        for row in one.table.to_dict("records")
    )
    if one.flat:
        return "Weights of a mixture are undecided: every mixture predicts the same."
    end = f"{one.decided} has most of the weight" if one.decided else "undecided"
    return f"Weights of the best mixture by CRPS: {each}: {end}."


def power_words(found: Score) -> list[str]:
    """Return what it would take to tell each pair apart."""
    return [_power(one, several=len(found.powers) > 1) for one in found.powers]


def _power(one: Power, *, several: bool) -> str:
    head = f"{one.x} and {one.y}: " if several else ""
    if one.error == 0 or math.isnan(one.error):
        return f"{head}no difference, so that nothing says how large one would have to be."
    worth = "" if math.isnan(one.effective) else (
        f"{one.rows} predictions are worth {one.effective:.0f} independent ones, since those of a "
        "state hang together. "
    )  # fmt: skip
    told = (
        f"{head}{worth}A difference of {one.seen:.1%} of the error would show nine times in ten; "
        f"{abs(one.difference):.1%} was observed."
    )
    if abs(one.difference) >= one.seen:
        return told
    needed = {
        "states": (one.states_needed, one.states),
        "years": (one.years_needed, one.years),
        "indicators": (one.indicators_needed, one.indicators),
    }
    enough = [
        f"{many:.0f} {what} instead of {there}"
        for what, (many, there) in needed.items()
        if math.isfinite(many)
    ]
    never = [what for what, (many, _) in needed.items() if math.isinf(many)]
    told += f" To see that much so surely it would take {', or '.join(enough)}" if enough else ""
    if never:
        told += f"{'; n' if enough else ' N'}o number of {' or '.join(never)} alone would do"
    return f"{told}." if enough or never else told


def again_words(found: Score) -> list[str]:
    """Return what other random numbers give, where they were run."""
    told = []
    for (x, y), ratio in found.again.items():
        row = found.pair(x, y)
        told.append(
            f"With other random numbers {x} makes {ratio:.3f} of the error of {y}, with these "
            f"{row['ratio']:.3f}."
        )
    return told + _other_runs(found)


def _other_runs(found: Score) -> list[str]:
    """Return that arms were made by other random numbers or runs, where they were."""
    told = []
    for name, words in (("seed", "seeds"), ("runs", "numbers of runs")):
        values = [str(one.made.get(name)) for one in found.arms]
        if len(set(values)) > 1:
            told.append(
                f"The arms were made with other {words} ({', '.join(values)}): the difference "
                "holds the chance of the runs, which no interval here counts. The same arm at two "
                "seeds can lie as far apart."
            )
    return told


def how(found: Score) -> list[str]:
    """Return how the figures came about, in paragraphs."""
    ahead = " and ".join(map(str, HORIZONS))
    told = [
        f"Scored: variant {found.variant}, {METHODS[found.variant].meaning}, {ahead} years after "
        "each cut, on the same rows for all arms. 'error' is the mean absolute error of the first "
        "arm "
        "over that of the second, a geometric mean over cuts, horizons and indicators; 'won' the "
        "share of rows in which it is the smaller; 'apart' how far the two predictions lie from "
        "each other, in mean errors; 'chance' that of so large a difference if their names were "
        "swapped at random within states. Intervals: states drawn again, the same for all arms "
        f"({NO_SPREAD}: one state decides, or all are alike), "
        "widened for their small number. They count no shock that befalls all states together, of "
        "which history drew one course: the wrong arm is told to be nearer more often than one "
        "time in twenty.",
        f"'{DIFFER}' are indicators with at least {DIFFERS:.0%} of a mean error between the arms; "
        "who is right plays no part in that. Single indicators are many: one in ten lies off 1 "
        "by luck (corrected chances are in the table differences).",
        "Weights: each arm's prediction is taken as normal with its mean and 80 % band; 'cuts "
        "out' is the range of the weight by CRPS when each cut is left out. 'error' there is over "
        "the guess that nothing changes, 'placebo' the share of shuffled labels of states that "
        "the true ones beat on change, both over alignment and dependence.",
    ]
    one = found.stacks[0]
    if not one.flat:
        best = float(one.table["loss"].min())
        told[-1] += (
            f" On states that the weights had not seen the mixture has {one.loss / best:.4f} of "
            f"the CRPS of the best arm alone, equal weights {one.equal / best:.4f}."
        )
    told += _made(found)
    return told


def _made(found: Score) -> list[str]:
    told = []
    made = found.arms[0].made
    if made.get("cuts"):
        cuts, runs = made["cuts"], made.get("runs")
        last = made.get("last")
        seeds = list(dict.fromkeys(str(one.made.get("seed")) for one in found.arms))
        seed = f"seed{'s' if len(seeds) > 1 else ''} {', '.join(seeds)}"
        told.append(
            f"Cuts at the end of {', '.join(map(str, cuts))}, scored to {last}; {runs} runs of "
            f"each arm, {seed}. Parameters are taken as they are, and whoever wrote the rules "
            "knew how history went on."
        )
    if found.passed_on:
        told.append("Only indicators whose series may be passed on in derived form.")
    if found.common.only:
        told.append(f"{found.common.only} predictions that not all arms have are left out.")
    return told


def summary(found: Score) -> dict[str, Any]:
    """Return what is written beside the tables, as plain data."""
    made = found.arms[0].made
    return {
        "arms": list(found.names),
        "scenario": made.get("scenario"),
        "cuts": made.get("cuts"),
        "last": made.get("last"),
        "runs": made.get("runs"),
        "seed": made.get("seed", found.seed),
        "variant": found.variant,
        "pool": found.pool,
        "differing": list(found.common.differing),
        "told": [*verdicts(found), *again_words(found), *weight_words(found), *power_words(found)],
        "nearer": {
            f"{found.names[x]} / {found.names[y]}": told_apart(
                found, found.names[x], found.names[y]
            )
            for x, y in pairs(found.names)
        },
        "how": how(found),
        "passed_on": found.passed_on,
        "left_out": found.common.only,
    }
