"""The tools beside us on two folders of footage. Runs in ``.venv-peers`` (``bench/peers.txt``) and knows nothing of the project.

python -m bench.footage_peers --peer NAME --refs DIR --queries DIR --out F.csv

Every reference is hashed, then query by query is hashed and compared with all of them, and rows are written as they come. A
peer that has used up its limit of processor time (its own and its children's) stops before the next file, having said what it
knew. Rules and thresholds are the tool's own; where a tool has none for ranking, its distance is the score. Pictures for hashes
of single frames are taken once a second.
"""

import argparse
import csv
import importlib
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import cv2
import numpy as np
import numpy.typing as npt

from bench.footage_plain import PlainPeer

__all__ = ["COLUMNS", "FAILED", "OVER", "PAIRWISE", "PEERS", "OverLimit", "Peer", "main", "share_matched", "within"]

COLUMNS = ("query_file", "ref_file", "score", "query_start", "query_end", "ref_start", "ref_end")
OVER = 75
"""Exit status of a peer that is over its limit."""
FAILED = "failed on "
"""Begins a line of standard error for every file that a peer could not hash."""
Bits = npt.NDArray[np.uint8]
Row = tuple[str, float, tuple[float, float, float, float] | None]
"""Reference, score, segment."""


def _load(name: str) -> Any:  # noqa: ANN401 - these packages exist only in the peers' environment
    return importlib.import_module(name)


def once_a_second(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    """RGB pictures at 0 s, 1 s, 2 s … of a file."""
    video = cv2.VideoCapture(str(path))
    rate = video.get(cv2.CAP_PROP_FPS) or 25
    number, due = 0, 0.0
    while video.grab():
        if number / rate >= due - 1e-6:
            read, picture = video.retrieve()
            if read:
                yield np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)
            due += 1
        number += 1
    video.release()


