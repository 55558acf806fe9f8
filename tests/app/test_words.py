"""What the pages say: every language says all of it, and every key that is asked for is there."""

from __future__ import annotations

import re

import pytest

from sovsim.app.page.front import modules
from sovsim.app.words import USUAL, languages, texts

_ASKED = re.compile(r"""\b(tn?)\(\s*"([a-z0-9.-]+)\"""")
_NAMES = re.compile(r"\{(\w+)\}")


def test_english_comes_first() -> None:
    assert languages()[0] == USUAL


@pytest.mark.parametrize("language", languages())
def test_a_language_says_all_with_the_same_names_in_it(language: str) -> None:
    own, english = texts(language), texts()
    assert sorted(own) == sorted(english)
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
    whole = "\n".join(modules().values())
    families = set(re.findall(r"`([a-z.-]+)\.?\$\{", whole))
    for key in texts():
        stem = key.removesuffix(".one").removesuffix(".many")
        spoken = f'"{key}"' in whole or f'"{stem}"' in whole
        of_a_family = any(key.startswith(family) for family in families if family)
        assert spoken or of_a_family, f"no page says {key}"
