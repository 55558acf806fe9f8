"""Agents as live views: they hold the model and an index, and look the world up at every access.

A view has an attribute for every variable of its unit. A number is a float, a code a member of
its enumeration, and what has further axes a small read-only mapping by member name
(``state.autonomy["security"]``, ``state.autonomy.security`` and ``state.autonomy_security`` are
the same). Nothing can be written: the model's `intervene` changes the world, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any, ClassVar

from mesa import Agent

from sovsim.arrays import FloatArray
from sovsim.axes import Action, member_name
from sovsim.axes import Institution as InstitutionAxis
from sovsim.axes import Power as PowerAxis
from sovsim.engine import Policy
from sovsim.metrics.sovereignty import gap
from sovsim.rules.quantal_response import Settled
from sovsim.variables import COMPONENTS, VARIABLES
from sovsim.variables.hegemon import VARIABLES as HEGEMON_VARIABLES
from sovsim.world import World

if TYPE_CHECKING:
    from sovsim.mesa_model import SovereigntyModel

HIDDEN = frozenset({"sovereignty_conception", "expected_compliance", "expected_bid"})
"""What the hegemon thinks of a state and never says; policies do not see it."""


class Members(Mapping[str, Any]):
    """Values by the name of the member of an axis, in lower case, or by the code of a state."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        object.__setattr__(self, "_values", dict(values))

    def __getitem__(self, key: str | IntEnum) -> Any:
        name = member_name(key) if isinstance(key, IntEnum) else str(key)
        for known in (name, name.lower(), name.upper()):
            if known in self._values:
                return self._values[known]
        raise KeyError(f"no '{name}' here; there are {', '.join(self._values)}")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("values of the world cannot be written here; use model.intervene")

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Members({self._values})"

    def __reduce__(self) -> tuple[type[Members], tuple[dict[str, Any]]]:
        return Members, (self._values,)


class Shown:
    """Reads variables of a world of one run at fixed places of some axes."""

    _shown: ClassVar[frozenset[str]] = frozenset()
    _fixed: Mapping[type[IntEnum], int]
    _unit: int | None
    _codes: Sequence[str]

    def _look(self) -> World:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        if name in type(self)._shown:
            return self._read(name)
        variable, index = COMPONENTS.get(name, ("", ()))
        if variable in type(self)._shown and not self._fixed:
            return self._read(variable, index)
        raise AttributeError(f"{type(self).__name__} has no attribute '{name}'")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *type(self)._shown})

    def _read(self, name: str, index: tuple[int, ...] = ()) -> Any:
        variable = VARIABLES[name]
        array = self._look()[name][..., 0, :]
        left: list[Sequence[str]] = []
        if index:
            array = array[index]
        else:
            places = tuple(self._fixed.get(axis, slice(None)) for axis in variable.axes)
            free = [axis for axis in variable.axes if axis not in self._fixed]
            array = array[places]
            left = [[member_name(member) for member in axis] for axis in free]
        if variable.per == "system":
            array = array[..., 0]
        elif self._unit is not None:
            array = array[..., self._unit]
        else:
            left = [*left, self._codes]
        return _nested(array, left, variable.codes)


def _nested(
    array: FloatArray, names: Sequence[Sequence[str]], codes: type[IntEnum] | None
) -> float | IntEnum | Members:
    if not names:
        return float(array) if codes is None else codes(int(array))
    return Members(
        {name: _nested(array[place], names[1:], codes) for place, name in enumerate(names[0])}
    )


def _named(*, per: str | None = None, axis: type[IntEnum] | None = None) -> frozenset[str]:
    return frozenset(
        name
        for name, variable in VARIABLES.items()
        if per in (None, variable.per) and (axis is None or axis in variable.axes)
    )


class View(Shown, Agent):  # type: ignore[misc]
    """An agent that shows its part of the world and holds nothing itself."""

    model: SovereigntyModel

    def __init__(
        self,
        model: SovereigntyModel,
        code: str,
        name: str,
        *,
        unit: int | None = None,
        fixed: Mapping[type[IntEnum], int] | None = None,
    ) -> None:
        self._unit = unit
        self._fixed = dict(fixed or {})
        self._codes = model.codes
        super().__init__(model)
        self.code = code
        self.name = name

    def _look(self) -> World:
        return self.model.world

    def __setattr__(self, name: str, value: object) -> None:
        if name in VARIABLES or name in COMPONENTS:
            raise AttributeError(
                f"'{name}' belongs to the world and cannot be written; "
                f"use model.intervene('{name}', ..., value), which is logged"
            )
        super().__setattr__(name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.code}>"