def share_matched(query: Bits, ref: Bits, *, limit: int) -> float:
    """Share of the query's hashes (rows of packed bits) with one of the reference's within ``limit``; ties by the reference's."""
    if not len(query) or not len(ref):
        return 0.0
    near = np.bitwise_count(query[:, None] ^ ref[None]).sum(axis=2, dtype=np.int32) <= limit
    return float(near.any(axis=1).mean() + 1e-3 * near.any(axis=0).mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePeer:
    """Hashes of single frames; a bag of them, times unused."""

    hashes: Callable[[Path], Bits]
    """References: frames × bytes."""
    turned: Callable[[Path], Sequence[Bits]]
    """The query's, once for every orientation tried."""
    limit: int

    def compare(self, refs: Iterable[Path], queries: Iterable[Path]) -> Iterator[tuple[Path, list[Row]]]:
        """See :class:`Peer`."""
        known = {path.name: self.hashes(path) for path in refs}
        for path in queries:
            asked = self.turned(path)
            scores = {name: max(share_matched(bits, there, limit=self.limit) for bits in asked) for name, there in known.items()}
            yield path, [(name, value, None) for name, value in scores.items() if value > 0]


@dataclass(frozen=True, slots=True, kw_only=True)
class WholePeer:
    """One value for a whole file, and a likeness of two."""

    value: Callable[[Path], Any]
    alike: Callable[[Any, Any], float]

    def compare(self, refs: Iterable[Path], queries: Iterable[Path]) -> Iterator[tuple[Path, list[Row]]]:
        """See :class:`Peer`."""
        known = {path.name: value for path in refs if (value := self._tried(path)) is not None}
        for path in queries:
            here = self._tried(path)
            yield path, [] if here is None else [(name, self.alike(here, there), None) for name, there in known.items()]

    def _tried(self, path: Path) -> Any:  # noqa: ANN401
        """The file's value; none where the tool fails on it, which is told and costs it the file only."""
        try:
            return self.value(path)
        except OverLimit:
            raise
        except Exception as error:  # noqa: BLE001 - a peer may raise anything
            sys.stderr.write(f"{FAILED}{path.name}: {type(error).__name__}: {error}\n")
            return None


class SignaturePeer:
    """ffmpeg's MPEG-7 signatures. It compares files only by decoding both, so it is asked about the pairs given and no others."""

    def __init__(self, pairs: Path | None) -> None:
        self.pairs: dict[str, list[str]] = {}
        if pairs:
            with pairs.open(newline="", encoding="utf-8") as file:
                for query, ref in csv.reader(file):
                    self.pairs.setdefault(query, []).append(ref)

    def compare(self, refs: Iterable[Path], queries: Iterable[Path]) -> Iterator[tuple[Path, list[Row]]]:
        """See :class:`Peer`."""
        known = {path.name: path for path in refs}
        for path in queries:
            rows = [self._row(path, known[name]) for name in self.pairs.get(path.name, ())]
            yield path, [row for row in rows if row]

    @staticmethod
    def _row(query: Path, ref: Path) -> Row | None:
        """Frames that match are the score. It tells one aligned moment of both, not where the segment begins: none is given."""
        graph = "[0:v][1:v]signature=nb_inputs=2:detectmode=full"
        files = ("-i", str(query), "-i", str(ref))
        command = [shutil.which("ffmpeg") or "ffmpeg", "-hide_banner", "-nostdin", *files, "-filter_complex", graph]
        done = subprocess.run([*command, "-f", "null", "-"], capture_output=True, check=False)
        told = done.stderr.decode("utf-8", "replace")
        found = re.search(r"matching of video 0 at [\d.]+ and 1 at [\d.]+, (\d+) frames matching", told)
        return (ref.name, float(found[1]), None) if found else None


class OverLimit(Exception):  # noqa: N818 - no error: what was said so far counts
    """The limit of processor time is used up."""


def within(limit: float, files: Sequence[Path]) -> Iterator[Path]:
    """``files`` one after the other, as long as this process and its children have used less than ``limit`` seconds.

    Raises:
        OverLimit: they have used more.
    """
    for path in files:
        if sum(os.times()[:4]) > limit:
            raise OverLimit(path.name)
        yield path


def _packed(rows: Sequence[npt.NDArray[Any]]) -> Bits:
    return np.packbits(np.array(rows, bool).reshape(len(rows), -1), axis=1) if len(rows) else np.zeros((0, 1), np.uint8)


def _vpdq(path: Path) -> Bits:
    """The tool's own hasher, one frame a second; frames of quality below 50 left out, as its matcher does."""
    found = _load("vpdq").computeHash(str(path), seconds_per_hash=1.0)
    kept = [np.frombuffer(bytes.fromhex(f.hex), np.uint8) for f in found if f.quality >= 50]
    return np.stack(kept) if kept else np.zeros((0, 32), np.uint8)


def _pdq(path: Path) -> Bits:
    return _packed([bits for bits, quality in (_load("pdqhash").compute(p) for p in once_a_second(path)) if quality >= 50])


def _pdq_turned(path: Path) -> Sequence[Bits]:
    found = [_load("pdqhash").compute_dihedral(picture) for picture in once_a_second(path)]
    return [_packed([hashes[n] for hashes, quality in found if quality >= 50]) for n in range(8)]


def _phash(path: Path) -> Bits:
    image, phash = _load("PIL.Image"), _load("imagehash").phash
    return _packed([phash(image.fromarray(picture)).hash for picture in once_a_second(path)])


def _videohash(path: Path) -> int:
    image = _load("PIL.Image")
    image.ANTIALIAS = image.LANCZOS  # videohash 3.0.1 uses the name that Pillow 10 dropped
    return int(_load("videohash").VideoHash(path=str(path)).hash_hex, 16)


def _tmk(path: Path) -> npt.NDArray[np.float32]:
    return np.asarray(_tmk_hasher().compute(str(path), hash_format="vector"), np.float32)


def _tmk_alike(here: npt.NDArray[np.float32], there: npt.NDArray[np.float32]) -> float:
    return 1 - float(np.ravel(_tmk_hasher().compute_distance(here, there, hash_format="vector"))[0])


def _tmk_hasher() -> Any:  # noqa: ANN401
    return _load("perception.hashers").TMKL2()


Peer = FramePeer | WholePeer | SignaturePeer | PlainPeer
"""``compare(refs, queries)`` yields, query by query, rows of those references that it has anything to say about."""
PEERS: Mapping[str, Callable[[Path | None], Peer]] = {
    "vpdq": lambda _: FramePeer(hashes=_vpdq, turned=lambda path: (_vpdq(path),), limit=31),
    "vPDQ's rule (pdqhash)": lambda _: FramePeer(hashes=_pdq, turned=lambda path: (_pdq(path),), limit=31),
    "vPDQ's rule, 8 orientations (pdqhash)": lambda _: FramePeer(hashes=_pdq, turned=_pdq_turned, limit=31),
    "imagehash phash, 1 frame/s": lambda _: FramePeer(hashes=_phash, turned=lambda path: (_phash(path),), limit=8),
    "videohash": lambda _: WholePeer(value=_videohash, alike=lambda a, b: 1 - (a ^ b).bit_count() / 64),
    "perception TMKL2": lambda _: WholePeer(value=_tmk, alike=_tmk_alike),
    "ffmpeg signature": SignaturePeer,
    "plain local features + RANSAC + voting": lambda _: PlainPeer(pictures=once_a_second),
}
PAIRWISE = frozenset({"ffmpeg signature"})
"""Peers that would take hours for all pairs, and are asked about a sample."""


def _refused(*_: object, **__: object) -> NoReturn:
    raise OSError("offline: no request may leave a benchmark")


def main() -> None:
    """Run one peer."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--peer", choices=PEERS, required=True)
    arguments.add_argument("--refs", type=Path, required=True)
    arguments.add_argument("--queries", type=Path, required=True)
    arguments.add_argument("--pairs", type=Path, help="CSV of query, reference: what a pairwise peer is asked about")
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--limit", type=float, default=float("inf"), help="seconds of processor time")
    given = arguments.parse_args()
    warnings.simplefilter("ignore")
    for way_out in ("connect", "connect_ex"):
        setattr(socket.socket, way_out, _refused)
    cv2.setNumThreads(1)
    refs, queries = (sorted(p for p in folder.iterdir() if p.is_file()) for folder in (given.refs, given.queries))
    answers = PEERS[given.peer](given.pairs).compare(within(given.limit, refs), within(given.limit, queries))
    with given.out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        try:
            for done, (query, rows) in enumerate(answers, 1):
                for name, value, ends in rows:
                    writer.writerow((query.name, name, f"{value:.5f}", *(f"{end:.3f}" for end in ends or ())))
                file.flush()
                sys.stdout.write(f"{done}\n")
                sys.stdout.flush()
        except OverLimit:
            sys.exit(OVER)


if __name__ == "__main__":
    main()
