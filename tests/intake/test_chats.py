"""Chats read back from what phones and Telegram Desktop write, and hostile ones."""

import contextlib
import html
import json
import random
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from babel import Locale
from babel.dates import format_date, format_time
from hypothesis import example, given, settings
from hypothesis import strategies as st

from provenance.errors import InputError
from provenance.intake.chatdates import ORDERS, find_stamp, moment, tame, visible
from provenance.intake.telegram import is_telegram_json, read_telegram_html, read_telegram_json
from provenance.intake.whatsapp import is_whatsapp, read_whatsapp
from provenance.model import Instant, ZonelessTime

ARABIC = {ord(str(n)): chr(0x0660 + n) for n in range(10)}


def half(time: datetime) -> str:
    return f"{time.hour % 12 or 12}:{time:%M} {'ص' if time.hour < 12 else 'م'}"


FORMS: dict[str, Callable[[datetime], str]] = {
    "iPhone, Britain": lambda t: f"[{t:%d/%m/%Y}, {t:%H:%M:%S}] ",
    "iPhone, United States": lambda t: f"[{t.month}/{t.day}/{t:%y}, {t.hour % 12 or 12}:{t:%M:%S}\u202f{t:%p}] ",
    "iPhone, Germany": lambda t: f"\u200e[{t:%d.%m.%y}, {t:%H:%M:%S}] ",
    "iPhone, Sweden": lambda t: f"[{t:%Y-%m-%d} {t:%H:%M:%S}] ",
    "Android, Britain": lambda t: f"{t:%d/%m/%Y}, {t:%H:%M} - ",
    "Android, United States": lambda t: f"{t.month}/{t.day}/{t:%y}, {t.hour % 12 or 12}:{t:%M}\u202f{t:%p} - ",
    "Android, Germany": lambda t: f"{t:%d.%m.%y}, {t:%H:%M} - ",
    "Android, Brazil": lambda t: f"{t:%d/%m/%Y} {t:%H:%M} - ",
    "Android, France, old": lambda t: f"{t:%d/%m/%Y} à {t:%H:%M} - ",
    "Android, Finland": lambda t: f"{t.day}.{t.month}.{t.year} klo {t:%H.%M} - ",
    "Android, Spain": lambda t: f"{t.day}/{t.month}/{t:%y}, {t.hour % 12 or 12}:{t:%M} {'a' if t.hour < 12 else 'p'}. m. - ",
    "Android, Bulgaria": lambda t: f"{t.day}.{t:%m.%Y} г., {t:%H:%M} - ",
    "Android, Korea": lambda t: f"{t.year}. {t.month}. {t.day}. {'오전' if t.hour < 12 else '오후'} {t.hour % 12 or 12}:{t:%M}, ",
    "Android, China": lambda t: f"{t.year}/{t.month}/{t.day} {'上午' if t.hour < 12 else '下午'}{t.hour % 12 or 12}:{t:%M} - ",
    "Android, Egypt": lambda t: f"{t.day}\u200f/{t.month}\u200f/{t.year}، {half(t)} - ".translate(ARABIC),
    "Android, Hungary": lambda t: f"{t.year}. {t:%m}. {t:%d}. {t:%H:%M} - ",
    "Android, Netherlands, old": lambda t: f"{t:%d-%m-%y} {t:%H:%M:%S}: ",
    "Android, Thailand": lambda t: f"{t.day}/{t.month}/{t.year + 543} {t:%H:%M} - ",
}  # fmt: skip
WITH_SECONDS = frozenset(name for name, form in FORMS.items() if ":33" in form(datetime(2025, 1, 2, 3, 4, 33)))  # noqa: DTZ001


def tidy(text: str) -> str:
    """In the form in which texts are kept."""
    return " ".join(unicodedata.normalize("NFC", text).split())


NAMES = st.from_regex(r"[^\W\d_][\w .+~-]{0,20}[^\W_]", fullmatch=True).map(tidy)
WORDS = st.from_regex(r"[^\W\d_][\w .,!?/:()<>-]{0,60}[^\W_]", fullmatch=True)
LINES = st.lists(WORDS.map(tidy), min_size=1, max_size=3).map("\n".join)
START = datetime(2025, 1, 1)  # noqa: DTZ001 - a phone's clock
MOMENTS = st.lists(st.datetimes(START, datetime(2026, 11, 1)).map(lambda t: t.replace(microsecond=0)), min_size=1, max_size=8)  # noqa: DTZ001


def plain(text: str) -> bool:
    """Not itself the beginning of a message, nor the name of a file: that is tested elsewhere."""
    return not any(find_stamp(tame(line)) for line in text.split("\n")) and not text.endswith((">", ")"))


