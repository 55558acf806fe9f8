"""``--posterior``: runs that start from what was fitted to data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sovsim.cli.errors import InputError

if TYPE_CHECKING:
    from sovsim.ensemble.fitted import Fitted

PosteriorName = Annotated[
    str | None,
    typer.Option(
        "--posterior",
        metavar="NAME-or-DIR",
        help="Start from what was fitted to data: parameters and start values of its members.",
        show_default=False,
    ),
]
Members = Annotated[
    int | None,
    typer.Option(
        "--members",
        min=1,
        help="Take the first members of the posterior only, so that each has more runs.",
        show_default=False,
    ),
]


def fitted(name: str | None, members: int | None = None) -> Fitted | None:
    """Return the posterior of a name or folder; None where none is asked for.

    Args:
        members: how many of its members are taken, from the first; all by default.
    """
    if name is None:
        if members is not None:
            raise InputError(f"--members {members}: goes with --posterior")
        return None
    from sovsim.calibration import read_posterior
    from sovsim.ensemble.fitted import Fitted

    return Fitted.of(read_posterior(name), name).first(members)


APART = (
    "from fitted: the share of the variance that lies between members of the posterior, with its "
    "90 % interval: what data leave open. The rest is chance, which no data take away. More runs "
    "of fewer --members make it narrower."
)


def shared(row: Mapping[str, Any]) -> str:
    """Return the share of a variance that is the posterior's, with its interval."""
    if row["fitted"] is None:
        return "-"
    return f"{row['fitted']:.0%} [{row['fitted_low']:.0%}, {row['fitted_high']:.0%}]"
