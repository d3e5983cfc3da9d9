"""A chat as WhatsApp exports it: text in the spelling of the exporting phone, attached files beside it.

The export says who wrote what and when by the phone's clock and names; a phone's owner can write any of it. A message may
hold a line that looks like another message: exports of iPhones tell them apart by their line ends, those of Android do not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.articles.decoding import clean, decode
from provenance.errors import InputError
from provenance.intake.chatdates import ORDERS, Stamp, find_stamp, moment, order_of, tame, visible
from provenance.intake.exports import Entry, Export, NamedFile, role_of
from provenance.model import FileRole, Slug, ZonelessTime

__all__ = ["is_whatsapp", "read_whatsapp"]

_NAME = r"[^\n/\\:*?\"<>|\x00-\x1f]{1,200}\.[A-Za-z0-9]{2,5}"
_ATTACHED = (
    re.compile(rf"^(?:(?P<caption>.*)\u200e|[\u200e\u200f]*)<[^<>:：\n]{{2,40}}[:：] ?(?P<name>{_NAME})>$"),
    re.compile(rf"^[\u200e\u200f]*(?P<name>{_NAME}) \([^()\n]{{3,60}}\)$"),
    re.compile(rf"^[\u200e\u200f]*(?P<name>{_NAME}) <[^<>\n]{{3,60}}>$"),
)
"""How exports name a file, in whatever language: ``<attached: NAME>``, ``NAME (file attached)``, ``NAME <attached>``.

