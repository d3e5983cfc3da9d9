"""The page's addresses and what answers them. Who is let in at all is decided before, in ``gate.py``."""

import json
from collections.abc import Awaitable, Callable
from fractions import Fraction
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from provenance.errors import InputError, ProvenanceError, UsageError
from provenance.exporters.json_values import Json
from provenance.media.playable import browser_type
from provenance.model import Digest
from provenance.review.desk import Desk
from provenance.review.details import shown
from provenance.review.fields import Fields
from provenance.review.jobs import Job
from provenance.review.matters import read_order
from provenance.store.blobs import storage_errors

__all__ = ["application"]

PAGE = resources.files("provenance.review").joinpath("page")
STYLE = resources.files("provenance.exporters.html").joinpath("templates", "style.css")
TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
PARTS = (
    "review.css",
    "main.js",
    "dom.js",
    "server.js",
    "list.js",
    "keys.js",
    "clock.js",
    "stage.js",
    "players.js",
    "entries.js",
    "forms.js",
    "regions.js",
    "icon.svg",
)
"""The files of the page; no other is served."""
LARGEST_BODY = 256_000
"""Bytes of a decision."""
Handler = Callable[[Request], Awaitable[Response]]


def application(desk: Desk) -> Starlette:
    """The page over ``desk``."""
    pages = Pages(desk)
    return Starlette(
        routes=[
            Route("/", pages.page),
            Route("/page/{name}", pages.part),
            Route("/api/queue", pages.queue),
            Route("/api/news", pages.news),
            Route("/api/entry/{key}", pages.entry),
            Route("/api/decide", pages.decide, methods=["POST"]),
            Route("/api/resolve", pages.resolve, methods=["POST"]),
            Route("/api/attach/{reference}", pages.attach, methods=["POST"]),
            Route("/api/report", pages.report, methods=["POST"]),
            Route("/media/{digest}", pages.media),
            Route("/copy/{digest}", pages.copy),
            Route("/frame/{digest}", pages.frame),
            Route("/picture/{digest}", pages.picture),
        ],
        exception_handlers={ProvenanceError: _problem, ClientDisconnect: _gone},
    )


async def _problem(request: Request, error: Exception) -> Response:  # noqa: ARG001 - starlette's signature
    return _json({"error": str(error)}, status=400)


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001 - starlette's signature
    return PlainTextResponse("", status_code=400)


def _json(value: Json, *, status: int = 200) -> Response:
    return Response(json.dumps(shown(value)).encode(), status_code=status, media_type="application/json")


def _nothing() -> Response:
    return PlainTextResponse("nothing here\n", status_code=404)


class Pages:
    """What answers each address."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def page(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """The page itself; all that it shows it asks for."""
        return Response(PAGE.joinpath("index.html").read_bytes(), media_type="text/html")

    async def part(self, request: Request) -> Response:
        """Its style and scripts."""
        name = request.path_params["name"]
        if name == "style.css":
            return Response(STYLE.read_bytes(), media_type=TYPES[".css"])
        if name not in PARTS:
            return _nothing()
        return Response(PAGE.joinpath(name).read_bytes(), media_type=TYPES[Path(name).suffix])

    # ── reading ─────────────────────────────────────────────────────────────────────────────────

    async def queue(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """All entries, in short."""
        return _json(await run_in_threadpool(self._desk.told))

    async def news(self, request: Request) -> Response:  # noqa: ARG002 - starlette's signature
        """Whether anything changed, and how the work behind the page goes."""
        return _json(await run_in_threadpool(self._desk.news))

    async def entry(self, request: Request) -> Response:
        """One entry."""
        found = await run_in_threadpool(self._desk.entry, request.path_params["key"])
        return _json(found) if found else _nothing()

    async def media(self, request: Request) -> Response:
        """A file as it is, in ranges."""
        digest = _digest(request)
        found = await run_in_threadpool(self._desk.file, digest) if digest else None
        kind = browser_type(found.probe) if found and found.probe else None
        return FileResponse(found.path, media_type=kind) if found and kind else _nothing()

    async def copy(self, request: Request) -> Response:
        """The copy of a file, in ranges; with ``?state``, how far it is."""
        digest = _digest(request)
        state = await run_in_threadpool(self._desk.copy, digest) if digest else None
        if state is None:
            return _nothing()
        if "state" in request.query_params:
            return _json({"ready": state.path is not None, "problem": state.problem})
        return FileResponse(state.path, media_type="video/mp4") if state.path else _nothing()

    async def frame(self, request: Request) -> Response:
        """One frame, at ``?time`` seconds."""
        digest, time = _digest(request), _time(request.query_params.get("time", "0"))
        picture = await run_in_threadpool(self._desk.frame, digest, time) if digest else None
        return Response(picture, media_type="image/jpeg") if picture else _nothing()

    async def picture(self, request: Request) -> Response:
        """A small picture of the case."""
        digest = _digest(request)
        path = await run_in_threadpool(self._desk.picture, digest) if digest else None
        return FileResponse(path, media_type="image/webp") if path else _nothing()

    # ── deciding ────────────────────────────────────────────────────────────────────────────────

    async def decide(self, request: Request) -> Response:
        """A decision; answered once it is in the log."""
        order = read_order(await _body(request))
        review = await run_in_threadpool(self._desk.decide, order)
        return _json({"review": review.id})

    async def resolve(self, request: Request) -> Response:
        """Where a post is."""
        fields = Fields.of(await _body(request))
        asked = (
            fields.text("reference", needed=True),
            fields.text("url", limit=4000, needed=True),
            fields.text("note", limit=4000),
        )
        return _started(await run_in_threadpool(self._desk.resolve, *asked))

    async def report(self, request: Request) -> Response:
        """The signed report."""
        await _body(request)
        return _started(await run_in_threadpool(self._desk.report))

    async def attach(self, request: Request) -> Response:
        """A file, as the body; its name and a note in ``?name`` and ``?note``."""
        if request.headers.get("content-type") != "application/octet-stream":
            raise UsageError("expected a file as application/octet-stream")
        fields = Fields.of(dict(request.query_params))
        with self._desk.drop(unquote(fields.text("name"))) as path:
            await _stored(request, path, limit=self._desk.largest)
            asked = request.path_params["reference"], path, fields.text("note", limit=4000)
            return _started(await run_in_threadpool(self._desk.attach, *asked))


def _started(job: Job) -> Response:
    return _json({"job": job.told()}, status=202)


def _digest(request: Request) -> Digest | None:
    try:
        return Digest(value=request.path_params["digest"])
    except InputError:
        return None


def _time(text: str) -> Fraction:
    return Fields(values={"time": text}).seconds("time") or Fraction(0)


async def _body(request: Request) -> object:
    """The JSON of a request.

    Raises:
        UsageError: too long, or no JSON.
    """
    if request.headers.get("content-type") != "application/json":
        raise UsageError("expected application/json")
    data = bytearray()
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST_BODY:
            raise UsageError(f"expected at most {LARGEST_BODY} bytes")
    try:
        found: object = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"expected JSON: {error}") from error
    return found


async def _stored(request: Request, path: Path, *, limit: int | None) -> None:
    """The body at ``path``, never whole in memory.

    Raises:
        InputError: longer than ``limit``.
        StorageError: no space.
    """
    size = 0
    with storage_errors(path):
        async with await anyio.open_file(path, "wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if limit is not None and size > limit:
                    raise InputError(f"{path.name}: expected at most {limit:,} bytes (--max-media-size), found more")
                await file.write(piece)
