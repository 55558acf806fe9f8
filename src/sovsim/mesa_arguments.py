"""What Mesa and its tools hand to the model: seeds of any kind, settings as keywords, scenarios.

From 3.5 on Mesa has scenarios of its own, objects with a seed and parameters as attributes. One
may stand in place of a scenario of sovsim: its attribute ``scenario`` names that one, ``rng`` is
the seed, and every other attribute is a setting::

    class Fading(mesa.experimental.scenarios.Scenario):
        scenario: str = "toy-two-states"
        dependence__fade_rate: float = 0.01

    SovereigntyModel(Fading(dependence__fade_rate=0.02), rng=1)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import Any

import numpy as np

from sovsim import given
from sovsim.scenario import Scenario

try:
    from mesa.experimental.scenarios import Scenario as MesaScenario
except ImportError:  # Mesa 3.3 has none
    MesaScenario = None


@dataclass(frozen=True)
class Asked:
    """What a model is asked to run.

    Attributes:
        scenario: name, path, or a loaded scenario.
        seed: whatever was given for one.
        settings: keyword -> value, as for `setting`.
        mesa: Mesa's own scenario, where one was given.
    """

    scenario: str | Path | Scenario
    seed: Any
    settings: Mapping[str, Any]
    mesa: Any = field(default=None, repr=False)


def asked(scenario: Any, default: str, seed: Any, settings: Mapping[str, Any]) -> Asked:
    """Return what is asked, with what one of Mesa's scenarios says put where it belongs.

    Args:
        scenario: a scenario, by name, path, or loaded; or one of Mesa's, or a class of them.
        default: name of the scenario that is run where one of Mesa's names none.
        seed: the seed given beside it; None for none.
        settings: settings given beside it; they go before those of Mesa's scenario.

    Raises:
        ValueError: two seeds are given, and they differ.
    """
    if MesaScenario is None or not _is_of_mesa(scenario):
        return Asked(scenario, seed, settings)
    own = scenario() if isinstance(scenario, type) else scenario
    fields = {name: value for name, value in vars(own).items() if not name.startswith("_")}
    fields.pop("rng", None)
    its = own.rng
    if seed is None:
        seed = its
    elif _is_number(its) and seed_number(its) != seed_number(seed):
        raise ValueError("the seed and that of Mesa's scenario must be the same; give one of them")
    return Asked(fields.pop("scenario", default), seed, {**fields, **settings}, own)


def _is_of_mesa(scenario: Any) -> bool:
    kind = scenario if isinstance(scenario, type) else type(scenario)
    return issubclass(kind, MesaScenario)


def seed_number(value: Any) -> int:
    """Return a seed as an integer from 0.

    Digits in a text are a number (a field of a page hands over texts). What is no number seeds a
    generator of NumPy, which draws one; None draws one from the machine's entropy.

    Raises:
        ValueError: it is a number out of range, or nothing that can seed a generator.
    """
    if isinstance(value, str):
        return given.seed(_digits(value))
    if _is_number(value):
        return given.seed(value)
    try:
        return int(np.random.default_rng(value).integers(2**31))
    except (TypeError, ValueError):
        words = "is neither a whole number nor a seed of NumPy"
        raise given.ArgumentError(f"seed = {given.shown(value)} {words}") from None


def _digits(text: str) -> int | float | str:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def _is_number(value: Any) -> bool:
    return isinstance(value, Real | np.bool_) or (isinstance(value, np.ndarray) and value.ndim == 0)


def setting(key: str, value: Any) -> str:
    """Return a keyword as a setting ``KEY=VALUE``; ``__`` stands for a dot.

    Args:
        key: such as ``dependence__fade_rate``.
        value: a number, a truth value, a text as on the command line, a list of texts, or bounds
            ``{"low": ..., "high": ...}``.

    Raises:
        ArgumentError: the value is nothing of that.
    """
    return f"{key.replace('__', '.')}={_written(key, value)}"


def _written(key: str, value: Any) -> str:
    plain = (
        value.item() if isinstance(value, np.generic | np.ndarray) and not np.ndim(value) else value
    )
    if isinstance(plain, str):
        return plain
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, Real):
        return repr(int(plain) if isinstance(plain, int) else float(plain))
    if isinstance(plain, Mapping):
        entries = (f"{given.text(key, name)} = {_entry(key, at)}" for name, at in plain.items())
        return f"{{ {', '.join(entries)} }}"
    if isinstance(plain, list | tuple):
        return f"[{', '.join(_entry(key, entry) for entry in plain)}]"
    raise given.ArgumentError(f"{key} = {given.shown(value)} is no value of a setting")


def _entry(key: str, value: Any) -> str:
    return json.dumps(value) if isinstance(value, str) else _written(key, value)


def kept(scenario: Scenario, seed: int, settings: Mapping[str, Any]) -> Any:
    """Return what Mesa keeps as ``model.scenario``; None where it keeps none."""
    return None if MesaScenario is None else Told(rng=seed, scenario=scenario.name, **settings)


if MesaScenario is not None:

    class Told(MesaScenario):  # type: ignore[misc]
        """What a model was asked to run, for whoever looks at ``model.scenario``.

        It counts as empty. SolaraViz makes a model anew from the class of a scenario that does
        not, and the name of the scenario, which no class knows, would be lost on Reset; so it
        hands over what stands on the page, as with every Mesa before 3.5.
        """

        def __bool__(self) -> bool:
            return False
