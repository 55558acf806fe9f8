"""Every arm of an experiment on the screen: what it changes, and what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sovsim.experiment.finished import Finished


def show_arms(finished: Finished) -> None:
    """Print what each arm changes against the first, and the outcomes of all arms."""
    from sovsim.cli.output import heading, paragraph, print_table
    from sovsim.experiment.by_arm import by_arm, caption, change_rows, outcome_rows

    told = by_arm(finished)
    print()
    heading("Every arm")
    rows = outcome_rows(told)
    print_table(rows, {key: key for key in rows[0]})
    paragraph(caption(told))
    print()
    print("What each changes against the first:")
    for row in change_rows(told):
        paragraph(f"{row['arm']}: {row['changes']}", 2)
