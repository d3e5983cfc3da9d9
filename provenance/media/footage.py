"""A video (or picture) file to :class:`Footage`: decoded once, fingerprinted on the way, a bounded part in memory.

Every decoded picture that falls into a new slot of ``motion.RATE`` is made small and grey; it is held, unconverted, until it is
certain whether it is a keyframe (some two seconds). Keyframes alone become RGB pictures and are fingerprinted,
in another thread, while decoding goes on.
"""

import math
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import MediaError
from provenance.fingerprints import FINGERPRINTERS
from provenance.fingerprints.interface import CANONICAL_SIDE, Footage, KeyFrame, Picture
from provenance.fingerprints.keyframes import ALIKE, Chooser, change, is_blank
from provenance.fingerprints.local import extract
from provenance.fingerprints.modes import EFFORTS, Effort, Mode
from provenance.fingerprints.motion import RATE, ROWS, SIDE, MotionRecorder
from provenance.fingerprints.panels import Box, panels
from provenance.media.decode import RawFrame, lighter, raw_frames, upright
from provenance.media.sound import listen
from provenance.model import Digest

__all__ = ["keyframe", "measure"]

THUMBNAIL = 160
"""Pixels of the longer side of the small picture of a keyframe."""
THUMBNAIL_QUALITY = 40
TOGETHER = 4
"""Keyframes in whose pictures panels are looked for together."""
FINE = 2 * SIDE
"""Pixels of the longer side of the grey record where pictures were put together: each is smaller than the whole."""
HELD = 1920 * 1088
"""Pixels of a picture that waits for the choice of keyframes; a larger one is scaled down first."""
WAITING = 2
"""Groups of keyframes that wait for the other thread, at most."""
TELL = Fraction(5)
"""Seconds of footage between two reports of progress."""
Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sample:
    """A picture that may become a keyframe."""

    raw: RawFrame
    grey: Grey


def measure(
    path: Path,
    *,
    digest: Digest,
    mode: Mode = Mode.DEFAULT,
    threads: int = 2,
    progress: Callable[[float | None], None] | None = None,
) -> Footage:
    """Fingerprint ``path``, whose bytes have ``digest``. A still picture gives one keyframe and no duration.

    ``threads``: how many work on it. ``progress`` is told the share that is done (0–1), and ``None`` at the end.

    Raises:
        MediaError: not media, no picture in it, or nothing of it can be decoded.
    """
    effort = EFFORTS[mode]
    warnings: list[str] = []
    time, step, told = Fraction(0), Fraction(0), Fraction(0)
    apart = Fraction(effort.apart) if effort.key_pictures else None
    with ThreadPoolExecutor(max_workers=1) as thread:
        taking = _Taking(effort, thread if threads > 1 else None)
        for raw in raw_frames(path, warnings=warnings, threads=threads, key_pictures=apart):
            step, time = (raw.time - time) or step, raw.time
            taking.take(raw)
            if progress and time - told >= TELL:
                told = time
                progress(raw.share)
        keyframes = taking.finish()
    if progress:
        progress(None)
    sound = listen(path, warnings=warnings)
    return Footage(
        digest=digest,
        duration=time + step if time else Fraction(0),
        width=taking.size[0],
        height=taking.size[1],
        keyframes=keyframes,
        motion=taking.motion.motion(),
        mode=mode,
        sound=sound,
        warnings=(*warnings, *taking.warnings(path)),
    )


