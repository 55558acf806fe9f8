"""Names of actors, columns and codes in place of what tables hold."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sovsim.region import Region
from sovsim.region.poles import USUAL, Poles
from sovsim.variables import COMPONENTS, VARIABLES

FICTION = "fiction"

LETTERS: dict[str, str] = {
    "CIS": "Commonwealth of Independent States",
    "CSTO": "Collective Security Treaty Organisation",
    "EAEU": "Eurasian Economic Union",
    "SCO": "Shanghai Cooperation Organisation",
    "OSCE": "Organization for Security and Co-operation in Europe",
    "UN": "United Nations",
    "EU": "European Union",
    "NATO": "North Atlantic Treaty Organization",
}
"""Bodies that readers know by their letters, and the names that go with the letters; a region
that calls a body otherwise means another one."""

_SPELT = ("UN",)
_NO_ARTICLE = ("NATO",)
_PLACES = ("china", "turkey")
_MISSING = {"CSTO": "the alliance", "CIS": "the regional body"}
"""What stands for a body that a region does not have."""

_PLAIN = {
    "alignment_russia": "alignment with the hegemon",
    "alignment_west": "alignment with the West",
    "dependence": "dependence on the hegemon",
    "dependence_west": "dependence on the West",
    "dependence_china": "dependence on China",
    "dependence_turkey": "dependence on Turkey",
    "preference_russia": "the government's leaning to the hegemon",
    "preference_west": "the government's leaning to the West",
    "core_preference_russia": "the government's settled leaning to the hegemon",
    "core_preference_west": "the government's settled leaning to the West",
    "public_russia": "the public's leaning to the hegemon",
    "public_west": "the public's leaning to the West",
}
"""Names that need more than their underscores taken out."""


def text(value: object) -> str:
    """Return a cell of words as text; a gap is empty."""
    return value if isinstance(value, str) else ""


def capital(words: str) -> str:
    """Return a sentence with a capital letter at its start."""
    return words[:1].upper() + words[1:]


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    *most, last = [*words] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def readable(column: str, poles: Poles = USUAL) -> str:
    """Return a column name in plain words: ``autonomy (political)``.

    Args:
        poles: what the region calls its outer powers.
    """
    return poles.local(_plainly(column))


def _plainly(column: str) -> str:
    if column in _PLAIN:
        return _PLAIN[column]
    if column in COMPONENTS:
        name = COMPONENTS[column][0]
        if VARIABLES[name].axes:
            detail = _spelt(column.removeprefix(name))
            words = _PLAIN.get(name) or _spelt(name)
            return f"{words} ({detail})" if detail else words
    return _spelt(column)


def _spelt(detail: str) -> str:
    """Return the members in a column's name as words, bodies and powers with their capitals."""
    found = [
        word.upper() if word.upper() in LETTERS else capital(word) if word in _PLACES else word
        for word in detail.strip("_").split("_")
    ]
    return " ".join(found)


def institution_name(region: Region, institution: str) -> str:
    """Return how readers know an institution: by its letters, or by the name of its own."""
    info = next(
        (info for info in region.institutions if info.institution.name == institution), None
    )
    if info is None or info.name == LETTERS.get(institution):
        return institution
    return info.name


class Names:
    """Names of a region's actors in place of their codes, with an article where one belongs."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.hegemon = region.hegemon.name
        present = {info.institution.name for info in region.institutions}
        bodies = {code: _body(region, code) for code in LETTERS}
        bodies |= {code: name for code, name in _MISSING.items() if code not in present}
        self.poles = region.poles
        self._names = {"CHINA": region.poles.china, "TURKEY": region.poles.turkey}
        self._names |= bodies
        own = {code: name for code, name in bodies.items() if code not in name.split()}
        self._bodies = {code: name for code, name in own.items() if code not in _SPELT}
        self._names |= {"West": region.poles.west, "abroad": "other regions", "all": "every state"}
        self._names |= {"hegemon": self.hegemon, "world": "the world"}
        self._names |= {state.code: state.name for state in region.states}
        self._names[region.hegemon.code] = region.hegemon.name
        self._names |= {unit.code: unit.name for unit in region.contested}

    def code(self, name: str, among: Iterable[str] | None = None) -> str:
        """Return the code of an actor that is named by its code or its name, in any letters.

        Args:
            name: such as ``KAZ``, ``kaz``, ``Kazakhstan`` or ``the CSTO``.
            among: codes that are asked about; all of the region by default.

        Returns:
            The code; the name as it is where nobody is called that.
        """
        codes = list(self._names if among is None else among)
        known = {_bare(self(code)): code for code in codes}
        known |= {_bare(code): code for code in codes}
        return name if name in codes else known.get(_bare(name), name)

    def local(self, words: str) -> str:
        """Return one of the program's own sentences with the region's names of poles and bodies."""
        for code, name in self._bodies.items():
            words = re.sub(rf"\b(?:the )?{code}\b", name, words).replace("s's ", "s' ")
        return self.poles.local(words)

    def readable(self, column: str) -> str:
        """Return a column name in plain words, with the region's names of the poles."""
        return readable(column, self.poles)

    def every(self) -> dict[str, str]:
        """Return code -> name of everybody who has one; a pair of states is called by its two."""
        return dict(self._names)

    def __call__(self, code: str) -> str:
        """Return a name; a dyad's code gives both, an unknown code is returned as it is."""
        if code not in self._names and all(part in self._names for part in code.split("-")):
            return " and ".join(self._names[part] for part in code.split("-"))
        return self._names.get(code, code)


def _bare(name: str) -> str:
    """Return a name as it is compared: in small letters, without its article."""
    return name.strip().casefold().removeprefix("the ")


def _body(region: Region, code: str) -> str:
    name = institution_name(region, code)
    if name == code and code in _SPELT:
        name = LETTERS[code]
    bare = name in _NO_ARTICLE or name.lower().startswith("the ")
    if bare or (name != code and " " not in name):
        return name
    return f"the {name}"
