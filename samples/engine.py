"""A small software renderer: textured flat surfaces seen through a pinhole camera.

World axes in metres: ``x`` right, ``y`` up, ``z`` ahead. Pictures are BGR, float32, 0–255. Surfaces are
drawn from far to near (painter's algorithm), which is enough for scenes made of boxes and cut-outs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import cos, exp, sin

import cv2
import numpy as np
from numpy.typing import NDArray

__all__ = ["Camera", "Floats", "Picture", "Surface", "billboard", "box", "draw", "draw_all", "ground_rays", "puff"]

Picture = NDArray[np.float32]
"""``height × width × 3`` (or 4, with opacity 0–255 last)."""
Floats = NDArray[np.float64]
NEAR = 0.35
"""Metres; what is nearer is cut away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Where the lens is and where it points; angles in radians, positive yaw turns right, positive pitch up."""

    position: tuple[float, float, float]
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    focal: float = 800.0
    """Pixels."""
    width: int = 960
    height: int = 540

    @property
    def axes(self) -> Floats:
        """Rows: the camera's right, down and forward directions in the world."""
        sy, cy, sp, cp = sin(self.yaw), cos(self.yaw), sin(self.pitch), cos(self.pitch)
        right = np.array([cy, 0.0, -sy])
        forward = np.array([sy * cp, sp, cy * cp])
        down = -np.cross(forward, right)
        sr, cr = sin(self.roll), cos(self.roll)
        return np.stack([cr * right + sr * down, cr * down - sr * right, forward])

    @property
    def lens(self) -> Floats:
        """The intrinsic matrix."""
        return np.array([[self.focal, 0, self.width / 2], [0, self.focal, self.height / 2], [0, 0, 1.0]])

    def seen(self, points: Floats) -> Floats:
        """World points (``n × 3``) in camera axes."""
        return np.asarray((points - np.array(self.position)) @ self.axes.T, np.float64)


