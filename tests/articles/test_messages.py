"""Pages and texts inside MHTML files and e-mails."""

import base64
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from provenance.articles import embeds
from provenance.articles.document import parse
from provenance.articles.messages import unpack
from provenance.errors import ArticleError

ADDRESS = "https://news.example.org/a"
PLAYER = "https://www.youtube.com/embed/OwnVideo_01"
WORDS = "The mayor of the small town said that the bridge had been closed, and that a film had been posted."


def page(player: str = PLAYER) -> str:
    return f'<html><body><h1>Tête</h1><p>{WORDS}</p><iframe src="{player}"></iframe></body></html>'


def ids(data: bytes) -> set[str | None]:
    return {reference.platform_id for reference in embeds.find(parse(data, source="a.eml"))}


def mhtml() -> MIMEMultipart:
    whole = MIMEMultipart("related")
    whole["Snapshot-Content-Location"] = ADDRESS
    whole.attach(MIMEText(page("cid:frame-AB12@mhtml.blink"), "html", "utf-8"))
    frame = MIMEText("<html><body>player</body></html>", "html", "utf-8")
    frame["Content-ID"], frame["Content-Location"] = "<frame-AB12@mhtml.blink>", PLAYER
    whole.attach(frame)
    return whole


def test_frames_of_a_page_saved_as_mhtml_have_the_addresses_that_they_had() -> None:
    document = parse(mhtml().as_bytes(), source="a.mhtml")
    assert {reference.platform_id for reference in embeds.find(document)} == {"OwnVideo_01"}
    assert document.base_url == ADDRESS
    assert document.article.title == "Tête"


def test_of_an_e_mail_the_page_is_read_in_whatever_it_is_packed() -> None:
    mail = EmailMessage()
    mail["Subject"] = "A bridge"
    mail.set_content(f"{WORDS} https://youtu.be/OthVideo_01")
    mail.add_attachment(page("https://www.youtube.com/embed/OthVideo_02"), subtype="html", filename="other.html")
    assert ids(mail.as_bytes()) == {"OthVideo_01"}
    assert ids(MIMEText(page(), "html", "utf-8").as_bytes()) == {"OwnVideo_01"}  # base64, no header before its type
    both = MIMEMultipart("alternative")
    both.attach(MIMEText(f"{WORDS} https://youtu.be/OthVideo_01", "plain", "utf-8"))
    both.attach(MIMEText(page(), "html", "utf-8"))
    assert ids(both.as_bytes()) == {"OwnVideo_01"}


def test_an_e_mail_without_words_is_refused() -> None:
    mail = EmailMessage()
    mail.add_attachment(b"\x00\x01", maintype="video", subtype="mp4", filename="a.mp4")
    with pytest.raises(ArticleError, match=r"a\.eml: expected a page or a text, got an e-mail that holds neither"):
        parse(mail.as_bytes(), source="a.eml")


def test_what_only_begins_like_a_message_is_read_as_it_is() -> None:
    text = b"Title: Bridge closed\nAuthor: Ada\n\nA film was posted: https://youtu.be/OwnVideo_01\n"
    assert unpack(text, source="a.txt").data == text
    assert ids(text) == {"OwnVideo_01"}


def test_a_message_packed_deeper_than_any_reader_goes_is_no_crash() -> None:
    deep = b"".join(b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(2000))
    assert unpack(deep, source="a.eml").data == deep


def test_frames_of_a_page_saved_in_one_file_are_read() -> None:
    player = base64.b64encode(b'<html><body><a href="https://www.youtube.com/watch?v=OwnVideo_01">x</a></body></html>').decode()
    assert ids(page(f"data:text/html;base64,{player}").encode()) == {"OwnVideo_01"}