class _Taking:
    """What has been gathered of one video so far."""

    def __init__(self, effort: Effort, thread: ThreadPoolExecutor | None) -> None:
        self.motion = MotionRecorder()
        self.size = (0, 0)
        """Width and height, upright."""
        self._effort = effort
        self._thread = thread
        self._chooser = Chooser(apart=effort.apart, gap=effort.gap)
        self._held: deque[_Sample] = deque()
        self._dropped = 0
        self._slot = -1
        self._last: Grey | None = None
        self._chosen: tuple[float, Grey] | None = None
        self._blanks = 0
        self._group: list[tuple[Picture, Fraction]] = []
        self._seen: list[Picture] = []
        """Of the keyframes before, as many as panels are looked for in."""
        self._waiting: deque[Future[tuple[bool, list[KeyFrame]]]] = deque()
        self._done: list[KeyFrame] = []
        self._composed = False
        """Whether panels were found."""
        self._fine: Grey | None = None
        """The last picture of the fine record."""
        self._opening: list[tuple[int, Grey, Grey]] | None = []
        """Until it is known whether the record is to be fine: times (milliseconds), and the pictures in both sizes."""

    def take(self, raw: RawFrame) -> None:
        """Look at a decoded picture, if its slot has none yet."""
        slot = math.floor(raw.time * RATE)
        if slot <= self._slot:
            return
        self._slot = slot
        if not self._done and not self.size[0]:
            width, height = raw.frame.width, raw.frame.height
            self.size = (height, width) if raw.turns % 2 else (width, height)
        grey = _grey(raw, SIDE, self._last)
        if self._effort.key_pictures:
            self.motion.measure(grey)
        else:
            self._record(raw, grey)
        self._held.append(_Sample(raw=lighter(raw, pixels=HELD), grey=grey))
        moved = 1.0 if self._last is None else change(self._last, grey)
        self._last = grey
        self._choose(self._chooser.push(float(raw.time), moved))

    def finish(self) -> tuple[KeyFrame, ...]:
        """All the keyframes, in order."""
        self._choose(self._chooser.close())
        self._submit()
        self._collect(0)
        self._decide()
        return tuple(self._done)

    def warnings(self, path: Path) -> list[str]:
        """What is to be said of the choice."""
        out = [f"{self._blanks} blank frames were left out of the keyframes"] if self._blanks else []
        return out if self._done else [*out, f"{path.name}: every frame is blank, nothing to recognise it by"]

    def _record(self, raw: RawFrame, grey: Grey) -> None:
        """Add to the record of motion; how fine it is, the first sheet of it tells."""
        time = round(raw.time * 1000)
        if self._opening is None:
            self.motion.push(time, _grey(raw, FINE, self._fine) if self._fine is not None else grey)
            return
        self._fine = _grey(raw, FINE, self._fine)
        self._opening.append((time, grey, self._fine))
        if len(self._opening) == ROWS:
            self._collect(0)
            self._decide()

    def _decide(self) -> None:
        """Begin the record: finely, if panels were found in the keyframes that are done."""
        for time, coarse, fine in self._opening or ():
            self.motion.push(time, fine if self._composed else coarse)
        self._opening = None
        self._fine = self._fine if self._composed else None

    def _choose(self, positions: list[int]) -> None:
        for position in positions:
            self._consider(self._held[position - self._dropped])
        while self._dropped < self._chooser.first:
            self._held.popleft()
            self._dropped += 1

    def _consider(self, sample: _Sample) -> None:
        """Keep ``sample`` as a keyframe, unless it shows nothing, or nothing new."""
        time = float(sample.raw.time)
        if is_blank(sample.grey):
            self._blanks += 1
            return
        if self._chosen and time - self._chosen[0] < self._effort.still and change(self._chosen[1], sample.grey) < ALIKE:
            return
        self._chosen = time, sample.grey
        self._group.append((upright(sample.raw, max_side=CANONICAL_SIDE), sample.raw.time))
        if len(self._group) == TOGETHER:
            self._submit()

    def _submit(self) -> None:
        """Have the keyframes that were gathered fingerprinted."""
        group, self._group = self._group, []
        if not group:
            return
        self._seen = [*self._seen, *(pixels for pixels, _ in group)][-TOGETHER:]
        if self._thread is None:
            self._take_in(self._keyframes(group, self._seen))
            return
        self._waiting.append(self._thread.submit(self._keyframes, group, self._seen))
        self._collect(WAITING)

    def _collect(self, most: int) -> None:
        """Take in what is done, until ``most`` groups wait."""
        while len(self._waiting) > most or (self._waiting and self._waiting[0].done()):
            self._take_in(self._waiting.popleft().result())

    def _take_in(self, found: tuple[bool, list[KeyFrame]]) -> None:
        self._composed |= found[0]
        self._done += found[1]

    def _keyframes(self, group: list[tuple[Picture, Fraction]], seen: list[Picture]) -> tuple[bool, list[KeyFrame]]:
        """All that is kept of each picture, and whether there are panels in what was ``seen`` last."""
        found = _panels(seen)
        size, features = self.size, self._effort.features
        return bool(found), [keyframe(p, time=t, size=size, features=features, panels=found) for p, t in group]


def _grey(raw: RawFrame, side: int, before: Grey | None) -> Grey:
    """The picture in grey, at most ``side`` on its longer side, of the size that the one ``before`` has."""
    grey = upright(raw, max_side=side, layout="gray")
    if before is None or grey.shape == before.shape:
        return grey
    # The picture changed its size midway: the record keeps the size it began with.
    height, width = before.shape
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _panels(pictures: Sequence[Picture]) -> tuple[Box, ...]:
    """The panels that pictures at the canonical size share, those of the last one's shape."""
    greys = [np.asarray(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), np.uint8) for p in pictures if p.shape == pictures[-1].shape]
    return panels(greys)


def keyframe(pixels: Picture, *, time: Fraction, size: tuple[int, int], features: int, panels: Sequence[Box] = ()) -> KeyFrame:
    """All that is kept of a picture of ``size`` (width, height), given at the canonical size, with its ``panels``."""
    return KeyFrame(
        time=time,
        width=size[0],
        height=size[1],
        fingerprints=tuple(f.of(pixels, time=time) for f in FINGERPRINTERS),
        features=extract(pixels, count=features, panels=panels),
        picture=_thumbnail(pixels),
    )


def _thumbnail(pixels: Picture) -> bytes:
    height, width = pixels.shape[:2]
    scale = min(1.0, THUMBNAIL / max(height, width))
    small = cv2.resize(pixels, (max(1, round(width * scale)), max(1, round(height * scale))), interpolation=cv2.INTER_AREA)
    ok, data = cv2.imencode(".webp", small[:, :, ::-1], [cv2.IMWRITE_WEBP_QUALITY, THUMBNAIL_QUALITY])
    if not ok:
        raise MediaError(f"expected a picture that can be written as WebP, found {small.shape}")
    return bytes(data)
