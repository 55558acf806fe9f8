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
    "new_dependence_russia": "new dependence on the hegemon",
    "new_dependence_share_russia": "share of new dependence on the hegemon",
    "new_dependence_share_west": "share of new dependence on the West",
    "new_dependence_share_china": "share of new dependence on China",
    "new_dependence_share_turkey": "share of new dependence on Turkey",
    "hegemon_war_quarters": "quarters of the hegemon's wars",
    "hegemon_wars": "wars begun by the hegemon",
    "csto_legitimacy_west": "CSTO legitimacy in the West",
    "csto_legitimacy_west_lowest": "CSTO legitimacy in the West, lowest",
    "csto_legitimacy_west_highest": "CSTO legitimacy in the West, highest",
    "isolation_west": "isolation from the West",
    "isolation_world": "isolation from the rest of the world",
    "tension_west": "tension with the West",
}
_BODIES = re.compile(r"\b(cis|csto|eaeu|sco|osce|un|eu|nato)\b")


def metric_name(name: str, poles: Poles = USUAL) -> str:
    """Return a metric's name for readers, with the region's names of the outer powers."""
    if name in _NAMES:
        return poles.local(_NAMES[name])
    return _BODIES.sub(lambda body: body[0].upper(), name.replace("_", " "))
