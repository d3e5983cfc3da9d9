"""Lists of addresses in every form they come in, and what is none."""

import contextlib
import gzip
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provenance.errors import InputError, UsageError
from provenance.intake.addresses import addresses_in
from provenance.intake.lists import read_list
from provenance.intake.tables import read_csv

PATHS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)
ADDRESSES = st.builds("https://example.org/{}?a={}".format, PATHS, PATHS)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N"), include_characters=" ,;|\t\"'.-"), max_size=20)


def found(data: bytes, source: str = "list.csv", column: str | None = None) -> list[str]:
    return list(read_list(data, source=source, column=column).addresses)


@given(
    st.lists(st.tuples(WORDS, ADDRESSES), min_size=2, max_size=12, unique_by=lambda row: row[1]),
    st.sampled_from(",;\t|"),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
)
@example([("a,b", "https://example.org/1?a=x,y"), ("c", "https://example.org/2?a=;")], ",", "utf-8", True)
def test_a_table_written_is_read_back(rows: list[tuple[str, str]], delimiter: str, charset: str, heading: bool) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [["title", "link", "n"]] * heading + [[quoted(words), quoted(url), "7"] for words, url in rows]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode(charset)
    assert found(data) == [url for _, url in rows]


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("url,thumb\nhttps://e.org/1,https://t.org/1\n,https://t.org/2\n", None, ["https://e.org/1"]),
        ("thumb,x\nhttps://t.org/1,\nhttps://t.org/2,https://e.org/1\n", None, ["https://t.org/1", "https://t.org/2"]),
        ("thumb,x\nhttps://t.org/1,\nhttps://t.org/2,https://e.org/1\n", "X", ["https://e.org/1"]),
        ("thumb,x\nhttps://t.org/1,\nhttps://t.org/2,https://e.org/1\n", "2", ["https://e.org/1"]),
        ("thumb,x\nhttps://t.org/1,\nhttps://t.org/2,https://e.org/1\n", "b", ["https://e.org/1"]),
        ("https://e.org/1,x\nhttps://e.org/2,y\n", None, ["https://e.org/1", "https://e.org/2"]),
    ],
)
def test_the_column(text: str, column: str | None, expected: list[str]) -> None:
    assert found(text.encode(), column=column) == expected


def test_every_row_without_an_address_is_named() -> None:
    read = read_csv(b"n,url\n1,https://e.org/1\n2,htp:/x\n3,\n,,\n4,https://e.org/1\n", source="u.csv")
    assert [(row.where, row.problem.rpartition(", got ")[2]) for row in read.rows if not row.address] == [
        ("row 3", "'htp:/x'"),
        ("row 4", "an empty cell"),
    ]
    assert read.addresses == ("https://e.org/1",)
    assert "column 2 ('url')" in read.how


def test_a_first_row_that_tries_to_be_an_address_is_no_heading() -> None:
    rows = read_csv(b"htp://e.org/0\nhttps://e.org/1\n", source="u.csv").rows
    assert [row.where for row in rows if row.problem] == ["row 1"]


def test_lines_with_words_around_them() -> None:
    data = "# https://no.org\nsee https://e.org/a_(b), and (https://e.org/c).\n\nhttps://e.org/д?x=1#y\n".encode()
    assert found(data, "urls.txt") == ["https://e.org/a_(b)", "https://e.org/c", "https://e.org/д?x=1#y"]


@given(ADDRESSES, st.sampled_from([".", ",", ")", "”", " ", "", "!?"]))
def test_punctuation_after_an_address_is_not_its_own(address: str, after: str) -> None:
    assert addresses_in(f"({address}{after}") == (address,)


def workbook(*rows: list[object], link: str = "") -> bytes:
    book = openpyxl.Workbook()
    second = book.create_sheet("second")  # the first sheet stays empty
    for row in rows:
        second.append(row)
    if link:
        second.cell(row=len(rows), column=2).hyperlink = link
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheet() -> None:
    data = workbook(
        ["date", "Link"],
        [1, "https://e.org/1"],
        [2, '=HYPERLINK("https://e.org/2","story")'],
        [3, "words"],
        link="https://e.org/3",
    )
    assert found(data, "list.xlsx") == ["https://e.org/1", "https://e.org/2", "https://e.org/3"]


