"""What observed years say of the sides of an experiment, as ``sovsim score`` has found it."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from sovsim.disk.fingerprint import code_hash

SCORES = "against.json"
"""File of a score that holds what it says of experiments."""


class AgainstError(ValueError):
    """A file of scores that is not there or is damaged; the message is one line."""


class HeldAgainst(BaseModel):
    """What observed years say of an experiment.

    Attributes:
        experiment, title: of the experiment.
        short: in a few words, for lists over several experiments.
        why: what its arms mean for observed years, or why nothing can be held against them.
        verdicts: whether the data tell the arms apart, a text for each pair.
        more: what other random numbers give, weights, and what it would take, a text each.
        table: a row for each pair of arms, by column.
        how: how the figures came about, a sentence or two.
        code_hash: of what scored it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    experiment: str
    title: str
    short: str
    why: str
    verdicts: tuple[str, ...]
    more: tuple[str, ...]
    table: tuple[dict[str, str], ...]
    how: str
    code_hash: str = Field(pattern=r"^[0-9a-f]*$")


_ALL: TypeAdapter[list[HeldAgainst]] = TypeAdapter(list[HeldAgainst])


def read_against(place: str | Path) -> dict[str, HeldAgainst]:
    """Return what a score said of experiments, by name.

    Args:
        place: folder of ``sovsim score --experiment NAME --out DIR``, or its ``against.json``.

    Raises:
        AgainstError: there is none, or it is damaged.
    """
    file = Path(place)
    file = file / SCORES if file.is_dir() else file
    try:
        content = json.loads(file.read_bytes())
        found = _ALL.validate_python(content)
    except FileNotFoundError:
        raise AgainstError(
            f"{file}: there is no such file; `sovsim score --experiment NAME --out DIR` writes it"
        ) from None
    except OSError as error:
        raise AgainstError(f"{file}: {error.strerror or error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise AgainstError(f"{file}: damaged: {where}: {first['msg']}"[:300]) from None
    except (ValueError, RecursionError):
        raise AgainstError(f"{file}: is no JSON") from None
    if any(one.code_hash != code_hash() for one in found):
        warnings.warn(f"{file}: scored by another version of sovsim", stacklevel=2)
    return {one.experiment: one for one in found}
