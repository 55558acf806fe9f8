"""The region of a run folder is read in its shape; what is damaged is named by its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sovsim.documents.errors import DocumentError
from sovsim.record.region_data import region_from_dict
from sovsim.region import load_region, region_names

DAMAGE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "a table is lost": (lambda data: data.pop("states"), "key 'states' is missing"),
    "a key is lost": (lambda data: data["states"][0].pop("tile"), "key 'states.tile' is missing"),
    "a body that is none": (
        lambda data: data["memberships"][0].update(institution="UNO"),
        "'UNO' is none of CIS",
    ),
    "states in another order": (lambda data: data["states"].reverse(), "not in code order"),
    "a value that is none": (
        lambda data: data["initial"]["unrest"]["values"].update(KAZ=None),
        "key 'initial.unrest.values.KAZ'",
    ),
    "a column that is none": (lambda data: data["initial"].update(x=3), "must be a table"),
}


@pytest.mark.parametrize("name", region_names())
def test_a_region_comes_back_as_it_was(name: str) -> None:
    region = load_region(name)
    assert region_from_dict(region.as_dict()).as_dict() == region.as_dict()


@pytest.mark.parametrize("case", DAMAGE)
def test_damage_is_named(case: str) -> None:
    harm, words = DAMAGE[case]
    data = load_region("post-soviet").as_dict()
    harm(data)
    with pytest.raises(DocumentError) as caught:
        region_from_dict(data, "runs/x/manifest.json")
    assert str(caught.value).startswith("runs/x/manifest.json: ")
    assert words in str(caught.value)


@pytest.mark.parametrize("data", [None, 3, [], "x"])
def test_what_is_no_table_is_no_region(data: Any) -> None:
    with pytest.raises(DocumentError, match="must be a table"):
        region_from_dict(data)
