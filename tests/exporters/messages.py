"""Every message of the report, read from the templates' and modules' own syntax, and the catalogues brought up to date.

``python -m tests.exporters.messages`` adds new messages to each catalogue, without a translation yet, and drops those
that are gone.
"""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes

from provenance.exporters.html.page import environment
from provenance.exporters.wording import LANGUAGES

EXPORTERS = Path(__file__).parents[2] / "provenance" / "exporters"
CATALOGUES = EXPORTERS / "catalogues"
TEMPLATES = EXPORTERS / "html" / "templates"
ONE = {"say", "self", "term", "parts", "_"}
COUNTED = {"many"}
FORMS = {"fr": "nplurals=2; plural=(n > 1);"}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {forms}\\n"

"""
Message = str | tuple[str, str]


def extracted() -> dict[Message, list[tuple[str, int]]]:
    """Message to the places where it stands."""
    found: dict[Message, list[tuple[str, int]]] = {}
    for path in sorted(EXPORTERS.rglob("*.py")):
        for message, line in in_module(path.read_text("utf-8")):
            found.setdefault(message, []).append((path.relative_to(EXPORTERS).as_posix(), line))
    for path in sorted(TEMPLATES.glob("*.j2")):
        for message, line in in_template(path.read_text("utf-8")):
            found.setdefault(message, []).append((path.relative_to(EXPORTERS).as_posix(), line))
    plurals = {message[0]: message for message in found if isinstance(message, tuple)}
    return {m: where for m, where in found.items() if not (isinstance(m, str) and m in plurals)}


def in_module(source: str) -> Iterator[tuple[Message, int]]:
    """Messages of one module: string constants handed to a name or method that looks them up."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            yield from _message(name, words, node.lineno)


def in_template(source: str) -> Iterator[tuple[Message, int]]:
    """Messages of one template."""
    for node in environment("en").parse(source).find_all(nodes.Call):
        if isinstance(node.node, nodes.Name):
            words = [a.value for a in node.args if isinstance(a, nodes.Const) and isinstance(a.value, str)]
            yield from _message(node.node.name, words, node.lineno)


def _message(name: str, words: list[str], line: int) -> Iterator[tuple[Message, int]]:
    if name in ONE and words:
        yield words[0], line
    elif name in COUNTED and len(words) > 1:
        yield (words[0], words[1]), line


def header(language: str) -> bytes:
    """Without names and dates, so that it changes with the messages only."""
    return HEADER.format(language=language, forms=FORMS[language]).encode()


def empty(language: str) -> Catalog:
    """A catalogue with the language's own rule of number (CLDR's French has a third form, for millions)."""
    return read_po(BytesIO(header(language)), locale=language)


def catalogue(language: str) -> Catalog:
    """As it stands on the disk."""
    return read_po(BytesIO((CATALOGUES / f"{language}.po").read_bytes()), locale=language)


def main() -> None:
    for language in LANGUAGES[1:]:
        path = CATALOGUES / f"{language}.po"
        old = catalogue(language) if path.exists() else empty(language)
        new = empty(language)
        for message in extracted():
            known = old.get(message[0] if isinstance(message, tuple) else message)
            new.add(message, string=known.string if known else None)
        out = BytesIO()
        write_po(out, new, width=0, omit_header=True)
        path.write_bytes(header(language) + out.getvalue())


if __name__ == "__main__":
    main()
