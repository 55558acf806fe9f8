"""Sessions: what one browser has sent and asked, which no other browser sees."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Iterable

from sovsim.app.host.ensembles import Ensembles
from sovsim.app.native.ask import Native
from sovsim.ensemble.batch import Engine
from sovsim.scenario import Scenario

MOST_SESSIONS = 256
"""Sessions that are kept; the one that was heard of the longest ago goes first."""

MOST_RUNS = 4_096
"""Runs that all sessions together hold in their simulations."""

MOST_OWN = 20
"""Scenarios of its own that a session keeps."""


class Session:
    """What belongs to one browser.

    Attributes:
        own: scenarios that it has sent, by name.
        native: answers its requests.
        ensembles: what it computes in the background.
    """

    def __init__(self, scenarios: Iterable[Scenario], engine: Engine) -> None:
        self.own: dict[str, Scenario] = {}
        self.native = Native(scenarios, engine)
        self.ensembles = Ensembles()

    @property
    def scenarios(self) -> dict[str, Scenario]:
        """Every scenario that it can ask about, by name."""
        return self.native.scenarios

    def add(self, scenario: Scenario) -> None:
        """Keep a scenario of its own; of too many the oldest goes."""
        self.own.pop(scenario.name, None)
        while len(self.own) >= MOST_OWN:
            gone = next(iter(self.own))
            del self.own[gone], self.scenarios[gone]
        self.own[scenario.name] = self.scenarios[scenario.name] = scenario


class Sessions:
    """The sessions of a host, by a key that nobody can guess."""

    def __init__(self, scenarios: Iterable[Scenario], engine: Engine) -> None:
        self._scenarios = tuple(scenarios)
        self._engine = engine
        self._held: OrderedDict[str, Session] = OrderedDict()

    def find(self, key: str) -> Session | None:
        """Return the session of a key; None where there is none, or none any more."""
        found = self._held.get(key)
        if found is not None:
            self._held.move_to_end(key)
        return found

    def open(self) -> str:
        """Open a session and return its key."""
        key = secrets.token_urlsafe(24)
        self._held[key] = Session(self._scenarios, self._engine)
        while len(self._held) > MOST_SESSIONS:
            _, gone = self._held.popitem(last=False)
            gone.ensembles.close()
        return key

    def settle(self) -> None:
        """Let simulations go while all sessions hold too many, the stillest session's first."""
        held = sum(one.native.held for one in self._held.values())
        for session in list(self._held.values()):
            if held <= MOST_RUNS:
                return
            held -= session.native.held
            session.native.forget_all()

    @property
    def at_work(self) -> int:
        """How many ensembles are being computed."""
        return sum(one.ensembles.running for one in self._held.values())

    def close(self) -> None:
        """Stop what is computed for anybody."""
        for session in self._held.values():
            session.ensembles.close()
