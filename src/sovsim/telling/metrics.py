"""Names of metrics for readers."""

from __future__ import annotations

import re

from sovsim.region.poles import USUAL, Poles

_NAMES = {
    "alignment_russia": "alignment with the hegemon",
    "alignment_west": "alignment with the West",
    "dependence_russia": "dependence on the hegemon",
    "dependence_west": "dependence on the West",
    "dependence_china": "dependence on China",
    "dependence_turkey": "dependence on Turkey",
}
_BODIES = re.compile(r"\b(cis|csto|eaeu|sco|osce|un|eu|nato)\b")


def metric_name(name: str, poles: Poles = USUAL) -> str:
    """Return a metric's name for readers, with the region's names of the outer powers."""
    if name in _NAMES:
        return poles.local(_NAMES[name])
    return _BODIES.sub(lambda body: body[0].upper(), name.replace("_", " "))