def pyramid(texture: Picture) -> tuple[Picture, ...]:
    """The texture and its halvings, so that distance does not make it shimmer."""
    levels = [np.ascontiguousarray(texture, dtype=np.float32)]
    while min(levels[-1].shape[:2]) > 16:
        levels.append(cv2.pyrDown(levels[-1]).astype(np.float32))
    return tuple(levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A flat picture in the world: texture's top-left corner, its width edge and its height edge (downwards)."""

    origin: tuple[float, float, float]
    across: tuple[float, float, float]
    down: tuple[float, float, float]
    levels: tuple[Picture, ...]
    haze: bool = True
    depth_bias: float = 0.0
    """Metres added to its distance when surfaces are sorted."""
    corners: Floats = field(init=False)

    def __post_init__(self) -> None:
        o, a, d = (np.array(v, dtype=np.float64) for v in (self.origin, self.across, self.down))
        object.__setattr__(self, "corners", np.stack([o, o + a, o + a + d, o + d]))

    @classmethod
    def of(
        cls,
        texture: Picture,
        origin: tuple[float, float, float],
        across: tuple[float, float, float],
        down: tuple[float, float, float],
    ) -> "Surface":
        """A surface that shows ``texture``."""
        return cls(origin=origin, across=across, down=down, levels=pyramid(texture))


def clipped(points: Floats) -> Floats:
    """The polygon (camera axes) without what lies nearer than :data:`NEAR` (Sutherland–Hodgman)."""
    kept: list[Floats] = []
    for a, b in zip(points, np.roll(points, -1, axis=0), strict=True):
        if a[2] >= NEAR:
            kept.append(a)
        if (a[2] >= NEAR) != (b[2] >= NEAR):
            kept.append(a + (b - a) * ((NEAR - a[2]) / (b[2] - a[2])))
    return np.array(kept)


def window(polygon: Floats, width: int, height: int) -> tuple[int, int, int, int]:
    """Whole pixels (left, top, right, bottom) that the polygon may touch."""
    low, high = np.floor(polygon.min(axis=0)).astype(int) - 1, np.ceil(polygon.max(axis=0)).astype(int) + 2
    return max(int(low[0]), 0), max(int(low[1]), 0), min(int(high[0]), width), min(int(high[1]), height)


def area(polygon: Floats) -> float:
    """Square pixels (shoelace)."""
    x, y = polygon[:, 0], polygon[:, 1]
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def level_for(surface: Surface, pixels: float) -> Picture:
    """The halving whose texels are about as large as the pixels that show it."""
    texels = surface.levels[0].shape[0] * surface.levels[0].shape[1]
    wanted = 0.5 * np.log2(max(texels / max(pixels, 1.0), 1.0))
    return surface.levels[min(int(wanted + 0.35), len(surface.levels) - 1)]


def draw(picture: Picture, camera: Camera, surface: Surface, *, haze: float = 0.0, haze_colour: Floats | None = None) -> None:
    """Draw one surface over ``picture``, in place; ``haze`` is the share lost per metre of distance."""
    view = clipped(camera.seen(surface.corners))
    if len(view) < 3:
        return
    polygon = (view[:, :2] / view[:, 2:]) * camera.focal + np.array([camera.width / 2, camera.height / 2])
    left, top, right, bottom = window(polygon, camera.width, camera.height)
    if right - left < 1 or bottom - top < 1:
        return
    texture = level_for(surface, area(polygon))
    to_image = camera.lens @ camera.axes
    edges = np.stack(
        [np.array(surface.across), np.array(surface.down), np.array(surface.origin) - np.array(camera.position)], axis=1
    )
    from_image = np.linalg.pinv(to_image @ edges)
    scale = np.diag([texture.shape[1], texture.shape[0], 1.0])
    shift = np.array([[1, 0, left], [0, 1, top], [0, 0, 1.0]])
    size = (right - left, bottom - top)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    patch = cv2.warpPerspective(texture, scale @ from_image @ shift, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    mask = np.zeros((size[1], size[0]), np.uint8)
    corners = np.clip((polygon - np.array([left, top])) * 16, -(2**27), 2**27).astype(np.int32)
    cv2.fillConvexPoly(mask, corners, 255, cv2.LINE_AA, 4)
    opacity = mask.astype(np.float32) / 255
    if patch.shape[2] == 4:
        opacity *= patch[..., 3] / 255
    colour = patch[..., :3]
    if surface.haze and haze and haze_colour is not None:
        clear = exp(-haze * float(np.linalg.norm(view.mean(axis=0))))
        colour = colour * clear + haze_colour.astype(np.float32) * (1 - clear)
    below = picture[top:bottom, left:right]
    below += (colour - below) * opacity[..., None]


def draw_all(picture: Picture, camera: Camera, surfaces: Iterable[Surface], *, haze: float, haze_colour: Floats) -> None:
    """Draw surfaces from far to near."""
    position = np.array(camera.position)
    far_first = sorted(surfaces, key=lambda s: -float(np.linalg.norm(s.corners.mean(axis=0) - position)) - s.depth_bias)
    for surface in far_first:
        draw(picture, camera, surface, haze=haze, haze_colour=haze_colour)


def shaded(texture: Picture, light: float) -> Picture:
    """The texture under another light; opacity untouched."""
    lit = texture.astype(np.float32).copy()
    lit[..., :3] = np.clip(lit[..., :3] * light, 0, 255)
    return lit


def box(
    corner: tuple[float, float, float],
    size: tuple[float, float, float],
    *,
    side: Picture,
    end: Picture,
    lights: tuple[float, float, float, float] = (0.8, 1.0, 0.55, 1.1),
) -> tuple[Surface, ...]:
    """Four upright walls and a lid: ``corner`` is the lowest (x, y, z), ``side`` runs along z, ``end`` along x.

    ``lights`` are those of the west, south (towards −z), east walls and of the lid.
    """
    (x, y, z), (w, h, d) = corner, size
    west, south, east, lid = lights
    roof = np.full((16, 16, 3), side[: max(2, len(side) // 12), :, :3].mean(axis=(0, 1)) * 0.8, np.float32)
    return (
        Surface.of(shaded(side, west), (x, y + h, z + d), (0, 0, -d), (0, -h, 0)),
        Surface.of(shaded(side, east), (x + w, y + h, z), (0, 0, d), (0, -h, 0)),
        Surface.of(shaded(end, south), (x, y + h, z), (w, 0, 0), (0, -h, 0)),
        Surface.of(shaded(roof, lid), (x, y + h, z + d), (w, 0, 0), (0, 0, -d)),
    )


def facing(camera: Camera, walls: Iterable[Surface]) -> list[Surface]:
    """The walls of a box whose outer side the camera sees."""
    position = np.array(camera.position)
    kept = []
    for wall in walls:
        outward = np.cross(np.array(wall.across), np.array(wall.down))
        if float(np.dot(outward, position - wall.corners[0])) > 0:
            kept.append(wall)
    return kept


def billboard(
    levels: tuple[Picture, ...], foot: tuple[float, float, float], size: tuple[float, float], camera: Camera, *, bias: float = 0.0
) -> Surface:
    """An upright cut-out of ``size`` (width, height) metres that stands at ``foot`` and faces the camera."""
    across = np.array([camera.axes[0][0], 0.0, camera.axes[0][2]])
    across /= np.linalg.norm(across)
    a = across * size[0]
    origin = np.array(foot) - a / 2 + np.array([0.0, size[1], 0.0])
    return Surface(
        origin=(float(origin[0]), float(origin[1]), float(origin[2])),
        across=(float(a[0]), 0.0, float(a[2])),
        down=(0.0, -size[1], 0.0),
        levels=levels,
        depth_bias=bias,
    )


def ground_rays(camera: Camera, height: float) -> tuple[Floats, Floats, Floats]:
    """For every pixel: the world ``x`` and ``z`` where its ray meets the level ``height``, and the distance.

    Pixels whose ray never meets it hold a distance of infinity.
    """
    u, v = np.meshgrid(np.arange(camera.width) - camera.width / 2, np.arange(camera.height) - camera.height / 2)
    directions = np.stack([u / camera.focal, v / camera.focal, np.ones_like(u)], axis=-1) @ camera.axes
    fall = np.minimum(directions[..., 1], -1e-6)
    reach = (height - camera.position[1]) / fall
    distance = np.where(directions[..., 1] < -1e-4, reach * np.linalg.norm(directions, axis=-1), np.inf)
    return camera.position[0] + reach * directions[..., 0], camera.position[2] + reach * directions[..., 2], distance


def puff(
    picture: Picture, camera: Camera, texture: Picture, centre: tuple[float, float, float], *, radius: float, strength: float
) -> None:
    """Blend a soft round cut-out of ``radius`` metres (smoke, a tree crown's shade) into ``picture``, in place."""
    seen = camera.seen(np.array([centre]))[0]
    if seen[2] < 1:
        return
    size = max(round(2 * radius / seen[2] * camera.focal), 2)
    left = round(camera.width / 2 + seen[0] / seen[2] * camera.focal - size / 2)
    top = round(camera.height / 2 + seen[1] / seen[2] * camera.focal - size / 2)
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(left + size, camera.width), min(top + size, camera.height)
    if x1 <= x0 or y1 <= y0:
        return
    patch = cv2.resize(texture, (size, size), interpolation=cv2.INTER_LINEAR)[y0 - top : y1 - top, x0 - left : x1 - left]
    below = picture[y0:y1, x0:x1]
    below += (patch[..., :3] - below) * (patch[..., 3:] * (strength / 255))
