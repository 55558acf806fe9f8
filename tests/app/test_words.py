"""What the pages say: every language says all of it, and every key that is asked for is there."""

from __future__ import annotations

import inspect
import json
import re
from importlib import resources

import pytest

from sovsim.app.content.units import units
from sovsim.app.host import page
from sovsim.app.page import file
from sovsim.app.page.front import modules
from sovsim.app.words import USUAL, languages, names, texts
from tests.app.front.scripts import value_of
from tests.compiled.node import needs_node
from tests.worlds import scenario

_ASKED = re.compile(r"""\b(tn?)\(\s*"([a-z0-9.-]+)\"""")
_NUMBERS = ["\N{MINUS SIGN}1,50", "+0,25", "0,05", "1205"]
_NAMES = re.compile(r"\{(\w+)\}")


def _file(language: str) -> dict[str, str]:
    place = resources.files("sovsim.app").joinpath("front", "texts", f"{language}.json")
    found: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return found


def test_english_comes_first() -> None:
    assert languages()[0] == USUAL


@pytest.mark.parametrize("language", languages())
def test_a_language_says_all_with_the_same_names_in_it(language: str) -> None:
    own, english = _file(language), _file(USUAL)
    every = " and ".join(f"texts/{one}.json" for one in languages())
    lacking, beyond = sorted(english.keys() - own.keys()), sorted(own.keys() - english.keys())
    assert not lacking, f"every text stands in {every}: {language}.json lacks {lacking}"
    assert not beyond, f"every text stands in {every}: en.json lacks {beyond}"
    for key, words in own.items():
        assert words.strip(), key
        assert set(_NAMES.findall(words)) == set(_NAMES.findall(english[key])), key


def test_every_key_that_a_page_asks_for_has_a_text() -> None:
    known = set(texts())
    for path, source in modules().items():
        for call, key in _ASKED.findall(source):
            wanted = {key} if call == "t" else {f"{key}.one", f"{key}.many"}
            assert wanted <= known, f"{path}: {key}"


def test_every_text_is_asked_for_by_some_page() -> None:
    whole = "\n".join([*modules().values(), *map(inspect.getsource, (file, page))])
    families = set(re.findall(r"`([a-z.-]+)\.?\$\{", whole))
    for key in texts():
        stem = key.removesuffix(".one").removesuffix(".many")
        spoken = f'"{key}"' in whole or f'"{stem}"' in whole
        of_a_family = any(key.startswith(family) for family in families if family)
        assert spoken or of_a_family, f"no page says {key}"


@pytest.mark.parametrize("language", languages()[1:])
def test_a_language_has_its_name_for_whoever_there_is(language: str) -> None:
    english = {
        key.removeprefix("name."): said
        for key, said in _file(USUAL).items()
        if key.startswith("name.")
    }
    assert english.pop("UN.whole") == "United Nations"
    found = {code: unit["name"] for code, unit in units(scenario("georgia-2008").region).items()}
    assert english == found
    assert names(language)["Kazakhstan"] == _file(language)["name.KAZ"] != "Kazakhstan"


def test_an_invented_region_keeps_its_own_names() -> None:
    invented = {unit["name"] for unit in units(scenario("toy-two-states").region).values()}
    assert {"Lenia", "Western Alliance"} <= invented
    assert not {"Lenia", "Western Alliance"} & names("de").keys()


@needs_node
def test_names_lists_and_numbers_are_those_of_the_language() -> None:
    imports = {
        "core/texts.js": "inAList, t, useTexts",
        "core/numbers.js": "exact, number, signed, usePoint",
    }
    own = {"said": "{who}: {what}", "list.and": texts("de")["list.and"]}
    use = f"useTexts({json.dumps(own)}, {json.dumps(names('de'))}), usePoint(',')"
    said = """t("said", { who: "the CSTO", what: "Kazakhstan" }), inAList(["a", "b", "c"])"""
    numbers = """number(-1.5), signed(0.25, 2), exact(0.05), number(1204.6)"""
    found = value_of(
        imports, f"({use}, [{said}, t('said', {{ who: 'Lenia', what: 3 }}), {numbers}])"
    )
    assert found == ["OVKS: Kasachstan", "a, b und c", "Lenia: 3", *_NUMBERS]
