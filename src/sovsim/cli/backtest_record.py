"""What ``sovsim backtest`` does without a folder: a backtest on the facts that ship."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sovsim.backtest.record import RecordBacktest
    from sovsim.backtest.run import Backtest


def backtest_on_facts(
    scenario: str,
    cuts: Sequence[int],
    until: int | None,
    runs: int,
    seed: int,
    members: int | None,
    out: Path | None,
    formats: tuple[str, ...],
    as_json: bool,
) -> None:
    """Run the backtest, write its tables and print what it found.

    Without members rates of events are those assumed.
    """
    from sovsim.backtest.at_each_cut import events_at_each_cut
    from sovsim.backtest.record import record_design, run_record
    from sovsim.cli.output import print_json
    from sovsim.cli.progress import ANEW, Bar
    from sovsim.disk.plain import plain
    from sovsim.scenario import load_scenario
    from sovsim.studies.write import write_study

    asked = record_design(load_scenario(scenario), cuts, until, runs, seed)
    fit = None if members is None else events_at_each_cut(asked, members)
    with Bar("backtest", ANEW) as bar:
        found = run_record(asked, progress=bar, fit=fit)
    summary = _summary(found)
    if out is not None:
        write_study(out, found.tables, summary)
        if formats:
            _draw(found, out, formats)
    if as_json:
        told = ("lasting", "changes", "events", "bars", "votes")
        print_json({**plain(summary), **{name: plain(found.tables[name].to_dict("records"))
                                         for name in told}})  # fmt: skip
        return
    _show(found, out)


def asked_of(found: Backtest | RecordBacktest) -> dict[str, Any]:
    """Return what any backtest was asked, and how many points each cut ran from."""
    asked = found.design
    return {
        "scenario": asked.scenario.name,
        "cuts": list(asked.cuts),
        "first": asked.first,
        "last": asked.last,
        "runs": asked.runs,
        "seed": asked.seed,
        "points": {str(cut): size for cut, size in found.samples.items()},
    }


def _summary(found: RecordBacktest) -> dict[str, Any]:
    from sovsim.backtest.record_told import how, losses
    from sovsim.observed.record_indicators import RECORD_INDICATORS

    asked = found.design
    return {
        "on": "facts of public record that ship",
        **asked_of(found),
        "loses": losses(found),
        "how": how(found),
        "not_complete": [one.name for one in RECORD_INDICATORS if not one.complete],
        "sized_with_data_in_view": list(asked.sight.in_view),
        "observed_start_values": list(asked.sight.starts),
    }


def _draw(found: RecordBacktest, out: Path, formats: tuple[str, ...]) -> None:
    from sovsim.disk.put import put
    from sovsim.plots.study_figures import save_figures
    from sovsim.report.record_page import drawn, render_record

    pictures = drawn(found)
    save_figures(pictures, out / "figures", formats)
    put(out / "report.html", render_record(found, pictures))


def _show(found: RecordBacktest, out: Path | None) -> None:
    from sovsim.backtest.record_told import how, losses, tables
    from sovsim.cli.output import heading, paragraph, print_table, say

    heading("Where the model loses")
    for sentence in losses(found):
        paragraph(sentence, 2)
    say("")
    for _, title, rows in tables(found):
        print_table(rows, {key: str(key) for key in rows[0]}, title)
        say("")
    for text in how(found):
        paragraph(text)
    if out is not None:
        say(f"written to {out}")
