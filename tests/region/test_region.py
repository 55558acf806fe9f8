"""The shipped regions: well formed, sourced, in code order."""

import json
from pathlib import Path

import numpy as np
import pytest

from sovsim.arrays import FloatArray
from sovsim.axes import ConflictStatus, Holder, Institution
from sovsim.claims import gap, get
from sovsim.quarters import parse
from sovsim.region import Region, RegionError, Topology, load_region, region_names
from sovsim.variables import COMPONENTS, VARIABLES

UNNAMED = {"ARM", "BLR", "EST", "LTU", "LVA"}
FLAWS = {
    "unknown key": ('sphere = "x"', 'sfere = "x"', 6, "did you mean 'sphere'"),
    "unknown table": ("[[membership]]", "[[memberships]]", 31, "did you mean 'membership'"),
    "unknown column": ("_trade", "_trad", 37, "did you mean 'dependence_trade'"),
    "unknown state": (
        "{ AAA = 0.5, BBB = 0.2 }",
        "{ AAB = 0.5, AAA = 0.5, BBB = 0.2 }",
        39,
        "'AAA'",
    ),
    "missing state": ("{ AAA = 0.5, BBB = 0.2 }", "{ AAA = 0.5 }", 39, "no value for BBB"),
    "out of bounds": ("BBB = 0.2", "BBB = 1.2", 39, "= 1.2 is outside the range"),
    "text for a number": ("BBB = 0.2", 'BBB = "0,2"', 39, "= '0,2' must be a number"),
    "one-sided border": ('borders = ["AAA"]', "borders = []", 23, "does not name"),
    "unknown neighbour": (
        'borders = ["BBB", "HEG"]',
        'borders = ["BBB", "HEG", "AAC"]',
        23,
        "did you mean 'AAA'",
    ),
    "its own neighbour": ('["BBB", "HEG"]', '["AAA", "BBB", "HEG"]', 23, "the state itself"),
    "inferred without claims": ('"assumed"', '"inferred"', 37, "needs the claims"),
    "claim that is not there": (
        '"assumed"',
        '"inferred"\nclaims = ["jcep-soviet-legac"]',
        39,
        "did you mean 'jcep-soviet-legacy'",
    ),
    "a flow": ("dependence_trade", "offer_eu", 37, "written afresh"),
    "formal sovereignty": ("dependence_trade", "formal_sovereignty", 37, "never changes"),
    "bad quarter": ('from = "1992Q1"', 'from = "1992"', 34, "= '1992' is no quarter"),
    "end before start": ('from = "1992Q1"', 'from = "1992Q1"\nuntil = "1991Q4"', 31, "not after"),
    "institution that is not there": (
        'institution = "UN"',
        'institution = "EU"',
        33,
        "allowed: UN",
    ),
    "institution that is none": ('code = "UN"', 'code = "UNO"', 26, "did you mean 'UN'"),
    "a claim on an unnamed state": (
        'status = "assumed"',
        'status = "assumed"\nfor.AAA = { status = "inferred", claims = ["jcep-soviet-legacy"] }',
        39,
        "no document names AAA",
    ),
    "off the map": ("tile = [1, 0]", "tile = [1000000000, 0]", 16, "0 to 99"),
    "far off the map": ("tile = [1, 0]", "tile = [9223372036854775808, 1]", 16, "0 to 99"),
    "a fraction of a tile": ("tile = [1, 0]", "tile = [1.5, 0]", 16, "whole numbers"),
    "three places": ("tile = [1, 0]", "tile = [1, 0, 2]", 16, "[2, 5]"),
    "code in small letters": ('code = "BBB"', 'code = "bbb"', 14, "capital letters"),
    "name over two lines": ('name = "B"', 'name = "B\\nC"', 15, "one line"),
    "name too long": ('name = "B"', f'name = "{"B" * 61}"', 15, "at most 60 letters"),
    "spread of codes": (
        'status = "assumed"\nvalues = { AAA = 0.5, BBB = 0.2 }\n',
        'status = "assumed"\nvalues = { AAA = 0.5, BBB = 0.2 }\n\n[initial.conflict_status]\n'
        'status = "assumed"\nvalue = "none"\nspread = 1.0\n',
        44,
        "does not go with codes",
    ),
    "range out of bounds": (
        'status = "assumed"',
        'status = "assumed"\nrange = [2.0, 3.0]',
        39,
        "out of bounds",
    ),
}
SMALL = """
[region]
name = "small"
title = "Small"
description = "x"
sphere = "x"

[region.hegemon]
code = "HEG"
name = "Hegemonia"
tile = [0, 0]

[[state]]
code = "BBB"
name = "B"
tile = [1, 0]
borders = ["AAA"]

[[state]]
code = "AAA"
name = "A"
tile = [1, 1]
borders = ["BBB", "HEG"]

[[institution]]
code = "UN"
name = "United Nations"
founded = "1945Q4"
source = "UN member states list"

[[membership]]
codes = ["BBB"]
institution = "UN"
from = "1992Q1"
source = "UN member states list"

[initial.dependence_trade]
status = "assumed"
values = { AAA = 0.5, BBB = 0.2 }
"""


