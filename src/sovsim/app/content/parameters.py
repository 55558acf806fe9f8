"""Parameters as levers: what each means, its unit and range, and what it rests on."""

from __future__ import annotations

from collections.abc import Container

from sovsim.app.content.cites import Cites, Data
from sovsim.app.content.labels import unit_label
from sovsim.parameters import Parameter, registry
from sovsim.telling.labels import lever_name
from sovsim.telling.names import Names, capital


def parameters(names: Names, cites: Cites, headline: Container[str]) -> Data:
    """Return every parameter by its name.

    Args:
        headline: those that are offered first; what they rest on is told beside their claims.
    """
    return {
        name: {
            "label": _label(one, names),
            "meaning": names.local(one.meaning),
            "unit": unit_label(one.unit),
            "value": one.value,
            "low": one.low,
            "high": one.high,
            "status": one.status,
            "claims": cites(one.claims),
            "group": one.group,
            "because": names.local(one.because) if name in headline else "",
            "headline": name in headline,
        }
        for name, one in registry().items()
    }


def _label(one: Parameter, names: Names) -> str:
    """Return what a lever is called, or what a parameter means up to the first stop.

    A member of a table says which.
    """
    known = lever_name(one.name)
    if known:
        return capital(names.local(known))
    meaning = names.local(one.meaning)
    first, stop, rest = meaning.partition(";")
    _, colon, member = rest.rpartition(": ")
    told = f"{first}: {member}" if stop and colon and one.name.endswith(member) else first
    return capital(told.replace("_", " ").rstrip("."))
