"""Measurement models of the facts of public record that ship: what of the model each is held to.

Facts are 0 or 1 and need no link: the model's answer is the share of runs. Only votes are held
against alignment through a link. A fact that is not certain is taken as not observed: neither a
case nor none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sovsim.axes import Institution
from sovsim.observed import readings, record_readings
from sovsim.observed.folder import Observed
from sovsim.observed.indicator import Indicator, model_states
from sovsim.observed.links import Link
from sovsim.observed.panel import Panel
from sovsim.observed.public_record import PublicRecord, public_record

Facts = Callable[[PublicRecord, Sequence[str]], Panel]
"""The panel of some facts for the states wanted."""

_CHANCE = Link("same", 0.0, 1.0)


@dataclass(frozen=True)
class RecordIndicator(Indicator):
    """A measurement model of facts that ship.

    Attributes:
        facts: which facts.
        whole: whether those facts are complete though their table is not.
    """

    facts: Facts | None = None
    whole: bool = False

    @property
    def table(self) -> str:
        """The table of the record in which the facts stand."""
        return self.series.removeprefix("record/")

    @property
    def complete(self) -> bool:
        """Whether a 0 says that nothing happened; else it says only that nothing is listed."""
        return self.whole or public_record().sheets[self.table].about.complete

    def seen(self, observed: Observed, states: Sequence[str] = ()) -> Panel | None:
        """Return the facts, years by states; None where the record was not asked for."""
        if observed.record is None or self.facts is None:
            return None
        found = self.facts(observed.record, list(states) or model_states())
        return Panel(found.firm(), found.error, found.weak)


def shipped_facts(record: PublicRecord | None = None) -> Observed:
    """Return the record in the place of a folder: it holds no series, and the facts that ship."""
    return Observed(Path("public record"), {}, (), (), record or public_record())


def _membership(institution: Institution, name: str) -> RecordIndicator:
    return RecordIndicator(
        f"member of {name}",
        "record/memberships",
        "bodies",
        readings.member(institution),
        f"membership of {name}",
        _CHANCE,
        "exits are dated by notice or by the political exit; no forerunners",
        facts=lambda record, states: record.member(institution, states),
    )


_LASTING = (
    _membership(Institution.CIS, "the CIS"),
    _membership(Institution.CSTO, "the CSTO"),
    _membership(Institution.EAEU, "the EAEU"),
    _membership(Institution.SCO, "the SCO"),
    _membership(Institution.EU, "the EU"),
    _membership(Institution.NATO, "NATO"),
    RecordIndicator(
        "no relations with Russia",
        "record/relations",
        "bodies",
        readings.severed,
        "diplomatic relations with the hegemon are broken off, by either side",
        _CHANCE,
        "two cases",
        facts=lambda record, states: record.severed(states=states),
    ),
    RecordIndicator(
        "land recognised or annexed",
        "record/territory",
        "bodies",
        record_readings.recognised,
        "the hegemon recognises contested land of the state as a state, or as its own",
        _CHANCE,
        "two cases",
        facts=lambda record, states: record.kept("annexed", "recognised", states=states),
        whole=True,
    ),
)

_EVENTS = (
    RecordIndicator(
        "pressure begins",
        "record/pressure",
        "events",
        readings.coerced,
        "the hegemon begins to coerce the state economically in any quarter of the year",
        _CHANCE,
        "cut-offs, embargoes and expulsions that are well known; the 1990s are thin, and a price "
        "that rises is none",
        over="onset",
        facts=lambda record, states: record.pressed(onset=True, states=states),
    ),
    RecordIndicator(
        "falls of governments",
        "record/governments",
        "events",
        readings.fallen,
        "a government falls in any quarter of the year",
        _CHANCE,
        "driven out by crowds or arms; what a fall is, is a judgement",
        over="any",
        facts=lambda record, states: record.changed("fall", states=states),
    ),
    RecordIndicator(
        "other governments",
        "record/governments",
        "events",
        record_readings.another_government,
        "another government takes office in any quarter of the year, by whatever road",
        _CHANCE,
        "heads who follow each other within one parliament, which the model does not follow, are "
        "left out",
        over="any",
        facts=lambda record, states: record.changed(within=False, states=states),
    ),
    RecordIndicator(
        "force begins",
        "record/force",
        "events",
        record_readings.seizes,
        "the hegemon begins to invade, to annex or to make open war in any quarter of the year",
        _CHANCE,
        "a handful of cases; covert help is missing",
        over="onset",
        role="reported",
        facts=lambda record, states: record.forced("war", "intervention", onset=True,
                                                   states=states),
    ),
    RecordIndicator(
        "years of war",
        "record/wars",
        "events",
        record_readings.fights,
        "fighting on the state's land or with a rival in any quarter of the year",
        _CHANCE,
        "wars that everybody names; of Russia's wars the open ones",
        over="any",
        facts=lambda record, states: record.at_war(states=states),
    ),
    RecordIndicator(
        "relations broken off",
        "record/relations",
        "events",
        readings.severed,
        "diplomatic relations with the hegemon are broken off in any quarter of the year",
        _CHANCE,
        "two cases",
        over="onset",
        role="reported",
        facts=lambda record, states: record.severed(onset=True, states=states),
    ),
)  # fmt: skip

_VOTES = (
    RecordIndicator(
        "votes on the region's conflicts",
        "record/votes",
        "alignment",
        readings.follows_in_security,
        "alignment with the hegemon in security",
        Link("logistic", 0.0, 1.0),
        "a handful of texts, in few years; one on Karabakh turns the sides round",
        role="reported",
        facts=lambda record, states: record.agreement(states),
    ),
)

RECORD_INDICATORS: tuple[RecordIndicator, ...] = (*_LASTING, *_EVENTS, *_VOTES)
"""Every measurement model of the record: what lasts, what happens, votes."""
