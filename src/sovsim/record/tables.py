"""The tables of a run, as files and notebooks show them.

=============  =======================================================================
table          columns
=============  =======================================================================
states         wide: run, step, quarter, state, one column per component of a variable
               of states; codes stand as the names of their members
system         long: run, step, quarter, actor, variable, value: the hegemon, outer
               powers, norms, the world, dyads, contested units; codes as numbers
institutions   wide: run, step, quarter, institution, one column per component
events         run, step, quarter, type, actor, target, rung, route, talks, size,
               cause, claims
choices        run, step, quarter, actor, target, decision, option, term, value,
               probability, draw, chosen, source: a row per open option and motive
ledger         run, step, quarter, state, variable, term, value, claims: what moved
               what; codes as numbers; terms of zero are left out
=============  =======================================================================

The ``cause`` of an event is ``scenario`` where the scenario set it, and ``forced``, ``play`` or
``policy`` where it carries out a decision that was not the model's own; else it is the rule's.
``step`` counts quarters from 0; a row shows the world at the end of its quarter. In the long
tables ``variable`` is a component's full name (`sovsim.record.columns`). For every actor,
variable and quarter the ledger's terms sum to the change since the quarter before.
"""

from __future__ import annotations

import pyarrow as pa

from sovsim.record.choices import choices_table
from sovsim.record.events import events_table
from sovsim.record.history import History
from sovsim.record.ledger import ledger_table
from sovsim.record.panels import institutions_table, states_table, system_table


def build_tables(history: History) -> dict[str, pa.Table]:
    """Return every table of a history, by name."""
    return {
        "states": states_table(history),
        "institutions": institutions_table(history),
        "system": system_table(history),
        "events": events_table(history),
        "choices": choices_table(history),
        "ledger": ledger_table(history),
    }
