"""All words and data that the application shows, as plain JSON from the registries.

Nothing is written here a second time: meanings, units, ranges, claims and sentences are those of
variables, parameters, rules, glossary, scenarios and of `sovsim.telling`.
"""

from sovsim.app.content.build import Content, content

__all__ = ["Content", "content"]
