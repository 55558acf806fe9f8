"""Who is answered: pages of this host, by the name under which it is known, in a session of theirs.

A page of somebody else's can make a browser send requests to this computer. So the host's name is
checked (against names that point here for a moment), and where a request says whence it comes, that
must be a page of this host. Where a token is asked for, only who showed it has a session.
"""

from __future__ import annotations

import hmac
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sovsim.app.host.page import POLICY
from sovsim.app.host.sessions import Sessions

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Headers of every answer."""

LOOPBACK = ("127.0.0.1", "localhost", "::1")
_SAME = ("same-origin", "none")
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Door:
    """Where the host is, and whom it lets in.

    Attributes:
        host: the address that it listens at.
        port: its port.
        token: what a visitor has to show; empty for none.
    """

    host: str = "127.0.0.1"
    port: int = 0
    token: str = ""

    @property
    def alone(self) -> bool:
        """Whether nobody outside this computer can reach it."""
        return self.host in LOOPBACK

    @property
    def cookie(self) -> str:
        """Name of the cookie; browsers share cookies between the ports of a host."""
        return f"sovsim-{self.port}"

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        if self.host in ("0.0.0.0", "::"):
            name = socket.gethostname()
        token = f"?{urlencode({'token': self.token})}" if self.token else ""
        return f"http://{name}:{self.port}/{token}"

    def knows(self, told: str) -> bool:
        """Return whether this host is meant by the header ``Host`` of a request."""
        name, port = _name_and_port(told)
        if port != str(self.port):
            return False
        if name in (*LOOPBACK, self.host.lower()):
            return True
        return not self.alone and (_is_address(name) or name in _own_names())


def _name_and_port(told: str) -> tuple[str, str]:
    name, colon, port = told.strip().lower().rpartition(":")
    if not colon or name.endswith(":") or (told.startswith("[") and not name.endswith("]")):
        name, port = told.strip().lower(), "80"
    return name.removeprefix("[").removesuffix("]"), port


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names() -> set[str]:
    own = socket.gethostname().lower()
    return {own, own.partition(".")[0], f"{own.partition('.')[0]}.local"}


class Guard:
    """Lets requests through to an application, each with its session, or refuses them."""

    def __init__(self, app: ASGIApp, door: Door, sessions: Sessions) -> None:
        self._app = app
        self._door = door
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        opened = ""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    answer[name] = value
                if opened:
                    answer.append("set-cookie", self._cookie(opened))
            await send(message)

        refused = self._refused(headers)
        if refused is None:
            key = HTTPConnection(scope).cookies.get(self._door.cookie, "")
            session = self._sessions.find(key)
            if session is None and self._may_open(scope):
                opened = self._sessions.open()
                session = self._sessions.find(opened)
            if session is None:
                refused = _locked(scope)
            elif _shows_token(scope):
                refused = RedirectResponse("/", 303)
            scope.setdefault("state", {})["session"] = session
        await (self._app if refused is None else refused)(scope, receive, guarded)

    def _refused(self, headers: Headers) -> Response | None:
        """Return why a request is answered to nobody; None where it is not."""
        told = headers.get("host", "")
        if not self._door.knows(told):
            return _refusal("wrong-host", "this is not the address of sovsim; see its terminal")
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{told.lower()}":
            return _refusal("wrong-origin", "only pages of this host may ask it")
        if origin is None and headers.get("sec-fetch-site", "none") not in _SAME:
            top = headers.get("sec-fetch-mode") == "navigate"
            if not top:
                return _refusal("wrong-origin", "only pages of this host may ask it")
        return None

    def _may_open(self, scope: Scope) -> bool:
        """Return whether a request without a session gets one."""
        if not self._door.token:
            return True
        told = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        return hmac.compare_digest(told.encode(), self._door.token.encode())

    def _cookie(self, key: str) -> str:
        name = self._door.cookie
        return f"{name}={key}; Path=/; HttpOnly; SameSite=Lax; Max-Age={_YEAR}"


def _shows_token(scope: Scope) -> bool:
    """Return whether the address of the page itself holds a token, which it need not keep."""
    return bool(scope["path"] == "/" and b"token=" in scope["query_string"])


def _refusal(kind: str, message: str) -> Response:
    return JSONResponse({"error": {"kind": kind, "message": message}}, 403)


def _locked(scope: Scope) -> Response:
    words = "open the whole address that sovsim printed, with its token"
    if scope["path"] == "/":
        return PlainTextResponse(f"sovsim: {words}\n", 403)
    return _refusal("no-session", words)
