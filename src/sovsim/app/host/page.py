"""What the host hands out as it is: the page, its modules, styles and words, read once."""

from __future__ import annotations

import html
from dataclasses import dataclass

from sovsim.app.page.front import ENTRY, WORKER, modules, styles
from sovsim.app.words import USUAL, texts
from sovsim.release import version

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
"""What a served page may do: run what this host serves, and speak to nobody else."""

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="sovsim {version}">
<meta name="sovsim-host" content="served">
<title>sovsim</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="front/style.css">
{ahead}
<script type="module" src="front/js/{entry}"></script>
</head>
<body>
<noscript><p>{noscript}</p></noscript>
</body>
</html>
"""

_SCRIPT, _STYLE, _HTML = "text/javascript", "text/css", "text/html"


@dataclass(frozen=True)
class Handed:
    """Something that is handed out.

    Attributes:
        content: as UTF-8.
        kind: its media type.
    """

    content: bytes
    kind: str


def handed_out(language: str = USUAL) -> dict[str, Handed]:
    """Return everything that is handed out as it is, by its path.

    Requests are looked up here, so that none of them names a file.

    Args:
        language: that the page speaks, one of `sovsim.app.words.languages`.
    """
    sources = modules()
    ahead = "\n".join(
        f'<link rel="modulepreload" href="front/js/{html.escape(path)}">'
        for path in sources
        if path != WORKER
    )
    page = _PAGE.format(
        language=html.escape(language),
        version=version(),
        ahead=ahead,
        entry=ENTRY,
        noscript=html.escape(texts(language)["noscript"]),
    )
    return {
        "/": Handed(page.encode(), _HTML),
        "/front/style.css": Handed(styles().encode(), _STYLE),
        **{
            f"/front/js/{path}": Handed(source.encode(), _SCRIPT)
            for path, source in sources.items()
        },
    }
