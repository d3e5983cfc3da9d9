"""The server: a free port of 127.0.0.1, one secret address, a clean end."""

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import uvicorn

from provenance.errors import UsageError
from provenance.pipeline.run import Progress, Settings
from provenance.pipeline.sealing import working
from provenance.review.app import application
from provenance.review.desk import Desk
from provenance.review.gate import Gate

__all__ = ["serve"]

HOST = "127.0.0.1"
PATIENCE = 5
"""Seconds that open connections have at the end."""


def serve(case: Path, *, reviewer: str, settings: Settings, progress: Progress, port: int, ready: Callable[[str], None]) -> None:
    """Serve the page over ``case`` until Ctrl-C or SIGTERM, then seal the case; ``ready`` is told the secret address.

    Args:
        case: the folder.
        reviewer: who decides.
        settings: for what is fetched and measured.
        progress: is told what prevents the seal.
        port: 0 for any that is free.
        ready: called once connections are taken.

    Raises:
        CaseError: the case cannot be opened, or another process works on it.
        UsageError: the port is taken.
    """
    with working(case, settings=settings, progress=progress) as run, _bound(port) as listening:
        desk = Desk(case, reviewer=reviewer, settings=settings, key=run.key)
        desk.sweep()
        gate = Gate(application(desk), port=listening.getsockname()[1])
        config = uvicorn.Config(
            gate,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=PATIENCE,
        )
        try:
            ready(gate.address)
            Server(config).run(sockets=[listening])
        finally:
            desk.close()


class Server(uvicorn.Server):
    """Ends by itself on a signal, so that the case is sealed afterwards; uvicorn's own would raise the signal again."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ask to end."""

        def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a handler
            self.force_exit = self.should_exit
            self.should_exit = True

        before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


@contextlib.contextmanager
def _bound(port: int) -> Iterator[socket.socket]:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"--port {port}: expected a free port of {HOST}: {error}") from error
        listening.listen()  # from here on a browser waits, and is not refused
        yield listening
    finally:
        listening.close()
