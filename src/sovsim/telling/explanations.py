"""Sentences of an explanation: how a decision came out, what would have turned it, what moved.

They are patterns of ``str.format``, so that the application fills in the same.
"""

from __future__ import annotations

DECIDED: dict[str, str] = {
    "only": "It was the only option open.",
    "drawn": "The draw was {draw:.4f}, and draws from {low:.4f} to {high:.4f} choose this option.",
    "forced": "The scenario imposed it",
    "play": "It was played",
    "policy": "A policy settled it",
    "settled": "It was settled by: {source}",
    "same": "{imposed}; the draw of {draw:.4f} would have chosen the same.",
    "other": "{imposed}; the draw of {draw:.4f} would have chosen {option}.",
}
"""How a decision came out: by its draw, or by whoever settled it."""

TURNED: dict[str, str] = {
    "above": "A draw above {draw:.4f}, {distance:.4f} away, would have chosen {option}.",
    "below": "A draw below {draw:.4f}, {distance:.4f} away, would have chosen {option}.",
    "gain": "The likeliest other option, {option} (probability {probability:.3f}), would have been "
    "chosen at this draw with a utility higher by {gain:.3f}.",
    "nothing": "No other draw would have chosen anything else.",
}
"""What would have turned it: the nearest other draw, the smallest gain in utility."""

MOVED: dict[str, str] = {
    "still": "{name} stayed at {after}. Nothing moved it.",
    "code": "{name} went from {before} to {after}.",
    "cancelled": "{name} stayed at {after}: what moved it cancelled out.",
    "rose": "{name} rose from {before} to {after}{unit} ({change:+.4f}).",
    "fell": "{name} fell from {before} to {after}{unit} ({change:+.4f}).",
}
"""How a component of a variable went in a quarter."""

OURS = "ours; no claim behind it"
"""What is said of a term that rests on no claim."""
