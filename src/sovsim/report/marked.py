"""Texts of scenario and experiment files for a page: escaped, with backticks turned into code."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CODE = re.compile(r"`([^`\n]+)`")
_TWICE = re.compile(r"``([^`\n]+)``")


def marked(text: object) -> Markup:
    """Return a text as markup: all of it escaped, what stands between backticks as code."""
    safe = str(escape(text))
    return Markup(_CODE.sub(r"<code>\1</code>", _TWICE.sub(r"<code>\1</code>", safe)))
