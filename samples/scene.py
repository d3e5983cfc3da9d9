"""The invented scenes by name: a container quay with a fire behind the stacks, a town street, a country road.

``scene(name).frame(time)`` is a function of the time alone (seconds), so any single frame can be made
again: the tests compare the committed footage with it.
"""

from collections.abc import Callable
from functools import cache

from samples.camerawork import AFTERNOON, DUSK, GREY, SUMMER, Frame, Scene
from samples.harbour import Harbour
from samples.inland import Road, Street

__all__ = ["SCENES", "Frame", "Scene", "scene"]

SCENES: dict[str, Callable[[], Scene]] = {
    "quay": lambda: Harbour(seed=3, mood=AFTERNOON, width=960, height=540, fire=True),
    "quay-evening": lambda: Harbour(seed=8, mood=DUSK, width=640, height=360, fire=False, offset=3.14159),
    "street": lambda: Street(seed=21, mood=GREY, width=640, height=360),
    "road": lambda: Road(seed=34, mood=SUMMER, width=640, height=360),
}
"""Every scene that the samples are filmed in."""


@cache
def scene(name: str) -> Scene:
    """The scene ``name``, built once."""
    return SCENES[name]()
