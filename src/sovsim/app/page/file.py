"""The application as one HTML file, which runs from a disk, without a network.

What the page runs is named by its hash in the policy that the page carries: nothing else runs in
it, whatever a scenario, a game or a link says. The kernels lie in it as plain text, which the page
hands to workers.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from typing import Any

from sovsim.app.content.packed import packed
from sovsim.app.page.front import ENTRY, WORKER, modules, styles
from sovsim.app.page.modules import one_script
from sovsim.compiled.javascript.bundle import bundle
from sovsim.scenario import Scenario

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="sovsim {version}">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<noscript><p>{noscript}</p></noscript>
<script type="application/json" id="content">{content}</script>
<script type="text/plain" id="kernel">{kernel}</script>
<script type="text/plain" id="worker">{worker}</script>
<script>{script}</script>
</body>
</html>
"""


def file(scenarios: Sequence[Scenario], content: Mapping[str, Any], title: str) -> str:
    """Return a page that holds some scenarios.

    Args:
        scenarios: that can be run in it.
        content: what it shows, of `sovsim.app.content`.
        title: of the window.
    """
    sources = modules()
    script = f"\n{inert(one_script(sources, ENTRY))}"
    style = f"\n{styles()}"
    return _PAGE.format(
        language=html.escape(str(content["language"])),
        policy=html.escape(policy(script, style)),
        version=html.escape(str(content["about"]["version"])),
        title=html.escape(title),
        style=style,
        noscript=html.escape(content["texts"]["noscript"]),
        content=as_json(packed(content)),
        kernel=inert(bundle(scenarios)),
        worker=inert(sources[WORKER]),
        script=script,
    )


def policy(script: str, style: str) -> str:
    """Return the policy of a page that runs one script and wears one style."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {hashed(script)} 'wasm-unsafe-eval'",
            "worker-src blob:",
            f"style-src {hashed(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def as_json(data: Any) -> str:
    """Return data as JSON that ends no script, wherever it stands in a page."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def inert(source: str) -> str:
    """Return a script as it stands, once it is sure that it does not end the element around it.

    Raises:
        ValueError: it would.
    """
    if "</script" in source.lower() or "<!--" in source:
        raise ValueError("a script that ends the script that holds it")
    return source


def hashed(text: str) -> str:
    """Return how a policy names a script or a style by what it says."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
