"""The contract of a rule: what it reads, what it may write, and what it hands back.

``rule(world, parameters, noise, shocks) -> Outcome`` is a pure function: it reads, never writes.
The engine alone changes the world.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

from sovsim.arrays import FloatArray
from sovsim.brief import brief
from sovsim.citation import cited
from sovsim.noise import Noise
from sovsim.parameters import Parameters
from sovsim.shocks import Shocks
from sovsim.world import World

Mask = npt.NDArray[np.bool_]
Claims = tuple[str, ...]
Sign = Literal["+", "-", "free", ""]


@dataclass(frozen=True)
class Term:
    """A term or a motive as it is declared: what drives it, in which direction, on which ground.

    Attributes:
        by: what drives it, all in the same direction: columns of the world (``capacity``,
            ``dependence_energy``), a state of a code or decision (``rung=reward``), ``draw`` for
            noise; empty for a constant, whose own sign is then meant.
        sign: ``+`` or ``-``: more of `by` raises or lowers the term (for a motive: the utility of
            the option `of` against that of the first option); ``free`` where the range of its
            parameter holds 0 inside, so that either sign is possible.
        claims: citations, each with its link; see `sovsim.citation`.
        of: for a motive: the option meant, in lower case.
        why: the reason where the sign is free or no claim is cited.
    """

    by: str | tuple[str, ...]
    sign: Sign
    claims: Claims = ()
    of: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "claims", cited(self.claims))

    @property
    def drivers(self) -> tuple[str, ...]:
        """What drives it, one by one."""
        return self.by if isinstance(self.by, tuple) else (self.by,) if self.by else ()


Declared = Mapping[str, Mapping[str, Term]]
"""Variable -> term, or decision -> motive, as a rule declares them."""


def _claims(declared: Declared) -> dict[str, dict[str, Claims]]:
    return {
        name: {term: entry.claims for term, entry in terms.items()}
        for name, terms in declared.items()
    }


@dataclass(frozen=True, eq=False)
class Along:
    """A utility term written as a table along the options times a strength of each unit.

    It is an array of shape ``(option, run, unit)`` wherever one is asked for; kept apart, terms
    along the same table are added up before they are spread over the options.

    Attributes:
        table: shape ``(option, run or 1, 1)``.
        strength: shape ``(run, unit)``, or one that broadcasts to it.
    """

    table: FloatArray
    strength: FloatArray

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> FloatArray:
        whole: FloatArray = np.asarray(self.table * self.strength, dtype=dtype)
        return whole

    def __mul__(self, factor: FloatArray | float) -> Along:
        return Along(self.table, self.strength * factor)

    def __getitem__(self, key: Any) -> FloatArray:
        part: FloatArray = np.asarray(self)[key]
        return part


Utility = FloatArray | Along


@dataclass(frozen=True)
class Choice:
    """A decision by quantal response: utility terms per option, and the draw that settles it.

    The engine adds the terms (so that one can be switched off), turns them into probabilities and
    picks the option; policies and recorded plays may replace the pick, the draw is kept.

    Attributes:
        decision: the flow variable that takes the chosen option.
        options: the enumeration of the options.
        terms: motive -> utility, shape ``(option, run, unit)``.
        eligible: shape ``(option, run, unit)``; at least one option is eligible everywhere.
        scale: noise of the choice; 0.5 leaves a difference of 1 at about 7 to 1.
        draw: uniform draw, shape ``(run, unit)``.
        active: where a decision is taken at all, shape ``(run, unit)``; elsewhere ``idle``.
        index: leading index of the decision variable, for decisions of one power.
        actor: who decides: ``state``, each for itself; ``hegemon``, about each unit; or the code
            of an outer power or a body.
    """

    decision: str
    options: type[IntEnum]
    terms: Mapping[str, Utility]
    eligible: Mask
    draw: FloatArray
    scale: float | FloatArray = 0.5
    active: Mask | None = None
    idle: int = 0
    index: tuple[int, ...] = ()
    actor: str = "state"


@dataclass(frozen=True, eq=False)
class Slice(NDArrayOperatorsMixin):
    """A term that moves one slice of its variable, and nothing of the others.

    It is an array in the shape of the variable, 0 elsewhere, wherever one is asked for; the engine
    adds the slice alone.

    Attributes:
        index: the slice, on the first leading axis.
        change: shape ``(run, unit)``.
        shape: shape of the variable.
    """

    index: int
    change: FloatArray
    shape: tuple[int, ...]

    def whole(self) -> FloatArray:
        """Return it in the shape of its variable."""
        spread: FloatArray = np.zeros(self.shape, like=self.change)
        spread[self.index] = self.change
        return spread

    def __array__(self, dtype: npt.DTypeLike | None = None, copy: bool | None = None) -> FloatArray:
        return self.whole().astype(np.float64 if dtype is None else dtype)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *given: Any, **more: Any) -> Any:
        return getattr(ufunc, method)(*(whole(one) for one in given), **more)

    def __getitem__(self, key: Any) -> FloatArray:
        part: FloatArray = self.whole()[key]
        return part


def whole(term: Any) -> Any:
    """Return a term as an array: a slice in the shape of its variable, any other as it is."""
    return term.whole() if isinstance(term, Slice) else term


@dataclass(frozen=True)
class Transition:
    """A discrete change: the new value of a code or a flow, where it applies, and why.

    Attributes:
        variable: a ``code`` or ``flow`` variable.
        value: number or array that broadcasts to the selected slice.
        where: mask over ``(run, unit)`` (with leading axes where `index` leaves some); None is all.
        cause: the word under which the ledger and the events list it.
        index: leading index of the slice that changes.
    """

    variable: str
    value: FloatArray | float
    cause: str
    where: Mask | None = None
    index: tuple[int, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """Something that happened, as a mask over ``(run, unit)``; a row only when recorded.

    ``actor`` and ``target`` are ``state`` (the unit), ``hegemon``, or a fixed code.
    """

    type: str
    where: Mask
    actor: str = "state"
    target: str = "state"
    size: FloatArray | float | None = None
    cause: str = ""
    unit: str = "state"
    details: bool = False


@dataclass(frozen=True)
class Outcome:
    """What a rule hands back: named terms per variable, choices, transitions, occurrences."""

    terms: Mapping[str, Mapping[str, FloatArray | Slice]] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    transitions: tuple[Transition, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()


RuleFunction = Callable[[World, Parameters, Noise, Shocks], Outcome]


@dataclass(frozen=True)
class Rule:
    """A rule with its declarations; tests hand it only what it declares.

    Attributes:
        name: ``file.function``.
        reads: variables that it reads.
        signed_terms: variable -> term -> `Term`: every term it may hand back.
        transitions: code or flow variable -> claims.
        signed_choices: decision variable -> motive -> `Term`.
        occurrences: event type -> claims.
        parameters: groups that it uses (files in ``data/parameters``).
        claims: what the rule as a whole stands for; none where it is ours, and then each of its
            terms and motives says why.
        variants: named alternatives; the two sides of a rival hypothesis.
    """

    name: str
    function: RuleFunction
    reads: tuple[str, ...]
    signed_terms: Mapping[str, Mapping[str, Term]]
    transitions: Mapping[str, Claims]
    signed_choices: Mapping[str, Mapping[str, Term]]
    occurrences: Mapping[str, Claims]
    parameters: tuple[str, ...]
    claims: Claims
    variants: dict[str, Rule] = field(default_factory=dict)
    variant_of: str = ""

    def __call__(
        self, world: World, parameters: Parameters, noise: Noise, shocks: Shocks
    ) -> Outcome:
        """Return what the rule makes of the world; it changes nothing."""
        return self.function(world, parameters, noise, shocks)

    def __repr__(self) -> str:
        return brief(self, self.name, f"variant {self.variant_of}" if self.variant_of else "")

    def __reduce__(self) -> tuple[Callable[..., Rule], tuple[str, str, str]]:
        """Pickle by name: the decorated function's name in its module is the rule itself."""
        module, name = self.name.split(".")
        return _by_name, (module, name, self.variant_of)

    @property
    def terms(self) -> Mapping[str, Mapping[str, Claims]]:
        """Variable -> term -> claims."""
        return _claims(self.signed_terms)

    @property
    def choices(self) -> Mapping[str, Mapping[str, Claims]]:
        """Decision variable -> motive -> claims."""
        return _claims(self.signed_choices)

    @property
    def doc(self) -> str:
        """What the rule says about the world."""
        return (self.function.__doc__ or "").strip()

    @property
    def writes(self) -> tuple[str, ...]:
        """Every variable that it may change."""
        return tuple(dict.fromkeys([*self.signed_terms, *self.transitions, *self.signed_choices]))

    def variant(
        self,
        name: str,
        *,
        claims: Claims = (),
        reads: tuple[str, ...] = (),
        terms: Declared | None = None,
        choices: Declared | None = None,
    ) -> Callable[[RuleFunction], Rule]:
        """Declare a named alternative; it inherits the declarations and may add to them."""

        def register(function: RuleFunction) -> Rule:
            alternative = replace(
                self,
                function=function,
                reads=(*self.reads, *reads),
                signed_terms=_merge(self.signed_terms, terms or {}),
                signed_choices=_merge(self.signed_choices, choices or {}),
                claims=(*self.claims, *cited(claims)),
                variants={},
                variant_of=name,
            )
            self.variants[name] = alternative
            return alternative

        return register


