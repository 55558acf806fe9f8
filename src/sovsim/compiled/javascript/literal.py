"""Data as an expression of JavaScript, which may stand in a page."""

from __future__ import annotations

import json
from typing import Any


def literal(data: Any) -> str:
    """Return data as an expression that ends no script, wherever it stands in a page."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False)
    return text.replace("</", "<\\/").replace("<!--", "<\\u0021--")
