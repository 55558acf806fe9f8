"""What the page says of itself: version, code, licence, sources, how it is cited."""

from __future__ import annotations

from typing import Any

from sovsim import claims
from sovsim.cite import software
from sovsim.disk.fingerprint import code_hash


def about() -> dict[str, Any]:
    """Return which program this is, and the documents that its claims are drawn from."""
    used = software()
    return {
        "version": used.version,
        "code": code_hash(),
        "licence": used.license,
        "cite": used.apa(),
        "sources": [
            {
                "id": source.prefix,
                "short": source.short,
                "title": source.title,
                "authors": source.authors,
                "venue": source.venue,
                "doi": source.doi,
                "year": source.year,
                "authority": source.authority,
            }
            for source in claims.sources()
        ],
    }
