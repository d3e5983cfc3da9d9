"""A chat or channel as Telegram Desktop exports it: ``result.json``, or pages of ``messages.html``."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from lxml import etree, html

from provenance.articles.decoding import clean, decode
from provenance.errors import InputError
from provenance.intake.exports import Entry, Export, NamedFile, role_of
from provenance.intake.xpath import elements
from provenance.model import FileRole, Instant, Slug, Timestamp, ZonelessTime

__all__ = ["is_telegram_json", "read_telegram_html", "read_telegram_json"]

TELEGRAM = Slug("telegram")
PROGRAM = "Telegram Desktop"
_ABSENT = re.compile(r"^\(.*\)$", re.DOTALL)
"""``(File not included. Change data exporting settings to download.)``"""
_NAMELESS = "Deleted Account"
"""What its pages call whoever has no name; its JSON has null there."""
_LEFT_OUT = ("not included", "exceeds maximum size", "unavailable", "view it on your mobile", "expired")
"""Of its own words for a file that is not there; it writes them in English whatever its language."""
_TITLED = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d):(\d\d)(?: UTC([+-]\d\d):(\d\d))?")
Object = Mapping[str, object]


def is_telegram_json(data: bytes) -> bool:
    """Whether JSON is of such an export's form; in that of a whole account contacts and sessions stand before the chats."""
    return data[:100].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b'"messages"' in data


def read_telegram_json(data: bytes, *, source: str) -> Export:
    """Read ``result.json`` of one chat, or of a whole account.

    Raises:
        InputError: no such export.
    """
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{source}: expected Telegram's result.json, found something else or a damaged file ({error})"
        ) from error
    chats = [chat for chat in _chats(document) if isinstance(chat.get("messages"), list)]
    if not chats:
        raise InputError(f"{source}: expected Telegram's result.json with messages, found none")
    entries, unknown = [], 0
    for chat in chats:
        title = _text(chat.get("name")) if len(chats) > 1 else ""
        for message in _list(chat.get("messages")):
            if not isinstance(message, dict):
                unknown += 1
            elif message.get("type") == "message":
                entries.append(_entry(message, title))
    notes = ("the times are in UTC as the export states them",) if any(isinstance(e.time, Instant) for e in entries) else ()
    more = (f"{unknown} messages are of no known form and were passed over",) if unknown else ()
    name = _text(chats[0].get("name")) if len(chats) == 1 else f"{len(chats)} chats"
    return Export(program=PROGRAM, platform=TELEGRAM, title=name, entries=tuple(entries), notes=(*notes, *more))


def _chats(document: object) -> Iterator[Object]:
    if not isinstance(document, dict):
        return
    yield document
    for key in ("chats", "left_chats"):
        part = document.get(key)
        yield from (chat for chat in _list(part.get("list") if isinstance(part, dict) else None) if isinstance(chat, dict))


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def _text(value: object) -> str:
    return clean(str(value)).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _entry(message: Object, chat: str) -> Entry:
    sender = _text(message.get("from")) or _text(message.get("from_id"))
    time = _time(message)
    files, lacking = _files(message)
    stated = _text(message.get("date"))
    edited = _text(message.get("edited"))
    header = ", ".join(
        part for part in (chat, sender, _text(message.get("author")), stated, edited and f"edited {edited}") if part
    )
    return Entry(
        where=f"message {_text(message.get('id')) or '?'}" + (f" of {chat}" if chat else ""),
        header=header,
        sender=sender,
        text="\n".join(part for part in (clean("".join(_words(message.get("text")))).strip(), *_shared(message)) if part),
        time=time,
        time_words=stated,
        files=files,
        lacking=lacking,
        forwarded_from=_text(message.get("forwarded_from")) or (_NAMELESS if "forwarded_from" in message else ""),
    )


def _time(message: Object) -> Timestamp | None:
    """The moment where the export states it; else the wall clock of the exporting machine, whose zone it does not state."""
    try:
        unix = message.get("date_unixtime")
        if isinstance(unix, str | int) and not isinstance(unix, bool):
            return Instant(value=datetime.fromtimestamp(int(unix), UTC))
        stated = datetime.fromisoformat(str(message.get("date")))
    except (ValueError, OverflowError, OSError):
        return None
    return Instant(value=stated) if stated.tzinfo else ZonelessTime(value=stated)


def _words(text: object) -> Iterator[str]:
    """The plain words; behind a link with words of its own, its address."""
    for part in text if isinstance(text, list) else [text]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, dict):
            words, address = part.get("text"), part.get("href")
            yield words if isinstance(words, str) else ""
            if isinstance(address, str) and address and address != words:
                yield f" ({address})"


def _shared(message: Object) -> Iterator[str]:
    """A place or a poll: what was sent that is neither text nor file."""
    place = message.get("location_information")
    if isinstance(place, dict):
        at = ", ".join(str(place.get(key)) for key in ("latitude", "longitude") if isinstance(place.get(key), int | float))
        yield ": ".join(
            part for part in (_text(message.get("place_name")) or "Location", _text(message.get("address")), at) if part
        )
    poll = message.get("poll")
    if isinstance(poll, dict):
        yield _text(poll.get("question"))
        answers = [each for each in _list(poll.get("answers")) if isinstance(each, dict)]
        yield from (f"- {_text(each.get('text'))} ({_text(each.get('voters'))})" for each in answers)