class State(View):
    """A small state."""

    _shown = _named(per="state")

    @property
    def sovereignty_gap(self) -> float:
        """Formal sovereignty minus mean autonomy."""
        return float(gap(self.model.world)[0, self._unit])

    @property
    def policy(self) -> Decider | None:
        """What decides for the state in place of its rule: ``callable(observation)``.

        It returns an `Action`, its name, or None to leave the quarter to the rule.
        """
        return self.model.policies.get(int(self._unit or 0))

    @policy.setter
    def policy(self, decider: Decider | None) -> None:
        if decider is not None and not callable(decider):
            raise TypeError("a policy is a callable that takes an observation, or None")
        self.model.policies.pop(int(self._unit or 0), None)
        if decider is not None:
            self.model.policies[int(self._unit or 0)] = decider


class Hegemon(View):
    """The hegemon; what it does and thinks about each state stands under the state's code."""

    _shown = frozenset(variable.name for variable in HEGEMON_VARIABLES)


class OuterPower(View):
    """An outer power: EU, NATO (with the United States), China or Turkey."""

    _shown = _named(axis=PowerAxis)


class Institution(View):
    """A multilateral organisation."""

    _shown = _named(axis=InstitutionAxis)

    @property
    def members(self) -> tuple[str, ...]:
        """Codes of the small states that are members."""
        return tuple(code for code, member in self.membership.items() if member > 0)


class Observation(Shown):
    """What a policy sees: its own state in the middle of the quarter, and what it may choose.

    Hidden expectations of the hegemon are not in it.

    Attributes:
        code, name, quarter: whose decision it is, and of when.
        options: actions open to the state.
        probability: how likely the rule would choose each action, by name.
        automatic: what the state does if the policy returns None.
    """

    _shown = _named(per="state") - HIDDEN

    def __init__(self, world: World, state: State, quarter: str, settled: Settled) -> None:
        self._world = world
        self._fixed = {}
        self._unit = unit = int(state._unit or 0)
        self._codes = state._codes
        self.code, self.name, self.quarter = state.code, state.name, quarter
        self.options = tuple(action for action in Action if settled.eligible[action, 0, unit])
        self.probability = Members(
            {member_name(action): float(settled.probability[action, 0, unit]) for action in Action}
        )
        self.automatic = Action(int(settled.chosen[0, unit]))

    def _look(self) -> World:
        return self._world

    def __getattr__(self, name: str) -> Any:
        if COMPONENTS.get(name, (name,))[0] in HIDDEN or name in HIDDEN:
            raise AttributeError(f"'{name}' is hidden: the hegemon never says it")
        return super().__getattr__(name)


Decider = Callable[[Observation], Action | str | None]


class NotOpen(ValueError):
    """A policy chose what is not open to its state; the message names what is."""


class StatePolicies(Policy):
    """Lets callables decide for some states in a quarter; `taken` holds what they decided."""

    decision = "action"

    def __init__(
        self, deciders: Mapping[int, Decider], states: Sequence[State], quarter: str
    ) -> None:
        self._deciders = dict(sorted(deciders.items()))
        self._states = states
        self._quarter = quarter
        self.taken: list[tuple[str, Action]] = []

    def decide(self, world: World, settled: Settled) -> Mapping[int, int]:
        """Ask every policy, and check that what it wants is open to its state."""
        chosen = {}
        for unit, decider in self._deciders.items():
            state = self._states[unit]
            observation = Observation(world, state, self._quarter, settled)
            answer = decider(observation)
            if answer is None:
                continue
            action = _action(answer, observation)
            chosen[unit] = int(action)
            self.taken.append((state.code, action))
        return chosen


def _action(answer: object, observation: Observation) -> Action:
    allowed = ", ".join(member_name(option) for option in observation.options)
    wanted = answer.lower() if isinstance(answer, str) else answer
    action = next((known for known in Action if wanted in (known, member_name(known))), None)
    if action not in observation.options:
        named = answer if action is None else member_name(action)
        raise NotOpen(
            f"{observation.code} cannot choose '{named}' in {observation.quarter}; open: {allowed}"
        )
    return action
