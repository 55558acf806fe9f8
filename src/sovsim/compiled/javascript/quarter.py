"""A program as a function of JavaScript that takes one run through one quarter.

``quarter(s, f, u, t)`` works on

===== ============================================================================
``s`` the state of the run, `sovsim.compiled.layout.Layout.state`; it is moved on
``f`` what is forced this quarter, ``Layout.forced``; -1 where nothing is
``u`` the draws of the quarter, ``Layout.draws``
``t`` what the ledger is told; only where the program tells anything
===== ============================================================================

Inside, ``w`` and ``b`` hold numbers and truth values between the pieces, ``o`` what becomes of the
state, ``C`` and ``K`` are constants for each unit. All of the state that is read is that before.
"""

from __future__ import annotations

from collections.abc import Iterable

from sovsim.compiled.javascript.expressions import number
from sovsim.compiled.javascript.piece import body, sources_out
from sovsim.compiled.javascript.places import Places
from sovsim.compiled.layout import Layout
from sovsim.compiled.pieces.memory import stretches
from sovsim.compiled.pieces.plan import LENGTH, plan
from sovsim.compiled.program import Program


def quarter(program: Program, layout: Layout, length: int = LENGTH) -> str:
    """Return the source of an expression whose value is the function ``quarter``.

    It stands where the functions of the run-time can be seen.

    Args:
        layout: holds every key that the program reads or gives.
        length: operations in a piece.
    """
    program = program.needed()
    places = Places(program, plan(program, length), layout)
    pieces = [text for piece in places.plan.pieces if (text := body(places, piece))]
    last = sources_out(places)
    calls = "".join(f"p{place}(s,f,u,t);" for place in range(len(pieces)))
    return "\n".join(
        [
            "(()=>{",
            f"const w=new Float64Array({places.scratch.numbers}),"
            f"b=new Uint8Array({places.scratch.truths}),o=new Float64Array({layout.slots});",
            f"const C=new Float64Array([{_listed(places.numbers.values)}]),"
            f"K=new Int32Array([{_listed(places.whole.values)}]);",
            *(f"function p{place}(s,f,u,t){{{text}}}" for place, text in enumerate(pieces)),
            f"return(s,f,u,t)=>{{{calls}{last}{_copied(places)}}};}})()",
        ]
    )


def _listed(values: Iterable[float]) -> str:
    return ",".join(number(value).text for value in values)


def _copied(places: Places) -> str:
    """Return the statements that make what becomes of the state the state."""
    found = stretches(places.ends)
    return "".join(f"s.set(o.subarray({first},{last}),{first});" for first, last in found)