def _files(message: Object) -> tuple[tuple[NamedFile, ...], str]:
    found, lacking = [], ""
    for key, role in (("file", FileRole.MEDIA), ("photo", FileRole.MEDIA), ("thumbnail", FileRole.THUMBNAIL)):
        name = message.get(key)
        if not isinstance(name, str) or not name:
            continue
        if _ABSENT.match(name):
            lacking = clean(name) if role is FileRole.MEDIA else lacking
        elif role is FileRole.THUMBNAIL or role_of(name) is not None or key == "photo":
            found.append(NamedFile(name=name, role=role))
    if not any(file.role is FileRole.MEDIA for file in found):
        found = []
    return tuple(found), lacking


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def read_telegram_html(pages: Sequence[bytes], *, source: str) -> Export:
    """Read ``messages.html``, ``messages2.html``, … in their order.

    Raises:
        InputError: no such pages.
    """
    entries: list[Entry] = []
    title = ""
    for page in pages:
        try:
            tree = html.document_fromstring(decode(page, source=source))
        except (etree.LxmlError, ValueError) as error:
            raise InputError(f"{source}: expected Telegram's messages.html, found a damaged page ({error})") from error
        title = title or _inside(tree, "page_header")
        before: Entry | None = None
        for message in elements(tree, "//div[contains(concat(' ', @class, ' '), ' message ')]"):
            classes = (message.get("class") or "").split()
            if "default" in classes:
                before = _html_entry(message, before if "joined" in classes else None)
                entries.append(before)
    if not entries:
        raise InputError(f"{source}: expected Telegram's messages.html, found no message in it")
    return Export(program=PROGRAM, platform=TELEGRAM, title=title, entries=tuple(entries))


def _html_entry(message: html.HtmlElement, before: Entry | None) -> Entry:
    """One message; ``before`` is the one to which it is joined, whose names it does not repeat."""
    body = next(iter(_having(message, "body")), message)
    forwarded = next((each for each in _having(body, "forwarded") if "body" in (each.get("class") or "").split()), None)
    own = [each for each in _having(body, "from_name") if forwarded is None or forwarded not in each.iterancestors()]
    original = _having(forwarded, "from_name") if forwarded is not None else []
    sender = _content(own[0]) if own else before.sender if before else ""
    stated = next((each.get("title") or "" for each in _having(body, "date") if each.get("title")), "")
    signature = next((_content(each) for each in _having(body, "signature")), "")
    files = tuple(
        NamedFile(name=name, role=FileRole.MEDIA)
        for link in elements(message, ".//div[contains(@class, 'media_wrap')]//a[@href]")
        if not (name := str(link.get("href"))).startswith(("http:", "https:")) and role_of(name) is not None
    )
    parts = [", ".join(_leaves(each)) for each in _having(body, "media") if each.tag == "div"]  # what is there is a link
    absent = [words for words in parts if any(reason in words.lower() for reason in _LEFT_OUT)]
    shared = [", ".join(_leaves(each)) for kind in ("media_location", "media_live_location", "media_venue", "media_poll")
              for each in _having(body, kind)]  # fmt: skip
    return Entry(
        where=f"message {(message.get('id') or '').removeprefix('message') or '?'}",
        header=", ".join(part for part in (sender, signature, stated) if part),
        sender=sender,
        text="\n".join((*(_content(each) for each in _having(body, "text")), *shared)),
        time=_titled(stated),
        time_words=stated,
        files=tuple(dict.fromkeys(files)),
        lacking=absent[0] if absent and not files else "",
        forwarded_from=_original(original[0]) if original else before.forwarded_from if before and forwarded is not None else "",
    )


def _original(name: html.HtmlElement) -> str:
    """Whose message was forwarded; behind the name stands when it was first sent."""
    when = " ".join(_content(each) for each in _having(name, "details"))
    return _content(name).removesuffix(when).strip()


def _leaves(element: html.HtmlElement) -> list[str]:
    """The words of each element that has words of its own."""
    own = ((each, " ".join((each.text or "").split())) for each in element.iter() if isinstance(each.tag, str))
    return [clean(words) for _, words in own if words]


def _titled(stated: str) -> Timestamp | None:
    found = _TITLED.fullmatch(stated.strip())
    if not found:
        return None
    day, month, year, hour, minute, second = (int(found[n]) for n in range(1, 7))
    try:
        if found[7]:
            zone = f"{found[7]}:{found[8]}"
            return Instant(value=datetime.fromisoformat(f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{zone}"))
        return ZonelessTime(value=datetime(year, month, day, hour, minute, second))  # noqa: DTZ001 - none is stated
    except ValueError:
        return None


def _having(element: html.HtmlElement, name: str) -> list[html.HtmlElement]:
    return elements(element, ".//*[contains(concat(' ', @class, ' '), $name)]", name=f" {name} ")


def _inside(tree: html.HtmlElement, name: str) -> str:
    return next((_content(each) for each in _having(tree, name)), "")


def _content(element: html.HtmlElement) -> str:
    """The words of an element, line breaks kept; behind a link with words of its own, its address."""
    parts: list[str] = []
    for node in element.iter():
        if isinstance(node.tag, str):
            parts += ["\n"] if node.tag == "br" else []
            parts.append(node.text or "")
            href = node.get("href") or ""
            if node.tag == "a" and href.startswith(("http:", "https:")) and href != (node.text or ""):
                parts.append(f" ({href})")
        if node is not element:
            parts.append(node.tail or "")
    lines = (" ".join(line.split()) for line in clean("".join(parts)).split("\n"))
    return "\n".join(line for line in lines if line)
