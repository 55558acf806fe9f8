"""The body of a request, read as far as it may be long."""

from __future__ import annotations

from starlette.requests import Request


class TooLong(ValueError):
    """A body that is longer than it may be; the message is a line."""


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request; a longer one is not read to its end.

    Args:
        most: bytes.

    Raises:
        TooLong: it is longer.
    """
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > most:
            raise TooLong(f"what was sent is larger than {most >> 10} KiB")
    return bytes(found)
