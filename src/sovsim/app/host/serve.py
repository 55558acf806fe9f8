"""The host on its port: opened, run until somebody stops it."""

from __future__ import annotations

import errno
import socket
import threading
import webbrowser

import uvicorn

from sovsim.app.host.application import Host
from sovsim.app.host.guard import Door

USUAL = 8642
"""Port where none is named; where it is taken, any that is free."""

_SECONDS = 3


class PortError(ValueError):
    """A port that cannot be listened at; the message is a line or two."""


def listening(host: str, port: int | None) -> socket.socket:
    """Return a socket that listens.

    Args:
        host: an address of this computer.
        port: 0 for any that is free; None for the usual one, or any where that is taken.

    Raises:
        PortError: it cannot be had.
    """
    if port is None:
        try:
            return listening(host, USUAL)
        except PortError:
            return listening(host, 0)
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind)
    except OSError as error:
        raise PortError(f"'{host}' is no address of this computer: {error.strerror}") from None
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as error:
        made.close()
        raise PortError(_why(host, port, error)) from None
    return made


def _why(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken\n  sovsim app --port 0 takes one that is free"
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"port {port} is kept for the system\n  sovsim app --port 0 takes one that is free"
    return f"port {port} of '{host}' cannot be listened at: {error.strerror}"


def serve(host: Host, door: Door, at: socket.socket, *, opens: bool) -> None:
    """Run a host until it is stopped.

    Args:
        at: as from `listening`.
        opens: whether the page is opened in a browser.
    """
    settings = uvicorn.Config(
        host.application(),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_SECONDS,
        ws="none",
    )
    threading.Thread(target=host.warm, daemon=True).start()
    if opens:
        threading.Thread(target=webbrowser.open, args=(door.address,), daemon=True).start()
    try:
        uvicorn.Server(settings).run(sockets=[at])
    finally:
        host.sessions.close()
        at.close()