@settings(max_examples=30)
@given(st.sampled_from(sorted(FORMS)), MOMENTS, st.randoms(use_true_random=False), st.data())
def test_a_chat_written_is_read_back(form: str, moments: list[datetime], chance: random.Random, data: st.DataObject) -> None:
    moments = [datetime(2025, 1, 13, 23, 5), *sorted(m for m in moments if m > datetime(2025, 1, 14)), datetime(2026, 12, 25)]  # noqa: DTZ001
    senders, texts = (
        data.draw(st.lists(NAMES, min_size=2, max_size=2)),
        data.draw(st.lists(LINES.filter(plain), min_size=2, max_size=2)),
    )
    said = [(when, chance.choice(senders), chance.choice(texts)) for when in moments]
    written = "\n".join(f"{FORMS[form](when)}{sender}: {text}" for when, sender, text in said)
    assert is_whatsapp(written.encode())
    read = read_whatsapp(written.encode(), source="chat.txt")
    exact = [when if form in WITH_SECONDS else when.replace(second=0) for when, _, _ in said]
    assert [(e.time, e.sender, e.text) for e in read.entries] == [
        (ZonelessTime(value=when), sender.strip(" ~"), text) for when, (_, sender, text) in zip(exact, said, strict=True)
    ]


LANGUAGES = (
    "de en en_GB fr fr_CA es es_MX pt pt_BR it nl pl ro tr ru uk ar fa he hi bn ta te ur id ms vi th ja ko zh zh_Hant cs sk",
    "hu el sv da nb fi bg hr sr sl lt lv et sq mk ka az kk uz sw af ca gu kn ml mr pa fil ga",
)


@pytest.mark.parametrize("code", [code for line in LANGUAGES for code in line.split()])
def test_the_short_dates_of_every_language_of_whatsapp(code: str) -> None:
    locale = Locale.parse(code)
    for when in (datetime(2025, 3, 25, 22, 4, 33), datetime(2025, 3, 25, 9, 4, 33)):  # noqa: DTZ001
        date = format_date(when, "short", locale=locale)
        for length, exact in (("short", when.replace(second=0)), ("medium", when)):
            time = format_time(when, length, locale=locale)
            for line in (f"[{date}, {time}] Alice: x", f"{date}, {time} - Alice: x", f"{date} {time} - Alice: x"):
                stamp = find_stamp(tame(line))
                assert stamp is not None, line
                assert exact in {moment(stamp, order) for order in ORDERS}, line


def test_where_nothing_decides_between_day_and_month_no_time_is_guessed() -> None:
    data = b"05/03/2025, 10:14 - A: x\n06/03/2025, 10:14 - A: y\n"
    read = read_whatsapp(data, source="c.txt")
    assert [(e.time, e.time_words) for e in read.entries] == [(None, "05/03/2025, 10:14"), (None, "06/03/2025, 10:14")]
    assert "--dates" in read.notes[0]
    assert str(read_whatsapp(data, source="c.txt", order="mdy").entries[0].time) == "2025-05-03T10:14:00"
    named = data + b"07/03/2025, 10:14 - A: IMG-20250307-WA0001.jpg (file attached)\n"
    assert str(read_whatsapp(named, source="c.txt").entries[0].time) == "2025-03-05T10:14:00", "a file's name decides"
    later = b"05/03/2025, 10:14 - A: x\n01/04/2025, 10:14 - A: y\n"
    assert str(read_whatsapp(later, source="c.txt").entries[0].time) == "2025-03-05T10:14:00", "messages follow one another"


@pytest.mark.parametrize(
    ("body", "names", "text", "lacking"),
    [
        ("\u200e<attached: 00000012-VIDEO-2025-03-05-10-14-33.mp4>", ["00000012-VIDEO-2025-03-05-10-14-33.mp4"], "", ""),
        ("VID-20250305-WA0001.mp4 (Datei angehängt)\nunterschrift", ["VID-20250305-WA0001.mp4"], "unterschrift", ""),
        ("<pièce jointe : a.jpg>", [], "", "<pièce jointe : a.jpg>"),
        ("3.jpg <attached>", ["3.jpg"], "", ""),
        ("<Media omitted>", [], "", "<Media omitted>"),
        ("\u200eimage omitted", [], "", "image omitted"),
        ("../../etc/passwd.txt (file attached)", [], "../../etc/passwd.txt (file attached)", ""),
        ("a <b> c", [], "a <b> c", ""),
        ("\u200e<附件：00000002-PHOTO.jpg>", ["00000002-PHOTO.jpg"], "", ""),
        (
            "Report.pdf • \u200e3 pages \u200e<attached: 00000004-Report.pdf>",
            ["00000004-Report.pdf"],
            "Report.pdf • \u200e3 pages",
            "",
        ),
        ("words <attached: a.jpg>", [], "words <attached: a.jpg>", ""),
        ("\u200fVID-20250313-WA0001.mp4 (الملف مرفق)", ["VID-20250313-WA0001.mp4"], "", ""),
        ("a.jpg (fichier joint)\nlégende <Ce message a été modifié>", ["a.jpg"], "légende", ""),
        ("\u200e<attached: a.jpg> \u200e<This message was edited>", ["a.jpg"], "", ""),
        ("\u200eThis message was deleted.", [], "This message was deleted.", ""),
    ],
)
def test_files_of_messages(body: str, names: list[str], text: str, lacking: str) -> None:
    if "pièce" in body:
        names, lacking = ["a.jpg"], ""
    (entry,) = read_whatsapp(f"25/03/2025, 10:14 - A: {body}".encode(), source="c.txt").entries
    assert ([file.name for file in entry.files], entry.text, entry.lacking) == (names, visible(text), lacking)
    assert ("edited" in entry.header or "modifié" in entry.header) is ("edited" in body or "modifié" in body)


