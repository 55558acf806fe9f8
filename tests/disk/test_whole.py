"""Content that shows whether it is whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sovsim.disk.whole import marked, whole


@given(st.binary())
def test_what_is_marked_comes_back(content: bytes) -> None:
    assert whole(marked(content)) == content


@given(st.binary(), st.data())
def test_what_is_cut_or_changed_does_not(content: bytes, data: st.DataObject) -> None:
    found = marked(content)
    place = data.draw(st.integers(0, len(found) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    changed = found[:place] + bytes([found[place] ^ bit]) + found[place + 1 :]
    assert whole(changed) is None
    assert whole(found[:place]) is None
    assert whole(content) is None
