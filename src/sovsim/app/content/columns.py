"""Variables and their columns: what each means, in which unit, who may see it."""

from __future__ import annotations

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import option_label, part_label, unit_label, variable_label
from sovsim.axes import member_name
from sovsim.compiled.javascript.model_data import settable
from sovsim.record.columns import Column
from sovsim.record.columns import columns as columns_of
from sovsim.record.explained import HEADLINES
from sovsim.record.reads import STREETS
from sovsim.region import Region
from sovsim.scenario.checks import HEGEMON_COLUMNS
from sovsim.telling.names import Names
from sovsim.variables import VARIABLES, Variable

HEADLINE = (
    *HEADLINES,
    *(name for name in STREETS if name != "grievance"),
    *("capacity", "welfare", "pressure", "threat_perception"),
    *("preference_russia", "preference_west", "public_russia", "public_west"),
    *("bid_stage", "membership", "relation", "rung", "action", "conflict_status"),
    *("presence", "presence_unasked", "occupation", "territory_held", "debt"),
    *("cohesion", "credibility", "legitimacy", "norm_strength", "recognition"),
    *("rhetoric_respect", "action_respect", "sanction_burden", "isolation_west"),
)
"""Variables that a menu offers first; ours."""

HIDDEN = (
    *("sovereignty_conception", "expected_compliance", "expected_bid"),
    *("doctrine", "self_image", "alarm", "spent", "opening_disorder", "opening_bid"),
    *("agitation", "leader_mission", "lean_compelled", "lean_inclined"),
)
"""What no government but the hegemon's sees: its silent expectations, the sovereignty that it
grants, how it reads disorder and bids, what it stirs up in secret, what it will want of the
alliance; and the two pulls that are the model's own. What a state *believes* is expected of it
(``perceived_expectation``) it knows."""


def variables(region: Region, cites: Cites) -> Data:
    """Return every variable by name, with its columns; what a mean over its parts is called."""
    names, held = Names(region), _columns(region)
    return {
        name: {
            "label": variable_label(name, names),
            "meaning": names.local(variable.meaning),
            "unit": unit_label(variable.unit),
            "per": variable.per,
            "low": variable.low,
            "high": variable.high,
            "start": _start(variable, region),
            "codes": _codes(variable),
            "claims": cites(variable.claims),
            "columns": [column.name for column in held[name]],
            "headline": name in HEADLINE,
            "hidden": name in HIDDEN,
        }
        for name, variable in VARIABLES.items()
        if name in held
    }


def columns(region: Region, cites: Cites) -> Data:
    """Return every column that a region has by its name.

    A column of states has no actor of its own; one of the system says whose it is.
    """
    names = Names(region)
    found = {}
    for whole in _columns(region).values():
        for column in whole:
            variable = column.variable
            label = variable_label(variable.name, names)
            part = _part(column, names)
            found[column.name] = {
                "label": f"{label} ({part})" if part else label,
                "meaning": names.local(variable.meaning),
                "unit": unit_label(variable.unit),
                "per": variable.per,
                "of": column.actors[0] if variable.per == "system" else None,
                "low": variable.low,
                "high": variable.high,
                "start": _start(variable, region),
                "codes": _codes(variable),
                "claims": cites(variable.claims),
                "variable": variable.name,
                "part": part,
                "headline": variable.name in HEADLINE,
                "hidden": variable.name in HIDDEN,
            }
    return found


def _columns(region: Region) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = {}
    for column in columns_of(region):
        found.setdefault(column.variable.name, []).append(column)
    return found


def _part(column: Column, names: Names) -> str:
    """Return which part of its variable a column is, in words; empty where there is but one."""
    axes = column.variable.axes
    members = (axis(place) for axis, place in zip(axes, column.index, strict=True))
    return part_label(members, names)


def _start(variable: Variable, region: Region) -> str:
    """Return whose start values a variable stands among, as in ``initial.UNIT.COLUMN``.

    A kind of units, or ``hegemon`` or ``system`` for what there is once; empty where no start value
    can be set.
    """
    if not settable(variable, region):
        return ""
    columns = {column for column, _ in variable.components()}
    return "hegemon" if columns <= HEGEMON_COLUMNS else variable.per


def _codes(variable: Variable) -> dict[str, str] | None:
    if variable.codes is None:
        return None
    return {str(int(code)): option_label(member_name(code)) for code in variable.codes}
