"""What every scene has: its light, a hand that holds the camera, a lens, a sensor, passers-by."""

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import sin, tau

import cv2
import numpy as np
from numpy.typing import NDArray

from samples import textures
from samples.engine import Camera, Picture, Surface, billboard, draw_all, pyramid

__all__ = ["AFTERNOON", "DUSK", "GREY", "SUMMER", "Frame", "Mood", "Scene", "Walker", "cast_shadow", "eased"]

Frame = NDArray[np.uint8]
"""``height × width × 3``, BGR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mood:
    """The light of an hour: colours are BGR."""

    top: tuple[float, float, float]
    low: tuple[float, float, float]
    cloud: tuple[float, float, float]
    cover: float
    light: tuple[float, float, float]
    """Multiplies the whole picture."""
    haze: float
    """Share of contrast lost per metre."""


AFTERNOON = Mood(top=(158, 112, 68), low=(206, 204, 194), cloud=(226, 224, 222), cover=0.42, light=(0.92, 1.0, 1.07), haze=0.0016)
DUSK = Mood(top=(120, 84, 66), low=(128, 158, 206), cloud=(138, 128, 148), cover=0.62, light=(0.86, 0.80, 0.82), haze=0.0022)
GREY = Mood(top=(190, 180, 170), low=(204, 202, 198), cloud=(206, 204, 200), cover=0.85, light=(1.0, 0.98, 0.95), haze=0.0028)
SUMMER = Mood(top=(196, 136, 74), low=(222, 214, 202), cloud=(244, 242, 238), cover=0.32, light=(0.94, 1.02, 1.06), haze=0.0012)


class Scene:
    """What a camera sees at a time; a scene owns its things, its light and the hand that holds the camera."""

    def __init__(self, *, seed: int, mood: Mood, width: int, height: int) -> None:
        random = np.random.default_rng(seed)
        self.random, self.mood, self.width, self.height, self.seed = random, mood, width, height, seed
        self.dome = pyramid(textures.sky(random, top=mood.top, low=mood.low, cloud=mood.cloud, cover=mood.cover))
        self.tremor = random.uniform(0, tau, (5, 4))
        x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
        self.vignette = (1 - 0.17 * (x**2 + y**2)).astype(np.float32)[..., None] * np.array(mood.light, np.float32)

    @abstractmethod
    def path(self, time: float) -> Camera:
        """Where the cameraman means to point."""

    @abstractmethod
    def things(self, camera: Camera, time: float) -> Iterable[Surface]:
        """Everything that stands in the scene."""

    def backdrop(self, picture: Picture, camera: Camera, time: float) -> None:
        """What lies behind all surfaces (water, smoke); nothing by default."""

    def camera(self, time: float) -> Camera:
        """The path with the tremor of a hand."""
        rates = (0.31, 0.77, 1.6, 2.9, 5.3)
        sizes = (0.011, 0.006, 0.0032, 0.0016, 0.0007)
        shake = [sum(s * sin(tau * r * time + p[k]) for s, r, p in zip(sizes, rates, self.tremor, strict=True)) for k in range(4)]
        aim = self.path(time)
        x, y, z = aim.position
        bob = 0.018 * sin(tau * 1.7 * time)
        return replace(
            aim,
            position=(x + shake[3], y + bob, z),
            yaw=aim.yaw + shake[0],
            pitch=aim.pitch + 0.7 * shake[1],
            roll=aim.roll + 0.6 * shake[2],
        )

    def sky(self, camera: Camera, time: float) -> Surface:
        """The dome as a far flat picture that drifts with the wind."""
        far, (x, y, z) = 4000.0, camera.position
        left = x - far * 2.15 + 16 * time
        return Surface(
            origin=(left, y + far * 1.0, z + far),
            across=(far * 4.3, 0, 0),
            down=(0, -far * 1.09, 0),
            levels=self.dome,
            haze=False,
            depth_bias=1e6,
        )

    def frame(self, time: float) -> Frame:
        """The picture at ``time`` seconds, as the phone's sensor and lens would give it."""
        camera = self.camera(time)
        picture: Picture = np.zeros((self.height, self.width, 3), np.float32)
        haze_colour = np.array(self.mood.low) * 0.93
        draw_all(picture, camera, [self.sky(camera, time)], haze=0, haze_colour=haze_colour)
        self.backdrop(picture, camera, time)
        draw_all(picture, camera, self.things(camera, time), haze=self.mood.haze, haze_colour=haze_colour)
        return self.developed(picture, time)

    def developed(self, picture: Picture, time: float) -> Frame:
        """Lens softness, passing clouds, vignette, film curve and grain."""
        soft = cv2.GaussianBlur(picture, (0, 0), 0.55)
        passing = 1 + 0.05 * sin(tau * time / 9.3) + 0.03 * sin(tau * time / 3.9 + 1)
        lit = np.clip(soft * self.vignette * passing / 255, 0, 1.15)
        curve = 255 * np.clip(lit * lit * (3 - 2 * np.minimum(lit, 1)) * 0.5 + lit * 0.5, 0, 1)
        grain = np.random.default_rng((self.seed, round(time * 1000))).normal(0, 2.4, picture.shape[:2])
        clumped = cv2.GaussianBlur(grain.astype(np.float32), (0, 0), 0.6) * 1.6
        return np.asarray(np.clip(curve + clumped[..., None], 0, 255), np.uint8)


