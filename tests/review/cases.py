"""Cases to review, made on the spot, and the real program that serves the page over them."""

import io
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import numpy as np

from provenance import model as m
from provenance.pipeline.run import activity, now
from provenance.store.case import Case
from provenance.store.writing import Writer
from tests.command import provenance
from tests.fetch.servers import body, serving
from tests.pipeline.pages import clip

ROOT = Path(__file__).parents[2]
REVIEWER = "Ada Moreau"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Smoke over the old harbour</title>
<meta property="article:published_time" content="2024-05-07T09:00:00Z"></head><body><article><h1>Smoke over the old harbour</h1>
<p>The video was filmed in Lviv on 6 May 2024, according to Iryna Savelko, a member of the district council.</p>
<video controls src="{clip}"></video>
<p>Others online say the footage was recorded in Odesa. The mayor was asked for a comment on Tuesday morning.</p>
<p>A second video of the fire was shared on Telegram by a retired fisherman, but the post is gone from his channel.</p>
</article></body></html>"""


@cache
def mirrored(seed: int) -> bytes:
    """Seconds 1–4 of ``clip(seed, seconds=6)``, mirrored."""
    out = io.BytesIO()
    with av.open(io.BytesIO(clip(seed, seconds=6))) as source, av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=10, options={"crf": "22", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number, frame in enumerate(source.decode(video=0)):
            if 10 <= number < 40:
                turned = av.VideoFrame.from_ndarray(
                    np.ascontiguousarray(frame.to_ndarray(format="rgb24")[:, ::-1]), format="rgb24"
                )
                turned.pts, turned.time_base = number - 10, Fraction(1, 10)
                container.mux(stream.encode(turned))
        container.mux(stream.encode())
    return out.getvalue()


def traced(folder: Path) -> Path:
    """A case of one article: a mirrored excerpt of earlier footage, words without a post, places that collide."""
    library = folder / "earlier"
    library.mkdir(parents=True)
    (library / "original.mp4").write_bytes(clip(1, seconds=6))
    with serving() as server:
        server.routes["/clip.mp4"] = body(mirrored(1), "video/mp4")
        (folder / "article.html").write_text(PAGE.format(clip=server.url("/clip.mp4")), "utf-8")
        arguments = ["trace", "article.html", "--case", "case", "--library", "earlier", "--allow-host", server.host, "--quiet"]
        done = provenance(*arguments, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    return folder


@dataclass(frozen=True, slots=True)
class Served:
    """The program at work."""

    process: subprocess.Popen[str]
    address: str
    """The secret one."""

    @property
    def base(self) -> str:
        return self.address.partition("/?")[0]

    @property
    def token(self) -> str:
        return self.address.partition("token=")[2]

    def end(self) -> None:
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(60) == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(60)


@contextmanager
def served(folder: Path, *options: str, case: str = "case") -> Iterator[Served]:
    """``provenance review`` over a case in ``folder``."""
    command = [sys.executable, "-m", "provenance", "review", case, "--reviewer", REVIEWER, "--no-browser", *options]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}", address), address
        yield Served(process, address)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
        process.stdout.close()


def written(snapshot: m.Snapshot, folder: Path) -> Path:
    """A case with the records of ``snapshot``; its files and most of its pictures are not there."""
    with Case.open(folder / "case", create=True) as case:
        pictures = {digest: case.pictures.put(data, suffix=".webp") for digest, data in snapshot.pictures.items()}
        assert all(digest == kept for digest, kept in pictures.items())
        started = now()
        with case.commit(activity(m.ActivityKind.READ, "article", started)) as write:
            for article in snapshot.articles:
                write.reading(article.reading)
                for record in article.references:
                    _written_record(write, record, snapshot)
            write.said(snapshot.claims)
            for media in snapshot.media:
                if media.probe:
                    write.probe(media.probe)
                write.footage(media.file.digest, b"", media.keyframes)
            for query, matches in _by_query(snapshot.matches).items():
                write.comparison(query, "library", "state", matches)
    return folder


def _written_record(write: Writer, record: m.ReferenceRecord, snapshot: m.Snapshot) -> None:
    name = record.reference.id
    files = tuple(media.file for media in snapshot.media if name in media.references)
    for attempt in record.attempts:
        if attempt.reference == name:
            write.attempt(attempt)
    if files:
        write.acquisition(m.Acquisition(reference=name, files=files, at=now(), url=record.url), files)


def _by_query(matches: tuple[m.Match, ...]) -> dict[m.Digest, tuple[m.Match, ...]]:
    found: dict[m.Digest, tuple[m.Match, ...]] = {}
    for match in matches:
        found[match.query] = (*found.get(match.query, ()), match)
    return found


def copied(folder: Path, to: Path) -> Path:
    """A case and what lies beside it, to be changed."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return to
