"""Hostile text made fit for a document."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.exporters.html.drawntext import cells, wrapped
from provenance.exporters.text import clock, plain, shortened, visible, web_address


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟦U+202E⟧b"),
        ("\x1b[0m", "⟦U+001B⟧[0m"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚒", "👩\u200d🚒"),
        ("\ud800", "⟦U+D800⟧"),
    ],
)
def test_what_cannot_be_seen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\x1b[0;31mERROR:\x1b[0m no", "ERROR: no"),
        ("\x1b]0;title\x07x", "x"),
        ("a\x00b\x9bc", "abc"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_terminal_sequences_are_taken_out(text: str, left: str) -> None:
    assert plain(text) == left


@given(st.text())
def test_visible_text_can_be_seen_and_is_stable(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    shown.encode()


@given(st.text(), st.integers(4, 40))
def test_shortened_text_is_short(text: str, limit: int) -> None:
    assert len(shortened(text, limit)) <= limit


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0:00.0"),
        (Fraction(59, 1), "0:59.0"),
        (59.96, "1:00.0"),
        (61.25, "1:01.2"),
        (3600, "1:00:00"),
        (Fraction(1001, 30), "0:33.4"),
    ],
)
def test_clock(seconds: Fraction | float, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "http://[::1]:80/x", "HTTPS://example.org"])
def test_addresses_that_may_be_links(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "//example.org",
        "https://a b",
        "https://a\u202e.org/",
        "ftp://a/",
        "",
        None,
    ],
)
def test_addresses_that_may_not(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(max_size=200), st.integers(1, 4))
def test_wrapped_text_fits(text: str, lines: int) -> None:
    kept = wrapped(text, width=20, lines=lines)
    assert len(kept) <= lines
    assert all(cells(line) <= 20 for line in kept)