def eased(time: float, start: float, end: float) -> float:
    """0 before ``start``, 1 after ``end``, smooth between."""
    share = min(max((time - start) / (end - start), 0.0), 1.0)
    return share * share * (3 - 2 * share)


@dataclass(frozen=True, slots=True)
class Walker:
    """Somebody who crosses the scene."""

    x: float
    z: float
    along: float
    across: float
    height: float
    gait: tuple[tuple[Picture, ...], ...]

    @classmethod
    def any(
        cls,
        random: np.random.Generator,
        coats: tuple[tuple[float, float, float], ...],
        *,
        x: tuple[float, float] = (-11, 2.5),
        z: tuple[float, float] = (17, 62),
    ) -> "Walker":
        """A passer-by of chance, in one of ``coats`` (BGR)."""
        vest = coats[random.integers(len(coats))]
        seed = int(random.integers(1 << 30))
        gait = tuple(pyramid(textures.person(step / 8, vest, np.random.default_rng(seed))) for step in range(8))
        pace = (random.uniform(-0.35, 1.2), random.uniform(-0.5, 0.5))
        return cls(float(random.uniform(*x)), float(random.uniform(*z)), *pace, float(random.uniform(1.66, 1.88)), gait)

    def at(self, camera: Camera, time: float) -> Iterable[Surface]:
        """The shadow and the cut-out at ``time``."""
        x, z = self.x + self.across * time, self.z + self.along * time
        step = int((time * 1.5 + self.x) * 8) % 8
        yield cast_shadow((x - 0.35, z - 0.3), (1.5, 0.7))
        yield billboard(self.gait[step], (x, 0.0, z), (self.height / 2, self.height), camera)


@cache
def dark_patch() -> tuple[Picture, ...]:
    """A soft dark ellipse."""
    picture = textures.blank((48, 96), (24.0, 24.0, 26.0, 0.0))
    cv2.ellipse(picture, (48, 24), (36, 15), 0, 0, 360, (24.0, 24.0, 26.0, 170.0), -1, cv2.LINE_AA)
    return pyramid(np.asarray(cv2.GaussianBlur(picture, (0, 0), 5), np.float32))


def cast_shadow(corner: tuple[float, float], size: tuple[float, float]) -> Surface:
    """A soft shadow on the ground; ``corner`` is its lowest x and z."""
    (x, z), (wide, deep) = corner, size
    return Surface(
        origin=(x, 0.01, z + deep), across=(wide, 0, 0), down=(0, 0, -deep), levels=dark_patch(), haze=False, depth_bias=5e4
    )