def _by_name(module: str, name: str, variant: str) -> Rule:
    found: Rule = getattr(importlib.import_module(f"sovsim.rules.{module}"), name)
    return found.variants[variant] if variant else found


def _without_reason(declared: Declared) -> Iterator[str]:
    """Yield the terms and motives without a reason of their own."""
    for owner, named in declared.items():
        for part, term in named.items():
            if not term.why:
                yield f"{owner}.{part}"


def _merge(base: Declared, more: Declared) -> dict[str, dict[str, Term]]:
    merged = {name: dict(terms) for name, terms in base.items()}
    for name, terms in more.items():
        merged.setdefault(name, {}).update(terms)
    return merged


def rule(
    *,
    reads: tuple[str, ...],
    terms: Declared | None = None,
    transitions: Mapping[str, Claims] | None = None,
    choices: Declared | None = None,
    occurrences: Mapping[str, Claims] | None = None,
    parameters: tuple[str, ...] = (),
    claims: Claims = (),
) -> Callable[[RuleFunction], Rule]:
    """Declare a function as a rule; see `Rule` for the declarations.

    Raises:
        ValueError: it stands for no claim, and one of its terms or motives does not say why.
    """

    def register(function: RuleFunction) -> Rule:
        module = function.__module__.rsplit(".", 1)[-1]
        unsaid = [] if claims else list(_without_reason({**(terms or {}), **(choices or {})}))
        if unsaid:
            raise ValueError(
                f"{module}.{function.__name__} cites no claim: say why of {', '.join(unsaid)}"
            )
        return Rule(
            name=f"{module}.{function.__name__}",
            function=function,
            reads=reads,
            signed_terms=terms or {},
            transitions={name: cited(found) for name, found in (transitions or {}).items()},
            signed_choices=choices or {},
            occurrences={name: cited(found) for name, found in (occurrences or {}).items()},
            parameters=parameters,
            claims=cited(claims),
        )

    return register
