"""The layers of the package: imports point one way, and pure code does no I/O."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import provenance

ROOT = Path(provenance.__file__).parent
LAYERS = (
    "errors",
    "filekinds",
    "model",
    "platforms",
    "places",
    "articles",
    "intake",
    "fingerprints",
    "matching",
    "metadata",
    "chain",
    "custody",
    "geolocations",
    "exporters",
    "confinement",
    "programs",
    "fetch",
    "media",
    "namefinders",
    "store",
    "pipeline",
    "review",
    "cli",
)
"""From the top (imports nothing) to the bottom; a layer may import those above it."""
PURE = frozenset(
    {
        "errors",
        "filekinds",
        "model",
        "platforms",
        "places",
        "articles",
        "intake",
        "fingerprints",
        "matching",
        "metadata",
        "chain",
        "custody",
        "geolocations",
        "exporters",
    }
)
DECODERS = frozenset(
    {
        *("atoms", "blocks", "c2pa", "container", "decode", "editlists", "embedded", "exif", "footage", "inspection", "iptc"),
        *("opening", "probe", "sound", "sources", "stills", "thumbnail", "userdata", "xmp"),
    }
)
"""Modules of ``media`` that read untrusted bytes."""
NO_DECODING = frozenset({"jpeg"})
"""What they make, from pixels."""
FREE = frozenset({"_version", "__init__", "__main__"})
"""Version constants and the package's face: importable anywhere."""
IO_MODULES = frozenset(
    {
        "socket",
        "sqlite3",
        "httpx",
        "urllib.request",
        "http",
        "subprocess",
        "yt_dlp",
        "av",
        "time",
        "tempfile",
        "shutil",
        "requests",
        "asyncio",
        "threading",
        "random",
        "secrets",
    }
)
IO_CALLS = frozenset({"open", "input", "print", "exec", "eval"})
IO_ATTRIBUTES = frozenset(
    {
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "unlink",
        "mkdir",
        "iterdir",
        "glob",
        "rglob",
        "now",
        "today",
        "utcnow",
        "urlopen",
        "imread",
        "imwrite",
        "VideoCapture",
        "getenv",
        "environ",
    }
)


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).with_suffix("").as_posix(), path


def layer_of(module: str) -> str:
    return module.split("/", maxsplit=1)[0]


def imported(path: Path, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of every import: absolute, relative, lazy, ``from x import y``, ``import_module("…")``."""
    package = ["provenance", *path.relative_to(ROOT).parent.parts]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join([*package[: len(package) - node.level + 1], *([node.module] if node.module else [])])
                if node.level
                else node.module or ""
            )
            for name in node.names:
                yield node.lineno, f"{base}.{name.name}"
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith(("import_module", "__import__"))
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            yield node.lineno, str(node.args[0].value)


def layer_violations(module: str, path: Path, source: str) -> list[str]:
    here = layer_of(module)
    found = []
    for line, name in imported(path, ast.parse(source)):
        parts = name.split(".")
        if parts[0] != "provenance" or len(parts) < 2:
            continue
        there = parts[1]
        if there in FREE or there.startswith("__") or there == here:
            continue
        if there not in LAYERS:
            found.append(f"{module}:{line} imports {name}, which is in no layer")
        elif here in LAYERS and LAYERS.index(there) > LAYERS.index(here):
            found.append(f"{module}:{line} imports {name}, a layer below its own")
    return found


def io_violations(module: str, path: Path, source: str) -> list[str]:
    tree = ast.parse(source)
    found = [
        f"{module}:{line} imports {name}"
        for line, name in imported(path, tree)
        if any(name == io or name.startswith(f"{io}.") for io in IO_MODULES)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IO_CALLS:
            found.append(f"{module}:{node.lineno} calls {node.func.id}()")
        elif isinstance(node, ast.Attribute) and node.attr in IO_ATTRIBUTES:
            found.append(f"{module}:{node.lineno} uses .{node.attr}")
    return found


@pytest.mark.parametrize(("module", "path"), list(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_point_upwards(module: str, path: Path) -> None:
    assert layer_of(module) in {*LAYERS, *FREE}, f"{module} is in no layer: add it to LAYERS, in its order"
    assert layer_violations(module, path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("module", "path"),
    [m for m in modules() if layer_of(m[0]) in PURE],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pure_layers_do_no_io(module: str, path: Path) -> None:
    assert io_violations(module, path, path.read_text("utf-8")) == []


def decoded_here(module: str, path: Path, source: str) -> list[str]:
    """Calls of what reads untrusted media, where they are not handed to the confined process (``media/sandbox.py``)."""
    tree = ast.parse(source)
    parts = [name.split(".") for _, name in imported(path, tree)]
    decoders = {each[-1] for each in parts if each[:2] == ["provenance", "media"] and DECODERS & {*each[2:3]}} - NO_DECODING
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        f"{module}:{call.lineno} calls {ast.unparse(call.func)}()"
        for call in calls
        if ast.unparse(call.func).split(".")[0] in decoders
    ]


@pytest.mark.parametrize(
    ("module", "path"),
    [m for m in modules() if layer_of(m[0]) != "media"],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_media_are_decoded_by_the_confined_process_alone(module: str, path: Path) -> None:
    assert decoded_here(module, path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "from provenance.media import probe\nprobe.probe(path)",
        "from provenance.media.footage import measure\nmeasure(path)",
        "from provenance.media import decode as d\nfrom provenance.media.exif import read_exif\nread_exif(data)",
    ],
)
def test_the_check_sees_a_decoder(source: str) -> None:
    assert decoded_here("pipeline/example", ROOT / "pipeline" / "example.py", source)


@pytest.mark.parametrize(
    "source",
    [
        "import provenance.store.case",
        "from provenance import pipeline",
        "from provenance.store import case",
        "from ..store import case",
        "from .. import pipeline",
        "def late():\n    from provenance.fetch import pages",
        "import importlib\nimportlib.import_module('provenance.cli')",
    ],
)
def test_the_check_sees_every_way_to_import(source: str) -> None:
    assert layer_violations("articles/example", ROOT / "articles" / "example.py", source)


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "from pathlib import Path\nPath('x').read_bytes()",
        "import socket",
        "from urllib.request import urlopen",
        "import sqlite3",
        "from datetime import datetime\ndatetime.now()",
        "import time",
    ],
)
def test_the_check_sees_io(source: str) -> None:
    assert io_violations("articles/example", ROOT / "articles" / "example.py", source)
