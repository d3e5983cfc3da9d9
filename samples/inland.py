"""Scenes that have nothing to do with the port: a town street, a country road."""

from collections.abc import Iterable
from dataclasses import replace
from math import sin

import numpy as np

from samples import textures
from samples.camerawork import Mood, Scene, Walker
from samples.engine import Camera, Surface, billboard, pyramid

__all__ = ["Road", "Street"]

TOWNSPEOPLE = ((70.0, 58.0, 52.0), (60.0, 60.0, 110.0), (96.0, 84.0, 60.0), (120.0, 124.0, 128.0), (44.0, 44.0, 46.0))


class Street(Scene):
    """A town street between two rows of houses, on a grey day."""

    def __init__(self, *, seed: int, mood: Mood, width: int, height: int) -> None:
        super().__init__(seed=seed, mood=mood, width=width, height=height)
        self.walls = [wall for z in range(0, 150, 15) for wall in self.pair(float(z))]
        self.floor = [self.roadway(*span) for span in ((-6.0, 10.0, 34.0), (10.0, 34.0, 22.0), (34.0, 170.0, 8.0))]
        self.walkers = [Walker.any(self.random, TOWNSPEOPLE, x=(-6.2, 6.2), z=(9, 48)) for _ in range(9)]
        self.tree = pyramid(textures.tree(self.random))

    def pair(self, z: float) -> tuple[Surface, Surface]:
        """Two houses that face each other."""
        left, right = (textures.facade(int(self.random.integers(2, 5)), 5, self.random) for _ in range(2))
        tall = [picture.shape[0] / 28.0 for picture in (left, right)]
        return (
            Surface.of(left * np.float32(0.82), (-7.5, tall[0], z), (0, 0, 15), (0, -tall[0], 0)),
            Surface.of(right, (7.5, tall[1], z + 15), (0, 0, -15), (0, -tall[1], 0)),
        )

    def roadway(self, z0: float, z1: float, scale: float) -> Surface:
        """A stretch of the street from ``z0`` to ``z1``, ``scale`` pixels a metre."""
        picture = textures.pavement((z1 - z0, 15), scale, self.random, tint=(92, 92, 94))
        for a, b in ((0.0, 2.6), (12.4, 15.0)):
            picture[:, round(a * scale) : round(b * scale)] *= 1.32
        for x in (2.6, 12.3):
            picture[:, round(x * scale) : round((x + 0.14) * scale)] = (150, 152, 152)
        for z in np.arange(0, z1 - z0, 6.0):
            picture[round(z * scale) : round((z + 2.4) * scale), round(7.42 * scale) : round(7.58 * scale)] = (196, 198, 198)
        return Surface.of(picture, (-7.5, 0, z1), (15, 0, 0), (0, 0, z0 - z1))

    def path(self, time: float) -> Camera:
        """A look from side to side on the way."""
        yaw = 0.22 * sin(time * 0.42 + 0.5)
        return Camera(
            position=(-3.1, 1.7, 1.1 * time), yaw=yaw, pitch=0.07, focal=0.8 * self.width, width=self.width, height=self.height
        )

    def things(self, camera: Camera, time: float) -> Iterable[Surface]:
        """Everything that stands or walks here."""
        yield from (replace(slab, depth_bias=1e5) for slab in self.floor)
        yield from self.walls
        yield from (billboard(self.tree, (x, 0, z), (4.6, 5.6), camera) for z in range(16, 120, 16) for x in (-5.6, 5.6))
        yield from (surface for walker in self.walkers for surface in walker.at(camera, time))


class Road(Scene):
    """A country road with trees, seen from a slow vehicle."""

    def __init__(self, *, seed: int, mood: Mood, width: int, height: int) -> None:
        super().__init__(seed=seed, mood=mood, width=width, height=height)
        self.trees = [pyramid(textures.tree(self.random)) for _ in range(4)]
        self.field = [self.land(*span) for span in ((-6.0, 14.0, 20.0), (14.0, 50.0, 10.0), (50.0, 420.0, 2.5))]
        self.hills = pyramid(textures.skyline(self.random, colour=(138, 142, 122), town=False))
        spread = self.random.uniform(-2.5, 2.5, 60)
        self.rows = [
            (side * (7.5 + abs(spread[i + (side > 0) * 30])), 10.0 + i * 11, i % 4) for i in range(30) for side in (-1, 1)
        ]

    def land(self, z0: float, z1: float, scale: float) -> Surface:
        """A stretch of the fields with the road."""
        picture = textures.pavement((z1 - z0, 160), scale, self.random, tint=(60, 118, 112))
        road = textures.pavement((z1 - z0, 6.4), scale, self.random, tint=(116, 116, 120))
        left = round(76.8 * scale)
        picture[:, left : left + road.shape[1]] = road
        return Surface.of(picture, (-80, 0, z1), (160, 0, 0), (0, 0, z0 - z1))

    def path(self, time: float) -> Camera:
        """A look from side to side on the way."""
        return Camera(
            position=(1.4 * sin(time * 0.2), 2.1, 3.4 * time),
            yaw=0.06 * sin(time * 0.7),
            pitch=0.05,
            focal=0.9 * self.width,
            width=self.width,
            height=self.height,
        )

    def things(self, camera: Camera, time: float) -> Iterable[Surface]:  # noqa: ARG002 - nothing here moves
        """Trees, fields and hills."""
        yield replace(billboard(self.hills, (0, -4, 900), (2600, 90), camera), haze=False, depth_bias=2e5)
        yield from (replace(land, depth_bias=1e5) for land in self.field)
        yield from (billboard(self.trees[kind], (x, 0, z), (6.4, 7.6), camera) for x, z, kind in self.rows)
