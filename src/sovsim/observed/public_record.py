"""Facts of public record that the project ships: read, cut, and put by year and state.

They are the project's own words, from public sources that each row names, so that whoever has no
folder of data can hold the model against something. `PublicRecord` gives panels like those of a
folder; its `until` is what a cut may know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from sovsim import given
from sovsim.axes import Institution
from sovsim.documents.shipped import shipped
from sovsim.observed.catalogue import common
from sovsim.observed.panel import Panel
from sovsim.observed.record_facts import (
    Fact,
    Force,
    Government,
    Membership,
    Pressure,
    Relations,
    Span,
    Territory,
    Vote,
    War,
)
from sovsim.observed.record_sheet import Sheet, read_sheet

Marks = Iterable[tuple[Fact, range]]
"""Facts, and the years in which a panel shows them."""


@dataclass(frozen=True)
class PublicRecord:
    """The tables; a panel's values are 0 or 1, *weak* where no certain fact makes them 1.

    By default panels are of the region's states without the hegemon; their years are those that
    the table covers. ``onset`` takes the year in which something begins instead of every year of
    which it fills a day.
    """

    memberships: Sheet[Membership]
    governments: Sheet[Government]
    pressure: Sheet[Pressure]
    force: Sheet[Force]
    wars: Sheet[War]
    territory: Sheet[Territory]
    relations: Sheet[Relations]
    votes: Sheet[Vote]

    def until(self, year: int) -> PublicRecord:
        """Return the record as it could have been written at the end of a year.

        Facts that begin later are gone, and what ended later goes on.
        """
        last = given.whole("year", year, 1)
        return replace(self, **{name: sheet.until(last) for name, sheet in self.sheets.items()})

    @property
    def sheets(self) -> dict[str, Sheet[Any]]:
        """Every table by name, in the order in which they are shown."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def member(self, body: Institution | str, states: Sequence[str] = ()) -> Panel:
        """Return who belongs to an institution at the end of a year."""
        names = [each.name for each in Institution]
        code = body.name if isinstance(body, Institution) else given.one_of("body", body, names)
        years = self.memberships.about.years
        marks = [(fact, _ends(fact, years)) for fact in self.memberships.fact if fact.body == code]
        return _panel(marks, years, states)

    def changed(self, *kinds: str, within: bool = True, states: Sequence[str] = ()) -> Panel:
        """Return where the government changes in a year, by the roads named or by any.

        ``within`` counts those who follow within one parliament, too.
        """
        facts = [one for one in self.governments.of(kinds) if within or not one.within]
        return _in_years(facts, self.governments, states)

    def pressed(self, *kinds: str, onset: bool = False, states: Sequence[str] = ()) -> Panel:
        """Return whom the hegemon presses in any part of a year."""
        return _in_years(self.pressure.of(kinds), self.pressure, states, onset)

    def forced(self, *kinds: str, onset: bool = False, states: Sequence[str] = ()) -> Panel:
        """Return on whose territory forces of the hegemon act in any part of a year."""
        return _in_years(self.force.of(kinds), self.force, states, onset)

    def fighting(self, *kinds: str, onset: bool = False, states: Sequence[str] = ()) -> Panel:
        """Return who is at war in any part of a year, with another state or at home."""
        return _in_years(self.wars.of(kinds), self.wars, states, onset)

    def land(self, *kinds: str, states: Sequence[str] = ()) -> Panel:
        """Return whose land is annexed, recognised as a state, lost or retaken in a year."""
        return _in_years(self.territory.of(kinds), self.territory, states)

    def kept(self, *kinds: str, states: Sequence[str] = ()) -> Panel:
        """Return whose land was so taken in a year or in an earlier one."""
        years = self.territory.about.years
        marks = [(fact, range(fact.at.year, years.stop)) for fact in self.territory.of(kinds)]
        return _panel(marks, years, states)

    def at_war(self, *, states: Sequence[str] = ()) -> Panel:
        """Return who is at war in any part of a year, the hegemon's open wars among them."""
        small, large = self.fighting(states=states), self.forced("war", states=states)
        years = [year for year in small.value.index if year in large.value.index]
        small, large = (
            Panel(*(table.loc[years] for table in (one.value, one.error, one.weak)))
            for one in (small, large)
        )
        firm = ((small.value > 0) & ~small.weak) | ((large.value > 0) & ~large.weak)
        value = small.value.where(small.value >= large.value, large.value)
        return Panel(value, small.error, (value > 0) & ~firm)

    def severed(self, *, onset: bool = False, states: Sequence[str] = ()) -> Panel:
        """Return whose relations with the hegemon are broken off in any part of a year."""
        return _in_years(self.relations.fact, self.relations, states, onset)

    def vote(self, resolution: str, states: Sequence[str] = ()) -> pd.Series[float]:
        """Return the votes on a resolution by state: yes 1, abstention 0.5, no 0.

        Nan stands where a state did not take part, or is not recorded.

        Args:
            resolution: its number, such as ``68/262``.
            states: codes.
        """
        found = {each.resolution: each for each in self.votes.fact}
        cast = found[given.one_of("resolution", resolution, list(found))].cast
        codes = _codes(states)
        return pd.Series([cast.get(code) for code in codes], index=codes, dtype=float)

    def agreement(self, states: Sequence[str] = ()) -> Panel:
        """Return how far a state voted as the hegemon did, mean over the resolutions of a year.

        1 is the same vote, 0 the opposite one, 0.5 an abstention; nan where the state took part
        in no vote of the year. It is weak where one of the votes is not certain.
        """
        codes, hegemon, years = _codes(states), common().folder.hegemon, self.votes.about.years
        value = pd.DataFrame(float("nan"), index=years, columns=codes)
        weak = pd.DataFrame(False, index=years, columns=codes)
        for year in years:
            held = [each for each in self.votes.fact if each.at.year == year]
            if held:
                votes = [self.vote(each.resolution, codes) for each in held]
                own = [float(self.vote(each.resolution, (hegemon,)).iloc[0]) for each in held]
                same = [1.0 - (v - o).abs() for v, o in zip(votes, own, strict=True)]
                value.loc[year] = pd.concat(same, axis=1).mean(axis=1)
                unsure = [
                    v.notna() for v, each in zip(votes, held, strict=True) if not each.certain
                ]
                if unsure:
                    weak.loc[year] = pd.concat(unsure, axis=1).any(axis=1)
        return Panel(value, value * float("nan"), weak)


