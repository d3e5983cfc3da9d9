"""A container quay by the water, with cranes, a ship, lorries and, at one hour, a fire behind the stacks."""

from collections.abc import Iterable
from dataclasses import replace
from math import cos, sin

import cv2
import numpy as np

from samples import textures
from samples.camerawork import Mood, Scene, Walker, cast_shadow, eased
from samples.engine import Camera, Picture, Surface, billboard, box, draw_all, facing, ground_rays, puff, pyramid

__all__ = ["Harbour"]

LAYOUT = (
    (12.0, 17.0, 2, 3),
    (12.0, 46.0, 3, 4),
    (12.0, 90.0, 3, 2),
    (12.0, 134.0, 4, 4),
    (20.5, 30.0, 3, 5),
    (20.5, 76.0, 4, 3),
    (30.0, 60.0, 5, 4),
)
"""Stacks on the quay: x, z (metres), containers long, containers high."""
FIRE = (34.0, 210.0)
"""Where it burns: x, z in metres."""
DOCKERS = ((38.0, 150.0, 232.0), (52.0, 214.0, 198.0), (70.0, 58.0, 52.0))


class Harbour(Scene):
    """A container quay by the water; optionally a fire behind the stacks."""

    def __init__(self, *, seed: int, mood: Mood, width: int, height: int, fire: bool, offset: float = 0.0) -> None:
        super().__init__(seed=4711, mood=mood, width=width, height=height)
        self.fire, self.offset = fire, offset
        self.stacks = [w for at in LAYOUT for w in self.stacked(*at)]
        self.floor = [self.slab(z0, z1) for z0, z1 in ((-6, 8), (8, 26), (26, 70), (70, 320))]
        self.waves = textures.noise((512, 512), 0.95, self.random)
        self.shore = pyramid(textures.skyline(self.random, colour=tuple(c * 0.86 for c in mood.low)))  # type: ignore[arg-type]
        self.ship, self.crane = (
            pyramid(textures.ship(self.random)),
            pyramid(textures.crane(self.random, paint=(150, 112, 70))),
        )
        self.billows = [textures.smoke(self.random, (c, c, c * 1.03)) for c in (34, 46, 60, 82)]
        self.glow = textures.smoke(self.random, (70, 150, 250))
        self.side, self.cab = textures.container_side(self.random), textures.lorry_side(self.random)
        self.front, self.under = textures.lorry_front(self.random), textures.chassis(self.random)
        self.lamp = pyramid(lamp_post())
        # Who walks about, and when, is what differs between two takings from one spot.
        moment = np.random.default_rng(seed)
        self.walkers = [Walker.any(moment, DOCKERS) for _ in range(7)]
        self.grain_seed = seed

    def stacked(self, x: float, z: float, columns: int, rows: int) -> tuple[Surface, ...]:
        """One block of containers."""
        side = textures.stack(columns, rows, self.random)
        end = textures.stack(2, rows, self.random, ends=True)
        return box((x, 0, z), (5.2, 2.7 * rows, 12.4 * columns), side=side, end=end, lights=(1.02, 0.72, 0.5, 1.1))

    def slab(self, z0: float, z1: float) -> Surface:
        """A stretch of the quay with its painted lines and the shade beside the stacks."""
        scale = {8: 36.0, 26: 26.0, 70: 14.0}.get(int(z1), 5.0)
        picture = textures.pavement((z1 - z0, 74), scale, self.random)
        west = -14.0

        def line(x: float, wide: float, colour: tuple[float, ...]) -> None:
            a, b = round((x - west) * scale), max(round((x + wide - west) * scale), round((x - west) * scale) + 1)
            worn = textures.noise((picture.shape[0], b - a), 0.8, self.random)[..., None]
            picture[:, a:b] += (np.array(colour) - picture[:, a:b]) * np.clip(worn * 2.4 - 0.35, 0, 0.92)

        line(-13.9, 0.55, (70, 74, 76))
        line(-13.2, 0.28, (58, 176, 214))
        line(-7.0, 0.09, (46, 48, 52))
        line(-5.4, 0.09, (46, 48, 52))
        line(1.9, 0.16, (206, 206, 206))
        line(8.6, 0.16, (206, 206, 206))
        for x, z, columns, _ in LAYOUT:
            top, bottom = round((z1 - z - 12.4 * columns) * scale), round((z1 - z + 1.5) * scale)
            shade = np.zeros(picture.shape[:2], np.float32)
            shade[max(top, 0) : max(bottom, 0), max(round((x - 0.5 - west) * scale), 0) : round((x + 14 - west) * scale)] = 1
            picture *= 1 - 0.5 * cv2.GaussianBlur(shade, (0, 0), scale * 0.35)[..., None]
        return Surface.of(picture.astype(np.float32), (west, 0, z1), (74, 0, 0), (0, 0, z0 - z1))

    def path(self, time: float) -> Camera:
        """A slow pan from the water to the smoke, with a few steps forward and a hesitation."""
        t = time + self.offset
        yaw = -0.33 + 0.30 * eased(t, 1.5, 8) + 0.25 * eased(t, 9, 14) - 0.16 * eased(t, 16, 20)
        pitch = 0.045 + 0.05 * eased(t, 8, 13) - 0.03 * eased(t, 17, 21)
        zoom = 1 + 0.16 * eased(t, 10.5, 13)
        return Camera(
            position=(-2.2 + 0.05 * t, 1.72, 0.42 * t),
            yaw=yaw,
            pitch=pitch,
            focal=0.86 * self.width * zoom,
            width=self.width,
            height=self.height,
        )

    def backdrop(self, picture: Picture, camera: Camera, time: float) -> None:
        """The far shore, the fire, the water."""
        far = billboard(self.shore, (0.0, -2.0, 1500.0), (3600.0, 120.0), camera)
        draw_all(picture, camera, [far], haze=0, haze_colour=np.zeros(3))
        if self.fire:
            self.burn(picture, camera, time)
        self.flood(picture, camera, time)

    def burn(self, picture: Picture, camera: Camera, time: float) -> None:
        """A column of smoke that leans with the wind, and the glow at its foot."""
        flicker = 0.75 + 0.25 * sin(time * 11) * sin(time * 7.3)
        puff(picture, camera, self.glow, (FIRE[0], 7, FIRE[1]), radius=9 + 2 * sin(time * 5), strength=0.85 * flicker)
        life, count = 26.0, 64
        for i in sorted(range(count), key=lambda k: -((time + k * life / count) % life)):
            age = (time + i * life / count) % life
            wander = sin(i * 2.4 + age * 0.35)
            centre = (FIRE[0] - 1.9 * age + 3 * wander, 7 + 3.3 * age - 0.028 * age * age, FIRE[1] + 4 * cos(i * 1.7))
            strength = min(age / 0.8, 1) * (1 - age / life) ** 0.7 * 0.8
            puff(picture, camera, self.billows[min(int(age / 6) + i % 2, 3)], centre, radius=4.2 + 1.02 * age, strength=strength)

    def flood(self, picture: Picture, camera: Camera, time: float) -> None:
        """Water up to the horizon: waves at two sizes bend the sky's reflection, the sun glitters."""
        x, z, distance = ground_rays(camera, -2.4)
        wet = np.isfinite(distance) & (x < -12)
        u, v = x * 9 + 30 * time * 0.5, z * 9 - 22 * time * 0.5
        fine = cv2.remap(
            self.waves, (u % 512).astype(np.float32), (v % 512).astype(np.float32), cv2.INTER_LINEAR, None, cv2.BORDER_WRAP
        )
        long = cv2.remap(
            self.waves,
            ((x * 2.2 - 6 * time) % 512).astype(np.float32),
            ((z * 1.1 + 8 * time) % 512).astype(np.float32),
            cv2.INTER_LINEAR,
            None,
            cv2.BORDER_WRAP,
        )
        near = np.clip(45 / np.maximum(distance, 1), 0, 1)
        ripple = (fine - 0.5) * near + (long - 0.5) * (0.35 + 0.65 * near)
        mirror = np.clip(0.2 + 0.62 * np.clip(distance / 260, 0, 1) + 0.85 * ripple, 0, 1)[..., None]
        deep, low = np.array((78, 74, 52)) * np.array(self.mood.light), np.array(self.mood.low) * 0.9
        colour = deep * (1 - mirror) + low * mirror + 70 * np.clip(ripple - 0.2, 0, 1)[..., None] * near[..., None]
        picture[wet] = colour[wet].astype(np.float32)

    def things(self, camera: Camera, time: float) -> Iterable[Surface]:
        """Everything that stands or walks here."""
        yield from (replace(slab, depth_bias=1e5) for slab in self.floor)
        yield billboard(self.ship, (-97, -2.4, 172), (150, 32), camera)
        yield billboard(self.crane, (-34, 0, 108), (64, 54), camera)
        yield billboard(self.crane, (-36, 0, 196), (64, 54), camera)
        yield from facing(camera, self.stacks)
        for z in range(14, 130, 29):
            yield billboard(self.lamp, (9.9, 0, z), (2.6, 11), camera)
        yield from self.lorry(camera, time)
        for walker in self.walkers:
            yield from walker.at(camera, time)

    def lorry(self, camera: Camera, time: float) -> Iterable[Surface]:
        """A lorry with one container, coming up the lane."""
        z = 118 - 8.2 * ((time + self.grain_seed % 11) % 19)
        if z < camera.position[2] - 20:
            return
        load = box((3.5, 1.2, z), (2.5, 2.7, 12.2), side=self.side, end=self.front, lights=(1.0, 0.75, 0.5, 1.1))
        cab = box((3.5, 0.35, z - 2.4), (2.5, 2.9, 2.2), side=self.cab, end=self.front, lights=(1.0, 0.85, 0.5, 1.1))
        yield cast_shadow((2.2, z - 4), (6.5, 17.5))
        yield from facing(camera, load)
        yield Surface.of(self.under, (3.55, 1.25, z + 12.2), (0, 0, -12.2), (0, -1.25, 0))
        yield from facing(camera, cab)


def lamp_post() -> Picture:
    """A tall lamp with one arm."""
    picture = textures.blank((440, 104), (92.0, 92.0, 90.0, 0.0))
    cv2.line(picture, (84, 438), (84, 20), (88, 88, 86, 255), 7, cv2.LINE_AA)
    cv2.line(picture, (84, 22), (14, 10), (88, 88, 86, 255), 4, cv2.LINE_AA)
    cv2.rectangle(picture, (4, 8), (34, 15), (196, 206, 210, 255), -1)
    return picture
