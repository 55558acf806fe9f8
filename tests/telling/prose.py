"""What every sentence must be: names instead of codes, and nobody who does things to himself."""

from __future__ import annotations

import re

from sovsim.region import Region

LETTERS = {"CIS", "CSTO", "EAEU", "SCO", "OSCE", "UN", "EU", "NATO"}
_CODE = re.compile(r"\b[A-Z]{2,}\b")


def assert_prose(told: str, region: Region) -> None:
    """No identifier, no code, no gap, and no pattern that was not filled in."""
    assert told == " ".join(told.split())
    assert told
    assert "_" not in told, told
    assert "{" not in told, told
    known = LETTERS | {info.name for info in region.institutions}
    assert not set(_CODE.findall(told)) - known, told
    codes = {*region.codes, region.hegemon.code}
    assert not codes & set(re.findall(r"\w+", told)), told
    assert "the the" not in told.lower(), told
    for unit in region.contested:
        if unit.code != unit.name.lower():
            assert not re.search(rf"\b{unit.code}\b", told), told