@cache
def public_record() -> PublicRecord:
    """Return the record that ships."""
    return read_record(shipped("record"))


def read_record(folder: Path) -> PublicRecord:
    """Return the record in a folder of TOML files, one a table.

    Raises:
        DocumentError: a file lacks, or holds what its table cannot.
    """
    return PublicRecord(
        memberships=read_sheet(folder, "memberships", Sheet[Membership]),
        governments=read_sheet(folder, "governments", Sheet[Government]),
        pressure=read_sheet(folder, "pressure", Sheet[Pressure]),
        force=read_sheet(folder, "force", Sheet[Force]),
        wars=read_sheet(folder, "wars", Sheet[War]),
        territory=read_sheet(folder, "territory", Sheet[Territory]),
        relations=read_sheet(folder, "relations", Sheet[Relations]),
        votes=read_sheet(folder, "votes", Sheet[Vote]),
    )


def _in_years(
    facts: Iterable[Fact], sheet: Sheet[Any], states: Sequence[str], onset: bool = False
) -> Panel:
    """Return in which years of a table facts hold for any day, or begin."""
    years = sheet.about.years
    return _panel([(fact, _touched(fact, years, onset)) for fact in facts], years, states)


def _touched(fact: Fact, years: range, onset: bool) -> range:
    """Return the years of which a fact fills a day, or the one in which it begins."""
    first = years.start - 1 if fact.start is None else fact.start.year
    if onset or not isinstance(fact, Span):
        return range(first, first + 1)
    return range(first, (years.stop if fact.ended is None else fact.ended.year + 1))


def _ends(fact: Span, years: range) -> range:
    """Return the years at whose end a fact holds."""
    first = years.start if fact.began is None else fact.began.year
    return range(first, years.stop if fact.ended is None else fact.ended.year)


def _codes(states: Sequence[str]) -> list[str]:
    """Return the states wanted; those of the region without the hegemon by default."""
    folder = common().folder
    wanted = [given.one_of("states", code, folder.states) for code in given.texts("states", states)]
    return wanted or [code for code in folder.states if code != folder.hegemon]


def _panel(marks: Marks, years: range, states: Sequence[str]) -> Panel:
    """Return 1 in the years in which facts hold, and 0 in the others."""
    codes = _codes(states)
    value = pd.DataFrame(0.0, index=years, columns=codes)
    firm = pd.DataFrame(False, index=years, columns=codes)
    for fact, span in marks:
        held = [year for year in span if year in years]
        whom = [code for code in fact.codes if code in codes]
        value.loc[held, whom] = 1.0
        if fact.certain:
            firm.loc[held, whom] = True
    return Panel(value, value * float("nan"), (value > 0) & ~firm)