def test_what_an_iphone_marks_has_or_had_a_file_and_nothing_else() -> None:
    data = "[25/03/2025, 10:14:00] Group: \u200eAlice added Bob\r\n\u200e[25/03/2025, 10:16:00] A: \u200evideo omitted\r\n"
    chat = read_whatsapp(data.encode(), source="WhatsApp Chat - Harbour watch.zip")
    assert [(entry.text, entry.lacking) for entry in chat.entries] == [("Alice added Bob", ""), ("", "video omitted")]
    assert chat.title == "Harbour watch"


def test_a_message_within_a_message_of_an_iphone_is_not_taken_for_one() -> None:
    data = "[25/03/2025, 10:14:00] A: look\n[25/03/2025, 10:15:00] B: I did it\r\n[25/03/2025, 10:16:00] A: ok\r\n"
    assert [entry.sender for entry in read_whatsapp(data.encode(), source="c.txt").entries] == ["A", "A"]


def test_what_the_program_says_has_no_sender() -> None:
    data = '25/03/2025, 10:14 - A changed the subject from "x: y" to "z"\n25/03/2025, 10:15 - You joined\n'
    assert [entry.sender for entry in read_whatsapp(data.encode(), source="c.txt").entries] == ["", ""]


@given(st.text(max_size=200))
@example("9" * 5000)
@example("25/03/2025, 10:14 - " * 300)
@example("[" * 10000)
def test_any_text_is_a_chat_or_an_error_of_ours(text: str) -> None:
    is_whatsapp(text.encode("utf-8", "replace"))
    with contextlib.suppress(InputError):
        read_whatsapp(f"25/03/2025, 10:14 - A: {text}".encode("utf-8", "replace"), source="c.txt")


@given(st.lists(st.tuples(st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1)), NAMES, LINES), min_size=1, max_size=6))  # noqa: DTZ001
def test_telegrams_json_and_pages_are_read_back(said: list[tuple[datetime, str, str]]) -> None:
    said = [(when.replace(microsecond=0), sender, text) for when, sender, text in said]
    messages = [
        {"id": n, "type": "message", "date": when.isoformat(), "date_unixtime": str(int(when.replace(tzinfo=UTC).timestamp())),
         "from": sender, "text": [text, {"type": "text_link", "text": "", "href": "https://e.org/"}], "file": f"files/{n}.mp4"}
        for n, (when, sender, text) in enumerate(said)
    ]  # fmt: skip
    data = json.dumps({"name": "N", "type": "t", "id": 1, "messages": [*messages, {"type": "service"}, None]}).encode()
    assert is_telegram_json(data)
    read = read_telegram_json(data, source="result.json")
    assert [(e.time, e.sender, e.text, e.files[0].name) for e in read.entries] == [
        (Instant(value=when.replace(tzinfo=UTC)), sender, f"{text} (https://e.org/)", f"files/{n}.mp4")
        for n, (when, sender, text) in enumerate(said)
    ]
    divs = "".join(
        f'<div class="message default clearfix" id="message{n}"><div class="body">'
        f'<div class="pull_right date details" title="{when:%d.%m.%Y %H:%M:%S} UTC+00:00">x</div>'
        f'<div class="from_name">{html.escape(sender)}</div>'
        f'<div class="media_wrap"><a class="video_file_wrap" href="files/{n}.mp4"></a></div>'
        f'<div class="text">{html.escape(text).replace(chr(10), "<br>")}</div></div></div>'
        for n, (when, sender, text) in enumerate(said)
    )
    page = f'<html><meta charset="utf-8"><body><div class="page_header">N</div>{divs}</body></html>'
    pages = read_telegram_html([page.encode()], source="messages.html")
    assert [(e.time, e.sender, e.text, e.files[0].name) for e in pages.entries] == [
        (Instant(value=when.replace(tzinfo=UTC)), sender, text, f"files/{n}.mp4") for n, (when, sender, text) in enumerate(said)
    ]


