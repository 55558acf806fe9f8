"""What a search came to, as a part of the page."""

from __future__ import annotations

from sovsim.options import sentences as say
from sovsim.options.page import Section, Table
from sovsim.options.search import Search, Setting
from sovsim.telling.names import listed


def search_section(search: Search) -> Section:
    """Return the part of the page about a search."""
    labels = {one.measure.name: one.measure for one in search.finished.answer.ruling}
    lead = (
        f"{len(search.trials)} settings of {listed(_levers(search))} of {search.policy} tried "
        f"in {search.worlds} worlds, each by its mean over the worst third of them. What was "
        f"found is ranked above and below beside all policies, in "
        f"{search.finished.answer.points} worlds that the search did not see."
    )
    return Section(
        "search",
        "What a search over the levers found",
        lead=[lead],
        points=[
            *(_told(search, setting) for setting in search.found),
            *_in_vain(search, [one.label for one in labels.values()]),
        ],
        tables=[
            Table(
                f"Mean over the worst third of worlds: {measure.label}",
                [
                    {
                        "policy": one.name,
                        "levers": ", ".join(f"{n} {v:.3g}" for n, v in one.values.items()) or "-",
                        "where searched": say.number(measure.sign * one.searched[name], measure),
                        "unseen worlds": say.number(measure.sign * one.held_out[name], measure),
                    }
                    for one in (search.written, *search.found)
                ],
            )
            for name, measure in labels.items()
            if any(setting.aim == measure.label for setting in search.found)
        ],
    )


def _levers(search: Search) -> list[str]:
    return [name for name in map(str, search.trials) if not name.startswith("aim ")]


def _in_vain(search: Search, labels: list[str]) -> list[str]:
    rest = [label for label in labels if label not in [one.aim for one in search.found]]
    if not rest:
        return []
    return [
        f"By {listed(rest)} no setting did better than {search.policy} as written by as much as "
        "matters, not even where the search was."
    ]


def _told(search: Search, setting: Setting) -> str:
    measures = {one.measure.label: one.measure for one in search.finished.answer.ruling}
    measure = measures[setting.aim]
    written = search.written
    gain = setting.searched[measure.name] - written.searched[measure.name]
    kept = setting.held_out[measure.name] - written.held_out[measure.name]
    luck = " (what is missing was the winner's luck)" if kept < gain else ""
    pairs = search.finished.answer.pairs
    row = pairs[
        (pairs["measure"] == measure.name)
        & (pairs["x"] == setting.name)
        & (pairs["y"] == written.name)
    ].iloc[0]
    values = ", ".join(f"{name} {value:.3g}" for name, value in setting.values.items())
    verdict = {
        "better": "shown to be better by as much as matters",
        "worse": "shown to be worse by as much as matters",
        "same": "the same for all that matters",
    }.get(str(row["shown"]), "not told apart by as much as matters")
    ends = say.interval(float(row["low"]), float(row["high"]), measure)
    over_all = f"over all of those by {say.number(float(row['better']), measure)} {ends}"
    return (
        f"{setting.name} ({values}), the best by {measure.label}: ahead of {written.name} as "
        f"written by {say.number(gain, measure)} where the search was, by "
        f"{say.number(kept, measure)} in worlds it did not see{luck}; {over_all}: {verdict}."
    )
