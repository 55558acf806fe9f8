"""Ranges are shown without the noise of floats; the numbers themselves are not touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovsim.odd.markdown import number
from sovsim.parameters import registry
from tests.app.modules import told
from tests.compiled.node import needs_node

MOST = 9
"""Letters of a number that somebody would write: -0.000125 has as many."""


def ends() -> list[float]:
    return [end for one in registry().values() for end in (one.low, one.high, one.value)]


def noisy() -> list[float]:
    return [end for end in ends() if len(repr(end)) > MOST + 3]


def test_documents_show_ranges_as_somebody_would_write_them() -> None:
    assert len(noisy()) > 50
    assert not [end for end in ends() if len(number(end)) > MOST]
    assert all(float(number(end)) == pytest.approx(end, rel=1e-9, abs=0) for end in ends())


@pytest.mark.slow
@needs_node
def test_pages_show_them_so_too(tmp_path: Path) -> None:
    shown = told(
        tmp_path,
        {"core/numbers.js": "exact"},
        'JSON.parse(text("ends.json")).map(exact)',
        {"ends.json": json.dumps(ends())},
    )
    assert not [one for one in shown if len(one) > MOST]
    values = [float(one.replace("\N{MINUS SIGN}", "-")) for one in shown]
    assert values == pytest.approx(ends(), rel=1e-9, abs=0)