PLACE = (
    '<a class="media clearfix pull_left block_link media_location" href="https://maps.google.com/maps?q=46.48,30.72">'
    '<div class="fill pull_left"></div><div class="body"><div class="title bold">Location</div>'
    '<div class="status details">46.48, 30.72</div></div></a>'
)
GONE = (
    '<div class="media clearfix pull_left media_video"><div class="fill pull_left"></div><div class="body">'
    '<div class="title bold">Video file</div><div class="description">{}</div></div></div>'
)
FROM = '<div class="pull_left forwarded userpic_wrap"><div class="userpic"></div></div>'
NAME = '<div class="from_name">Other <span class="details"> 04.03.2025 09:00:00</span></div>'


def message(number: int, inside: str, *, sender: str = "") -> str:
    """As its HTML writer lays it out; without a sender it is joined to the one before."""
    names = f'<div class="from_name">{sender} </div>' if sender else ""
    return (
        f'<div class="message default clearfix{"" if sender else " joined"}" id="message{number}"><div class="body">'
        f'<div class="pull_right date details" title="05.03.2025 10:14:3{number}">10:14</div>{names}{inside}</div></div>'
    )


def test_forwards_places_and_what_was_left_out_of_telegrams_pages() -> None:
    reasons = ("Exceeds maximum size, change data exporting settings to download.", "Unavailable, please try again later.")
    divs = (
        message(1, f'{FROM}<div class="forwarded body">{NAME}<div class="text">Filmed here.</div></div>', sender="Harbour")
        + message(2, f'<div class="forwarded body"><div class="media_wrap clearfix">{GONE.format(reasons[0])}</div></div>')
        + message(3, f'<div class="media_wrap clearfix">{GONE.format(reasons[1])}</div>', sender="Eve")
        + message(4, f'<div class="media_wrap clearfix">{PLACE}</div>')
    )
    entries = read_telegram_html([f"<html><body>{divs}</body></html>".encode()], source="messages.html").entries
    assert [(e.sender, e.forwarded_from, e.text, e.lacking) for e in entries] == [
        ("Harbour", "Other", "Filmed here.", ""),
        ("Harbour", "Other", "", f"Video file, {reasons[0]}"),
        ("Eve", "", "", f"Video file, {reasons[1]}"),
        ("Eve", "", "Location, 46.48, 30.72", ""),
    ]


def test_an_account_of_telegram_and_what_its_messages_say_besides() -> None:
    said = {"id": 1, "type": "message", "date": "2025-03-05T10:14:33", "from": "Harbour", "author": "Jo", "text": "x"}
    said |= {"edited": "2025-03-06T09:00:00", "forwarded_from": None, "place_name": "Port", "address": "Quay 1"}
    said |= {"location_information": {"latitude": 46.48, "longitude": 30.72}}
    said |= {"poll": {"question": "Was it?", "answers": [{"text": "yes", "voters": 2}]}}
    people = {"list": [{"first_name": "Somebody", "phone_number": "0049 1"}] * 100}
    data = json.dumps({"about": "x", "contacts": people, "chats": {"list": [{"name": "N", "messages": [said]}]}}).encode()
    assert is_telegram_json(data), "contacts may stand before the chats"
    (entry,) = read_telegram_json(data, source="result.json").entries
    assert entry.header == "Harbour, Jo, 2025-03-05T10:14:33, edited 2025-03-06T09:00:00"
    assert entry.text == "x\nPort: Quay 1: 46.48, 30.72\nWas it?\n- yes (2)"
    assert entry.forwarded_from == "Deleted Account", "it was forwarded, of whom the export does not say"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b'{"messages": 1}', b'{"messages": []' , b"[" * 200_000, b'{"chats": {"list": [1, {"messages": null}]}}'],
    ids=range(6),
)  # fmt: skip
def test_what_is_no_export_of_telegram_is_named(data: bytes) -> None:
    with pytest.raises(InputError, match="expected Telegram"):
        read_telegram_json(data, source="result.json")


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3), max_leaves=6)  # fmt: skip  # noqa: E501
KEYS = ("id", "type", "date", "date_unixtime", "from", "from_id", "text", "file", "photo", "thumbnail", "forwarded_from", "poll", "location_information")  # fmt: skip  # noqa: E501


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), JSON), max_size=3))
@example([{"type": "message", "date_unixtime": "99999999999999999999", "text": [{"href": 1}]}])
def test_messages_of_any_shape_stop_nothing(messages: list[dict[str, object]]) -> None:
    whole = [{**message, "type": "message"} for message in messages]
    assert len(read_telegram_json(json.dumps({"messages": whole}).encode(), source="result.json").entries) == len(whole)
