"""What JSON can be."""

from typing import TypeAlias

__all__ = ["Json", "JsonObject"]

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
JsonObject: TypeAlias = dict[str, Json]