@pytest.fixture(scope="module")
def post_soviet() -> Region:
    return load_region("post-soviet")


@pytest.fixture(params=region_names())
def region(request: pytest.FixtureRequest) -> Region:
    return load_region(str(request.param))


def test_three_regions_are_shipped() -> None:
    assert region_names() == ("post-soviet", "toy-four-states", "toy-two-states")


def test_name_in_the_file_is_the_name_of_the_file() -> None:
    assert [load_region(name).name for name in region_names()] == list(region_names())


def test_states_are_in_code_order(region: Region) -> None:
    assert list(region.codes) == sorted(region.codes)


def test_order_of_the_file_does_not_matter(tmp_path: Path) -> None:
    head, first, second, *rest = SMALL.split("[[")
    swapped = tmp_path / "swapped.toml"
    swapped.write_text("[[".join([head, second, first, *rest]), encoding="utf-8")
    straight = tmp_path / "straight.toml"
    straight.write_text(SMALL, encoding="utf-8")
    assert load_region(swapped).as_dict() == load_region(straight).as_dict()
    assert load_region(swapped).initial["dependence_trade"].values.tolist() == [0.5, 0.2]


def test_a_folder_is_the_sum_of_its_files(tmp_path: Path) -> None:
    whole = tmp_path / "small.toml"
    whole.write_text(SMALL, encoding="utf-8")
    folder = tmp_path / "small"
    folder.mkdir()
    head, initial = SMALL.split("[initial", 1)
    (folder / "a.toml").write_text("[initial" + initial, encoding="utf-8")
    (folder / "b.toml").write_text(head, encoding="utf-8")
    assert load_region(folder).as_dict() == load_region(whole).as_dict()


def test_every_column_is_known_and_within_bounds(region: Region) -> None:
    assert region.initial
    for column, entry in region.initial.items():
        variable = VARIABLES[COMPONENTS[column][0]]
        assert variable.kind != "flow"
        assert entry.units == region.units(variable.per)
        assert variable.low <= entry.low <= entry.values.min()
        assert entry.values.max() <= entry.high <= variable.high
        assert entry.spread >= 0.0


def test_post_soviet_states_and_what_starts_the_war(post_soviet: Region) -> None:
    assert len(post_soviet.codes) == 14
    war = post_soviet.initial["dyad_war"]
    assert dict(zip(war.units, war.values, strict=True))["ARM-AZE"] == 1.0
    status = post_soviet.initial["conflict_status"].values
    assert status[post_soviet.index("AZE")] == ConflictStatus.FIGHTING
    assert status[post_soviet.index("TJK")] == ConflictStatus.NONE
    holder = post_soviet.initial["holder"]
    assert holder.units[1] == "crimea"
    assert holder.values[1] == Holder.PARENT


def test_every_column_that_makes_states_differ_is_given(post_soviet: Region) -> None:
    derived = ("core_", "perceived_expectation_", "membership_", "bid_", "severance", "near_pole_")
    left_alone = {
        "formal_sovereignty",
        "energy_project",
        "trade_scar",
        "debt",
        "diplomatic_relations",
        "support",
        "deployment_days",
        "war_quarters",
        "dissent",
        "let_down",
        "disputed",
        "victors",
        "neutral",
        "hegemon_war",
        "occupation",
        "presence_mandate",
        "opening_bid",
        "opening_disorder",
        "spent",
        "citizenship",
        "contact",
    }
    missing = {
        column
        for column, (name, _) in COMPONENTS.items()
        if VARIABLES[name].per == "state"
        and VARIABLES[name].kind != "flow"
        and not VARIABLES[name].rests
        and column not in post_soviet.initial
        and not column.startswith(derived)
    }
    assert missing == left_alone


def test_every_cited_claim_exists(region: Region) -> None:
    cited = list(region.citations())
    assert cited or region.name != "post-soviet"
    for claim, _, _ in cited:
        assert get(claim).id == claim
    for entry in region.initial.values():
        for provenance in (entry.provenance, *entry.exceptions.values()):
            assert not provenance.gap or gap(provenance.gap).id == provenance.gap


def test_what_rests_on_claims_rests_on_more_than_titles(region: Region) -> None:
    for entry in region.initial.values():
        for provenance in (entry.provenance, *entry.exceptions.values()):
            if provenance.status in ("stated", "inferred"):
                strengths = {get(claim).strength for claim in provenance.claims}
                assert strengths - {"title"}, (entry.column, provenance)
            if provenance.status == "stated":
                assert "title" not in strengths, (entry.column, provenance)


def test_states_that_no_document_names_carry_no_claim(post_soviet: Region) -> None:
    assert {state.code for state in post_soviet.states if not state.named_in} == UNNAMED
    for entry in post_soviet.initial.values():
        for code in UNNAMED.intersection(entry.units):
            provenance = entry.provenance_of(code)
            assert provenance.claims == ()
            assert provenance.status in ("observed", "calibrated", "assumed")


