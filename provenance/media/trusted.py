"""What a confined process answered, unpickled to values only: ours, of the standard library, numpy's. Nothing else is loaded."""

import io
import pickle
from dataclasses import is_dataclass
from enum import Enum
from typing import Any

__all__ = ["unpickle"]

OURS = ("provenance.model", "provenance.fingerprints", "provenance.media")
VALUES = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("builtins", "bytearray"),
        ("builtins", "complex"),
        ("collections", "OrderedDict"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("datetime", "timezone"),
        ("fractions", "Fraction"),
        ("numpy", "dtype"),
        ("numpy", "ndarray"),
        ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "scalar"),
        ("numpy._core.numeric", "_frombuffer"),
        ("numpy.core.multiarray", "_reconstruct"),
        ("numpy.core.multiarray", "scalar"),
        ("numpy.core.numeric", "_frombuffer"),
        ("pathlib", "PosixPath"),
    }
)


class _Values(pickle.Unpickler):
    """As :class:`pickle.Unpickler`, but for what is not a value."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - pickle's own signature
        """A class of values.

        Raises:
            UnpicklingError: anything else is asked for.
        """
        if (module, name) in VALUES:
            return super().find_class(module, name)
        if "." not in name and any(module == ours or module.startswith(f"{ours}.") for ours in OURS):
            found = super().find_class(module, name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"expected a value, found {module}.{name}")


def unpickle(data: bytes) -> Any:  # noqa: ANN401 - whatever the work returned
    """The value in ``data``.

    Raises:
        Exception: damaged, or something that is no value: pickle lets many kinds through.
    """
    return _Values(io.BytesIO(data)).load()