An iPhone writes a caption, or the title and pages of a document, in front of it: ``Report.pdf • 3 pages <attached: NAME>``.
"""
_OMITTED = re.compile(r"^(?:\u200e?<[^<>:\n]{4,60}>|\u200e[^\n:]{4,60}(?<![.。।۔]))$")
_EDITED = re.compile(
    r"\s*(?P<mark>\u200e<[^<>:：\n]{4,60}>|<(?:this message was edited|diese nachricht wurde bearbeitet|ce message a été modifié|"
    r"se editó este mensaje|mensagem editada|questo messaggio è stato modificato|messaggio modificato|dit bericht is bewerkt|"
    r"bu mesaj düzenlendi|сообщение изменено|تم تعديل هذه الرسالة|这条消息已经过编辑)\.?>)\s*$",
    re.IGNORECASE,
)
"""The program's word, behind a message, that its sender changed it later; an iPhone sets an invisible mark before it."""
_SENDER = re.compile(r"(?P<sender>[^\n:]{1,100}?): ?(?P<rest>.*)", re.DOTALL)
_NAMED_DAY = re.compile(r"(?:IMG|VID|PTT|AUD|STK|DOC)-(\d{8})-WA|-(\d{4})-(\d\d)-(\d\d)-\d\d-\d\d-\d\d\.")
_TITLE = re.compile(r"WhatsApp[ _-].*?(?:mit|with|avec|con|com|met|z|с|з|-) (.+?)(?:\.txt|\.zip)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    stamp: Stamp
    header: str
    sender: str
    body: str
    marked: bool
    """With the invisible mark in front that an iPhone gives to what has, or had, a file; never to what the program says."""


def is_whatsapp(data: bytes) -> bool:
    """Whether a text begins as such a chat does."""
    try:
        text = decode(data[:20_000], source="")
    except InputError:
        return False
    lines = [line for line in re.split(r"\r?\n", text) if line.strip()][:10]
    return any(find_stamp(tame(line)) for line in lines[:3]) and sum(bool(find_stamp(tame(line))) for line in lines) * 4 >= len(
        lines
    )


def read_whatsapp(data: bytes, *, source: str, order: str | None = None) -> Export:
    """Read a chat.

    Args:
        data: the text file.
        source: its name, for messages and the chat's title.
        order: of the numbers in its dates (:data:`~provenance.intake.chatdates.ORDERS`); ``None`` to find it out.

    Raises:
        InputError: no such chat.
    """
    messages = tuple(_messages(decode(data, source=source)))
    if not messages:
        raise InputError(f"{source}: expected a WhatsApp chat (lines that begin with a date, a time and a name), found none")
    named = [(m.stamp, day) for m in messages for file in _files(m.body)[0] if (day := _named_day(file.name))]
    orders = (order,) if order else order_of([m.stamp for m in messages], named)
    chosen = orders[0] if len(orders) == 1 else None
    marks = any(message.marked for message in messages)
    entries = tuple(
        _entry(number, message, chosen, lacks=message.marked or not marks) for number, message in enumerate(messages, start=1)
    )
    title = _TITLE.search(source.rpartition("/")[2])
    return Export(
        program="WhatsApp",
        platform=Slug("whatsapp"),
        title=title[1] if title else "",
        entries=entries,
        notes=_notes(messages, orders),
    )


def _notes(messages: Sequence[_Message], orders: tuple[str, ...]) -> tuple[str, ...]:
    first = messages[0].stamp.words
    if len(orders) == 1:
        return (f"dates are read as {_spelt(orders[0])} ({first!r} is the first); no time zone is stated",)
    if orders:
        either = " or ".join(map(_spelt, orders))
        return (f"dates may be {either}, nothing in the chat decides it: they are kept as words; say which with --dates",)
    return (f"dates such as {first!r} fit no one order of day, month and year: they are kept as words; say which with --dates",)


def _spelt(order: str) -> str:
    return "/".join({"d": "day", "m": "month", "y": "year"}[letter] for letter in order)


def _messages(text: str) -> Iterator[_Message]:
    """Each message with the lines that follow its first."""
    ends = "\r\n" if "\r\n" in text else "\n"
    stamp: Stamp | None = None
    head, rest, marked = "", "", False
    for line in text.split(ends):
        plain = tame(line)
        found = find_stamp(plain)
        if found is None:
            rest += f"\n{line}" if stamp else ""
            continue
        if stamp is not None:
            yield _message(stamp, head, rest, marked=marked)
        stamp, head, rest, marked = (
            found,
            plain[: found.end],
            _after(line, found.end),
            line.lstrip("\ufeff").startswith("\u200e["),
        )
    if stamp is not None:
        yield _message(stamp, head, rest, marked=marked)


def _after(line: str, end: int) -> str:
    """What follows the first ``end`` characters of the tame line, in the line as it stands."""
    if line.isascii():
        return line[end:]
    taken = 0
    for place, character in enumerate(line):
        if taken == end:
            return line[place:]
        taken += len(tame(character))
    return ""


def _message(stamp: Stamp, head: str, rest: str, *, marked: bool) -> _Message:
    found = _SENDER.fullmatch(rest)
    sender = clean(visible(found["sender"])).strip(" ~") if found else ""
    # Words in quotation marks before the colon: the program tells of a new subject, nobody is speaking.
    if not found or not sender or re.search('["“”„«]', sender):
        return _Message(stamp=stamp, header=head.strip(), sender="", body=rest, marked=marked)
    return _Message(stamp=stamp, header=f"{head}{sender}", sender=sender, body=found["rest"], marked=marked)


def _entry(number: int, message: _Message, order: str | None, *, lacks: bool) -> Entry:
    edited = _EDITED.search(message.body) if not _OMITTED.match(message.body.strip()) else None
    files, text, lacking = _files(message.body[: edited.start()] if edited else message.body, lacks=lacks)
    when = moment(message.stamp, order) if order in ORDERS and order else None
    return Entry(
        where=f"message {number}",
        header=visible(clean(" ".join((message.header.strip(), edited["mark"] if edited else "")))).strip(),
        sender=message.sender,
        text=clean(text).strip(),
        time=ZonelessTime(value=when) if when else None,
        time_words=message.stamp.words,
        files=files,
        lacking=lacking,
    )


def _files(body: str, *, lacks: bool = True) -> tuple[tuple[NamedFile, ...], str, str]:
    """The files that a message names, what it says besides, and the words for what was left out."""
    files: list[NamedFile] = []
    words: list[str] = []
    lacking = ""
    for line in re.split(r"\r?\n", body):
        found = next((match for pattern in _ATTACHED if (match := pattern.match(line.strip()))), None)
        if found and (role := role_of(found["name"]) or FileRole.INFO):
            files.append(NamedFile(name=visible(found["name"]), role=role))
            words += [caption] if (caption := (found.groupdict().get("caption") or "").strip()) else []
        elif lacks and not words and not files and _OMITTED.match(line.strip()):
            lacking = clean(line).strip()
        else:
            words.append(line)
    return tuple(files), "\n".join(words), lacking


def _named_day(name: str) -> str:
    found = _NAMED_DAY.search(name)
    return (found[1] or f"{found[2]}{found[3]}{found[4]}") if found else ""
