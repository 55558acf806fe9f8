"""Start values and rates fitted to what was observed up to a cut, as a sample that runs can take.

Reading a posterior needs nothing else; making one needs the extra ``calibrate``.
"""

from sovsim.calibration.posterior import Posterior, PosteriorError, read_posterior

__all__ = ["Posterior", "PosteriorError", "read_posterior"]
