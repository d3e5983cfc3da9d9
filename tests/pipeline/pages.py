"""A small world on loopback for the pipeline's tests: a page with players (a clip, one that is gone, one
that is busy) and a note that speaks of footage without a link."""

import io
import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import cv2
import numpy as np

from tests.fetch.servers import Server, body, status

ROOT = Path(__file__).parents[2]
NOTE = "Storm on the coast\n\nThe footage was shared on Telegram by a retired fisherman.\n"
"""An article as plain text that speaks of footage without a link."""


@cache  # the encoder may write one clip in two ways on a busy machine
def clip(seed: int, *, seconds: int = 4) -> bytes:
    """A drifting view over a field of coloured blobs: 160×120, 10 pictures a second, H.264 in MP4."""
    generator = np.random.default_rng(seed)
    field = cv2.resize(generator.integers(0, 255, (40, 60, 3), dtype=np.uint8), (480, 320), interpolation=cv2.INTER_CUBIC)
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream(
            "libx264", rate=10, options={"crf": "20", "threads": "1"}
        )  # the same bytes on a busy machine
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(seconds * 10):
            x, y = 4 * number, 2 * number
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(field[y : y + 120, x : x + 160]), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def page(server: Server, *paths: str, title: str = "Waves over the mole") -> str:
    """An English page with a player for each of ``paths``."""
    players = "\n".join(
        f'<p>Here is a view of the harbour.</p><video controls src="{server.url(path)}"></video>' for path in paths
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><article><h1>{title}</h1>'
        f"<p>The storm reached the coast on Friday night and tore boats from their moorings in the old harbour.</p>{players}"
        f"<p>Nobody was hurt, the mayor told reporters on Saturday morning.</p></article></body></html>"
    )


def busy_world(server: Server) -> None:
    """``/clip.mp4`` is there, ``/gone.mp4`` was removed, ``/busy.mp4`` answers 503."""
    server.routes["/clip.mp4"] = body(clip(1), "video/mp4")
    server.routes["/gone.mp4"] = status(410)
    server.routes["/busy.mp4"] = status(503)


def states(document: bytes) -> dict[str, str]:
    """File name or platform → state of every reference in a JSON report."""
    report = json.loads(document)
    return {
        (reference["url"] or reference["platform"]).rpartition("/")[2]: reference["state"]
        for article in report["articles"]
        for reference in article["references"]
    }
