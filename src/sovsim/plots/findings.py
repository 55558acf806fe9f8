"""What a picture of a run shows, in a sentence: its title, read off the table that it draws."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd

from sovsim.axes import Rung
from sovsim.region.poles import USUAL, Poles
from sovsim.telling.names import capital, readable

_MOVED = 0.02
"""Shares that move by less are called unmoved."""
_AUDIENCES = {
    "legitimacy_un_majority": "the UN majority",
    "legitimacy_west": "the West",
    "legitimacy_members": "its members",
    "legitimacy_host": "the host",
}
_CHANGES = 90
"""Letters of what was changed, in a title."""


def of_map(table: pd.DataFrame, column: str = "autonomy", poles: Poles = USUAL) -> str:
    """Return which state's value changed most between the first and the last map.

    Args:
        table: as from `sovsim.plots.tile_map.tile_table`.
        column: what is drawn.
        poles: what the region calls its powers.
    """
    panels = list(dict.fromkeys(table["panel"]))
    states = table[~table["hegemon"].astype(bool)]
    wide = states.pivot(index="code", columns="panel", values="value")
    what = readable(column, poles)
    moved = (wide[panels[-1]] - wide[panels[0]]).dropna()
    if len(panels) < 2 or moved.empty:
        return f"{capital(what)} in {panels[0]}"
    if float(moved.abs().max()) < _MOVED:
        return f"{capital(what)} hardly moved in any state"
    code = str(moved.abs().idxmax())
    name = str(states.loc[states["code"] == code, "name"].iloc[0])
    first, last = (float(wide[panel][code]) for panel in (panels[0], panels[-1]))
    return f"{capital(what)} changed most in {name}: from {first:.2f} to {last:.2f}"


def of_trajectories(table: pd.DataFrame, names: Mapping[str, str], poles: Poles = USUAL) -> str:
    """Return the largest move from the first quarter to the last among the lines that are drawn.

    Args:
        table: as from `sovsim.plots.trajectories.trajectory_table`.
        names: code -> name.
        poles: what the region calls its outer powers.
    """
    ordered = table.sort_values("step")
    ends = ordered.groupby(["state", "variable"])["middle"].agg(["first", "last"]).dropna()
    moved = ends["last"] - ends["first"]
    if moved.empty or float(moved.abs().max()) < _MOVED:
        return "No line moved much from the first quarter to the last"
    at = int(moved.abs().to_numpy().argmax())
    state, variable = (str(part) for part in ends.index[at])
    first, last = (float(value) for value in ends.to_numpy()[at])
    verb = "rose" if last > first else "fell"
    return (
        f"What moved most: in {names.get(state, state)} {readable(variable, poles)} "
        f"{verb} from {first:.2f} to {last:.2f}"
    )


def of_plane(table: pd.DataFrame) -> str:
    """Return how many states became freer, and how many of them with fewer ties.

    Args:
        table: as from `sovsim.plots.dependence_autonomy_plane.plane_table`.
    """
    ends = table.sort_values("step").groupby("state")[["dependence", "autonomy"]]
    moved = ends.last() - ends.first()
    freer = moved["autonomy"] > _MOVED
    less = moved["autonomy"] < -_MOVED
    cut = freer & (moved["dependence"] < -_MOVED)
    tied = less & (moved["dependence"] > _MOVED)
    return (
        f"{_states(freer.sum())} freer than at the start ({int(cut.sum())} with fewer ties), "
        f"{_states(less.sum()).lower()} less free ({int(tied.sum())} with more)"
    )


def of_ladder(table: pd.DataFrame, names: Mapping[str, str], hegemon: str) -> str:
    """Return whom the hegemon pressed most often.

    Args:
        table: as from `sovsim.plots.coercion_timeline.ladder_table`.
        names: code -> name.
        hegemon: its name.
    """
    pressed = table[table["rung"] >= Rung.TACIT_PRESSURE]
    quarters = int(table["step"].nunique())
    if pressed.empty:
        return f"{hegemon} pressed nobody in {quarters} quarters"
    counts = pressed.groupby("state")["step"].nunique()
    state = str(counts.idxmax())
    return (
        f"{hegemon} pressed {names.get(state, state)} most: in {int(counts.max())} of "
        f"{quarters} quarters"
    )


def of_order(table: pd.DataFrame, poles: Poles = USUAL) -> str:
    """Return the line of the alliance and of the norms that moved most.

    Args:
        table: as for `sovsim.plots.institutions_norms.draw_institutions_norms`.
        poles: what the region calls its outer powers.
    """
    ordered = table.sort_values("step")
    ends = ordered.groupby(["panel", "line"], sort=False)["value"].agg(["first", "last"]).dropna()
    moved = (ends["last"] - ends["first"]).abs()
    if moved.empty or float(moved.max()) < _MOVED:
        return "Neither the alliance nor a norm moved much"
    at = int(moved.to_numpy().argmax())
    panel, line = (str(part) for part in ends.index[at])
    first, last = (float(value) for value in ends.to_numpy()[at])
    verb = "rose" if last > first else "fell"
    known = poles.local(
        f"legitimacy with {_AUDIENCES.get(line, line.removeprefix('legitimacy_'))}"
        if line.startswith("legitimacy_")
        else line.removeprefix("institution_").replace("_", " ")
    )
    about = panel.split(":")[0] if ":" in panel else capital(panel)
    return f"{about}: {known} {verb} from {first:.2f} to {last:.2f}"


def of_waterfall(table: pd.DataFrame, state: str, column: str, poles: Poles = USUAL) -> str:
    """Return how far a value moved and which term did most of it.

    Args:
        table: as from `sovsim.plots.ledger_waterfall.waterfall_table`.
        state: name of the state.
        column: which value.
        poles: what the region calls its powers.
    """
    levels = table[table["kind"] == "level"]["value"]
    first, last = float(levels.iloc[0]), float(levels.iloc[-1])
    head = f"{capital(readable(column, poles))} of {state}: from {first:.2f} to {last:.2f}"
    terms = table[table["kind"] == "term"]
    if terms.empty or abs(last - first) < _MOVED:
        return head
    along = terms["value"] * (1.0 if last > first else -1.0)
    if float(along.max()) <= 0.0:
        return head
    term = str(terms["label"].iloc[int(along.to_numpy().argmax())])
    return f"{head}, mostly by {poles.local(term)}"


def of_two_histories(
    table: pd.DataFrame, changes: str, names: Mapping[str, str], poles: Poles = USUAL
) -> str:
    """Return what was changed, and where the two histories end furthest apart.

    Args:
        table: as from `sovsim.plots.two_histories.both_table`.
        changes: what was changed, in words.
        names: code -> name.
        poles: what the region calls its outer powers.
    """
    head = textwrap.shorten(capital(changes), _CHANGES, placeholder=" …")
    ends = table[table["step"] == table["step"].max()].reset_index(drop=True)
    apart = (ends["branch"] - ends["run"]).abs()
    if not len(ends) or float(apart.max()) < _MOVED / 2:
        return f"{head}. No line ends elsewhere"
    row = ends.loc[int(apart.to_numpy().argmax())]
    who = names.get(str(row["state"]), str(row["state"]))
    return (
        f"{head}. {capital(readable(str(row['variable']), poles))} in {who} ends at "
        f"{row['branch']:.2f} instead of {row['run']:.2f}"
    )


def of_distributions(table: pd.DataFrame, outcomes: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the middle of the first outcome and how far it is spread, or how arms differ in it.

    Args:
        table: a row a run; a column ``arm`` where there are several.
        outcomes: in the order of the pictures.
        names: outcome -> name and unit.
    """
    if not outcomes:
        return ""
    what = capital(names.get(outcomes[0], outcomes[0]).partition(" (")[0])
    if "arm" in table and table["arm"].nunique() > 1:
        middles = table.groupby("arm", sort=False)[outcomes[0]].median().dropna()
        if len(middles) > 1:
            least, most = str(middles.idxmin()), str(middles.idxmax())
            return (
                f"{what}: middle run from {middles[least]:.3g} ({least}) to {middles[most]:.3g} "
                f"({most})"
            )
    low, middle, high = table[outcomes[0]].dropna().quantile([0.1, 0.5, 0.9])
    return f"{what}: {middle:.3g} in the middle run, {low:.3g} to {high:.3g} in 80 % of runs"


def of_arms(table: pd.DataFrame) -> str:
    """Return the outcome in which arms lie furthest apart for their intervals, and how far.

    Args:
        table: as from `sovsim.plots.arms_outcomes.arms_table`.
    """
    best, found = 0.0, ""
    for outcome, rows in table.groupby("outcome", sort=False):
        known = rows.dropna(subset=["mean", "low", "high"]).reset_index(drop=True)
        if len(known) < 2:
            continue
        means = known["mean"]
        spread = float(means.max() - means.min())
        size = spread / max(float((known["high"] - known["low"]).mean()), 1e-12)
        if spread > 0.0 and size > best:
            low, high = known.iloc[int(means.argmin())], known.iloc[int(means.argmax())]
            best = size
            found = (
                f"furthest apart in {outcome}, from {low['mean']:.3g} ({low['arm']}) to "
                f"{high['mean']:.3g} ({high['arm']})"
            )
    return found or "no outcome differs between the arms"


def _states(count: int) -> str:
    return f"{int(count)} state{'' if int(count) == 1 else 's'}" if count else "No state"
