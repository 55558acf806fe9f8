"""The application: what is asked for at which address, and what is answered."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sovsim.app.host.body import TooLong, body_of
from sovsim.app.host.ensembles import Ensemble
from sovsim.app.host.guard import Door, Guard
from sovsim.app.host.kernels import Kernels
from sovsim.app.host.page import handed_out
from sovsim.app.host.sessions import Session, Sessions
from sovsim.app.host.uploads import LARGEST, sent_scenario
from sovsim.app.native.ask import parsed
from sovsim.app.native.words import Refused, few, refuse, shown
from sovsim.app.words import USUAL
from sovsim.documents.errors import MOST_SHOWN, DocumentError
from sovsim.ensemble.batch import Engine
from sovsim.scenario import Scenario

LONGEST = 1 << 20
"""Bytes of a request of JSON."""

MOST_AT_WORK = 4
"""Ensembles that are computed for all sessions at once."""

Content = Callable[[Sequence[Scenario]], Mapping[str, Any]]
"""Gives the words and data of a page that shows some scenarios."""


class Host:
    """Answers a page; every method that is a route takes a request of its session.

    Args:
        scenarios: that everybody can see, at least one.
        content: see `Content`.
        door: where the host is, and whom it lets in.
        engine: of `sovsim.app.native.ask.Native`.
        language: that the page speaks, as its content does.
    """

    def __init__(
        self,
        scenarios: Iterable[Scenario],
        content: Content,
        door: Door,
        engine: Engine = "auto",
        language: str = USUAL,
    ) -> None:
        self.shared = tuple(scenarios)
        self.sessions = Sessions(self.shared, engine)
        self._content = content
        self._door = door
        self._computing = threading.Lock()
        self._kernels = Kernels(self._computing)
        self._handed = handed_out(language)
        self._told: dict[tuple[str, ...], bytes] = {}

    def application(self) -> Starlette:
        """Return the application."""
        return Starlette(
            routes=[
                Route("/content.json", self.content),
                Route("/kernel.js", self.kernel),
                Route("/ask", self.ask, methods=["POST"]),
                Route("/scenarios", self.upload, methods=["POST"]),
                Route("/ensemble", self.start_ensemble, methods=["POST"]),
                Route("/ensemble/{number:int}", self.ensemble, methods=["GET", "DELETE"]),
                Route("/{path:path}", self.hand_out),
            ],
            middleware=[Middleware(Guard, door=self._door, sessions=self.sessions)],
            exception_handlers={Refused: _refused, DocumentError: _wrong, TooLong: _too_long},
        )

    def warm(self) -> None:
        """Make what a first visitor will ask for."""
        self._content_of(self.shared)
        self._kernels.script(self.shared[:1])

    async def hand_out(self, request: Request) -> Response:
        """Hand out the page or a part of it."""
        found = self._handed.get(request.url.path)
        if found is None:
            return _error("not-found", "there is nothing at this address", 404)
        return Response(found.content, media_type=f"{found.kind}; charset=utf-8")

    async def content(self, request: Request) -> Response:
        """Give words and data: of all scenarios of the session, or of those that are named."""
        chosen = _chosen(request, every=True)
        told = await run_in_threadpool(self._content_of, chosen)
        return Response(told, media_type="application/json")

    async def kernel(self, request: Request) -> Response:
        """Give the script of a worker that runs the scenarios that are named."""
        chosen = _chosen(request, every=False)
        script = await run_in_threadpool(self._kernels.script, chosen)
        return Response(script, media_type="text/javascript; charset=utf-8")

    async def ask(self, request: Request) -> Response:
        """Answer as a kernel of the page would, by the native engine."""
        told, session = _text(await body_of(request, LONGEST)), _session(request)

        def answer() -> str:
            with self._computing:
                found = session.native.ask(told)
                self.sessions.settle()
            return found

        return Response(await run_in_threadpool(answer), media_type="application/json")

    async def upload(self, request: Request) -> Response:
        """Take a scenario of one's own, for this session alone."""
        content, session = await body_of(request, LARGEST), _session(request)
        label = request.query_params.get("name", "") or "scenario.toml"
        taken = frozenset(one.name for one in self.shared)
        made = await run_in_threadpool(sent_scenario, content, label, taken)
        session.add(made)
        found = {"name": made.name, "title": made.title, "digest": made.spec_hash}
        return JSONResponse({"scenario": found, "own": list(session.own)}, 201)

    async def start_ensemble(self, request: Request) -> Response:
        """Begin an ensemble."""
        told, session = parsed(_text(await body_of(request, LONGEST))), _session(request)
        if not isinstance(told, Mapping):
            refuse("bad-request", "a request is an object")
        if not session.ensembles.running and self.sessions.at_work >= MOST_AT_WORK:
            return _error("busy", "other ensembles are being computed; try again later", 503)

        def start() -> Ensemble:
            return session.ensembles.start(session.native, told, self._computing)

        made = await run_in_threadpool(start)
        return JSONResponse(made.told(), 202)

    async def ensemble(self, request: Request) -> Response:
        """Tell how far an ensemble is and what came of it, or stop it."""
        found = _session(request).ensembles.find(request.path_params["number"])
        if found is None:
            return _error("unknown-ensemble", "there is no such ensemble, or a newer one", 404)
        if request.method == "DELETE":
            found.cancel()
        return JSONResponse(found.told())

    def _content_of(self, scenarios: Sequence[Scenario]) -> bytes:
        key = tuple(one.spec_hash for one in scenarios)
        if key not in self._told:
            with self._computing:
                told = self._content(scenarios)
            text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
            if scenarios != self.shared:
                return text.encode()
            self._told[key] = text.encode()
        return self._told[key]


def _text(body: bytes) -> str:
    return body.decode("utf-8", "replace")


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session


def _chosen(request: Request, *, every: bool) -> tuple[Scenario, ...]:
    """Return the scenarios that an address names, by ``scenario``; else all of them or the first.

    Raises:
        Refused: there is no such scenario.
    """
    known = _session(request).scenarios
    names = request.query_params.getlist("scenario")
    for name in names:
        if name not in known:
            words = f"there is no scenario {shown(name)}; known: {few(known)}"
            refuse("unknown-scenario", words)
    if not names:
        return tuple(known.values()) if every else (next(iter(known.values())),)
    return tuple(known[name] for name in dict.fromkeys(names))


def _error(kind: str, message: str, status: int, **more: Any) -> JSONResponse:
    return JSONResponse({"error": {"kind": kind, "message": message, **more}}, status)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _error(error.kind, error.message, 422)


def _wrong(request: Request, error: Exception) -> Response:
    """Answer with the first faults of a scenario, each with its line, and how many are left."""
    assert isinstance(error, DocumentError)
    faults = [
        {"line": fault.line, "key": fault.key, "message": fault.message}
        for fault in error.problems[:MOST_SHOWN]
    ]
    left = len(error.problems) - len(faults)
    return _error("bad-scenario", "\n".join(error.messages), 422, faults=faults, left=left)


def _too_long(request: Request, error: Exception) -> Response:
    return _error("too-large", str(error), 413)