def test_claims_of_a_column_reach_the_states_that_are_named(post_soviet: Region) -> None:
    security = post_soviet.initial["dependence_security"]
    assert "jcep-inherited-ties-security" in security.provenance_of("KAZ").claims
    energy = post_soviet.initial["dependence_energy"].provenance_of("UKR")
    assert energy.status == "inferred"
    assert energy.claims == ("overview-ukraine-energy-dependence",)


def test_membership_facts_are_dated_and_sourced(region: Region) -> None:
    founded = {info.institution: parse(info.founded) for info in region.institutions}
    for fact in region.memberships:
        assert fact.source
        assert parse(fact.start) >= founded[fact.institution]
        assert fact.until is None or parse(fact.until) > parse(fact.start)
        assert fact.code in {*region.codes, region.hegemon.code}


@pytest.mark.parametrize(
    ("institution", "quarter", "members"),
    [
        (Institution.CSTO, "1992Q1", ""),
        (Institution.CSTO, "1992Q2", "ARM KAZ KGZ TJK UZB"),
        (Institution.CSTO, "1999Q1", "ARM AZE BLR GEO KAZ KGZ TJK UZB"),
        (Institution.CSTO, "1999Q2", "ARM BLR KAZ KGZ TJK"),
        (Institution.CSTO, "2010Q1", "ARM BLR KAZ KGZ TJK UZB"),
        (Institution.CSTO, "2013Q4", "ARM BLR KAZ KGZ TJK"),
        (Institution.SCO, "2001Q2", "KAZ KGZ TJK UZB"),
        (Institution.EAEU, "2015Q4", "ARM BLR KAZ KGZ"),
        (Institution.NATO, "2004Q1", "EST LTU LVA"),
        (Institution.EU, "2004Q1", ""),
        (Institution.EU, "2004Q2", "EST LTU LVA"),
    ],
)
def test_members_at(
    post_soviet: Region, institution: Institution, quarter: str, members: str
) -> None:
    mask = post_soviet.members_at(institution, parse(quarter))
    found = [code for code, member in zip(post_soviet.codes, mask, strict=True) if member]
    assert found == members.split()


def test_georgia_leaves_the_cis_and_the_hegemon_stays(post_soviet: Region) -> None:
    georgia = post_soviet.index("GEO")
    assert post_soviet.members_at(Institution.CIS, parse("2009Q2"))[georgia] == 1.0
    assert post_soviet.members_at(Institution.CIS, parse("2009Q3"))[georgia] == 0.0
    assert post_soviet.hegemon_member_at(Institution.CIS, parse("2009Q3"))
    assert not post_soviet.hegemon_member_at(Institution.NATO, parse("2009Q3"))


def test_founded_at(post_soviet: Region) -> None:
    founded = post_soviet.founded_at(parse("2002Q1"))
    assert founded[Institution.SCO] == 1.0
    assert founded[Institution.EAEU] == 0.0
    assert post_soviet.founded_at(parse("2015Q1")).sum() == len(Institution)


def test_wishes_are_not_one_axis(post_soviet: Region) -> None:
    def averaged(name: str) -> FloatArray:
        columns = [f"{name}_{domain}" for domain in ("political", "security", "economic")]
        mean = np.mean([post_soviet.initial[column].values for column in columns], axis=0)
        return np.asarray(mean, dtype=np.float64)

    correlation = np.corrcoef(averaged("preference_russia"), averaged("preference_west"))[0, 1]
    assert -0.7 < correlation < -0.3


def test_dictionary_is_plain_and_stable(region: Region) -> None:
    text = json.dumps(region.as_dict(), sort_keys=True)
    assert json.loads(text) == region.as_dict()
    assert text == json.dumps(load_region(region.name).as_dict(), sort_keys=True)


def test_values_cannot_be_written(post_soviet: Region) -> None:
    with pytest.raises(ValueError, match="read-only"):
        post_soviet.initial["capacity"].values[0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        Topology.from_region(post_soviet).neighbour_weight[0, 0] = 0.0


@pytest.mark.parametrize("flaw", FLAWS)
def test_errors_say_in_three_lines_where_and_what(flaw: str, tmp_path: Path) -> None:
    right, wrong, line, words = FLAWS[flaw]
    file = tmp_path / "small.toml"
    assert right in SMALL
    file.write_text(SMALL.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(file)
    message = caught.value.problems[0].message
    assert words in message
    assert message.startswith(f"{file}:{line}: ")
    assert len(message.splitlines()) <= 3
    assert len(message) < 600
    assert caught.value.key


def test_unknown_region_names_the_nearest() -> None:
    with pytest.raises(RegionError, match="did you mean 'post-soviet'"):
        load_region("post-sovjet")


def test_a_unit_may_not_stand_twice(tmp_path: Path) -> None:
    file = tmp_path / "small.toml"
    file.write_text(SMALL.replace('code = "BBB"', 'code = "AAA"', 1), encoding="utf-8")
    with pytest.raises(RegionError, match="'AAA' stands there twice"):
        load_region(file)
