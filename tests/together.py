"""One promise, one test: a check of many things that names all which break it at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

LINES = 4
"""What is told of each thing that breaks a promise, at most."""

Check = Callable[..., None]


def each(
    argument: str, things: Iterable[Any] | Mapping[str, Any], name: Callable[[Any], str] = str
) -> Callable[[Check], Check]:
    """Make one test of a check that is written for one thing.

    Args:
        argument: of the check, which takes the thing.
        things: what is checked; of a mapping the values, under the names of the keys.
        name: what a thing is called in the message.

    Raises:
        ValueError: there is nothing to check, or two things have one name.
    """
    pairs = things.items() if isinstance(things, Mapping) else [(name(one), one) for one in things]
    named = dict(pairs)
    if not named:
        raise ValueError(f"no {argument} to check")
    if len(named) < len(pairs):
        raise ValueError(f"two {argument}s of one name")

    def together(check: Check) -> Check:
        signature = inspect.signature(check)
        others = [entry for entry in signature.parameters.values() if entry.name != argument]
        without = signature.replace(parameters=others)

        def test(*given: Any, **fixtures: Any) -> None:
            told = without.bind(*given, **fixtures).arguments
            broken: dict[str, Exception] = {}
            for called, thing in named.items():
                try:
                    check(**{argument: thing}, **told)
                except Exception as error:
                    broken[called] = error
            if broken:
                raise AssertionError(_told(broken, len(named))) from next(iter(broken.values()))

        for attribute in ("__name__", "__qualname__", "__doc__", "__module__"):
            setattr(test, attribute, getattr(check, attribute))
        test.__signature__ = without  # type: ignore[attr-defined]
        return test

    return together


def _told(broken: Mapping[str, Exception], count: int) -> str:
    told = [f"{len(broken)} of {count}:"]
    for called, error in broken.items():
        first, *more = (str(error) or type(error).__name__).splitlines()[:LINES]
        told += [f"{called}: {first}", *(f"    {line}" for line in more)]
    return "\n".join(told)