def test_a_spreadsheet_that_is_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    with pytest.raises(InputError, match="refused"):
        found(out.getvalue(), "list.xlsx")


SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (("<rss><channel><link>https://e.org</link><item><link> https://e.org/1 </link></item>"
         "<item><guid>https://e.org/2</guid></item></channel></rss>"), ["https://e.org/1", "https://e.org/2"]),
        (('<rss xmlns:f="urn:f"><channel><item><link>https://count.er/1</link><f:origLink>https://e.org/1</f:origLink></item>'
         "</channel></rss>"), ["https://e.org/1"]),
        (('<feed xmlns="http://www.w3.org/2005/Atom"><link href="/"/><entry><link rel="enclosure" href="/v.mp4"/>'
         '<link href="/1"/></entry></feed>'), ["https://e.org/1"]),
        ('<rdf:RDF xmlns:rdf="urn:r"><item><link>https://e.org/1</link></item></rdf:RDF>', ["https://e.org/1"]),
        (f'<?xml version="1.0"?><urlset xmlns="{SITEMAP}"><url><loc>https://e.org/1</loc></url></urlset>', ["https://e.org/1"]),
        ("<rss><channel><item><https:></https:><link>https://e.org/1</link></item></channel></rss>", ["https://e.org/1"]),
        ("<rss><channel><item><f:origLink>https://e.org/1</f:origLink></item></channel></rss>", ["https://e.org/1"]),
        ("<rss><channel><item><link>https://e.org/1</link><item><link>https://e.org/2", ["https://e.org/1", "https://e.org/2"]),
    ],
)  # fmt: skip
def test_feeds(document: str, expected: list[str]) -> None:
    read = read_list(document.encode(), source="feed", base="https://e.org/feed")
    assert list(read.addresses) == expected
    assert list(read_list(gzip.compress(document.encode()), source="feed.gz", base="https://e.org/feed").addresses) == expected


def test_a_sitemap_index_names_sitemaps() -> None:
    data = f'<sitemapindex xmlns="{SITEMAP}"><sitemap><loc>/a.xml.gz</loc></sitemap></sitemapindex>'.encode()
    read = read_list(data, source="map.xml", base="https://e.org/map.xml")
    assert read.lists == ("https://e.org/a.xml.gz",)
    assert read.addresses == ()


def test_entities_are_not_expanded_and_nothing_is_loaded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret", "utf-8")
    feed = "<rss><channel><item><link>https://e.org/1</link></item><item><link>https://e.org/2{}</link></item></channel></rss>"
    outside = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "{secret.as_uri()}">]>' + feed.format("&f;")
    assert found(outside.encode(), "feed.xml") == ["https://e.org/1", "https://e.org/2"]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>' + feed.format("&l11;")
    assert found(bomb.encode(), "feed.xml")[0] == "https://e.org/1"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found an empty file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old Excel"),
        (b"<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><body>x</body></html>", "/feed"),
        (b"<?xml version='1.0'?><svg/>", "another kind"),
        (b"a,b\n1,2\n", "found none"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04 no zip", "damaged"),
        (gzip.compress(b"a", mtime=0) [:-9], "expected a list"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named(data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        found(data)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(UsageError, match="column 1 \\('url'\\), column 2 \\('x'\\)"):
        found(b"url,x\nhttps://e.org/1,2\n", column="address")


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", "a.xml", "a.xlsx"]))
@example(b"<rss><item><link>http://[</link></item></rss>", "a.xml")
@example(b'"https://e.org', "a.csv")
def test_any_bytes_are_a_list_or_an_error_of_ours(data: bytes, source: str) -> None:
    with contextlib.suppress(InputError):
        read_list(data, source=source, base="https://e.org/")
