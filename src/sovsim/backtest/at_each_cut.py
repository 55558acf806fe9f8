"""A sample fitted at each cut, to what was known then and to nothing later."""

from __future__ import annotations

from sovsim.backtest.design import Design
from sovsim.backtest.path import Fitting
from sovsim.calibration.calibrate import calibrate
from sovsim.calibration.event_rates import event_rates
from sovsim.calibration.posterior import Posterior
from sovsim.calibration.problem import CalibrationError
from sovsim.calibration.smoother import library
from sovsim.observed.folder import Observed
from sovsim.observed.public_record import PublicRecord

MEMBERS = 200


def at_each_cut(asked: Design, observed: Observed, members: int = MEMBERS) -> Fitting:
    """Return what fits parameters and start values at a cut (`sovsim.calibration`).

    A fit starts from values before any fit, whatever ships, and is handed the folder as it stood
    at the cut. Where there is too little to fit to, the runs of the cut take assumed values.

    Raises:
        CalibrationError: the library of the smoother is missing.
    """
    library()

    def fit(cut: int) -> Posterior | None:
        known = observed.until(cut)
        try:
            return calibrate(asked.scenario, known, cut, members=members, seed=asked.seed)
        except CalibrationError:
            return None

    return fit


def events_at_each_cut(
    asked: Design, members: int = MEMBERS, record: PublicRecord | None = None
) -> Fitting:
    """Return what fits rates of events at a cut to counts of the record that ships.

    For whoever has no folder: all else is assumed. Cuts with few years before them take assumed
    rates, too.

    Args:
        asked: the backtest.
        members: of each sample.
        record: facts; those that ship by default.
    """
    return event_rates(asked.scenario, asked.cuts, members, asked.seed, record)
