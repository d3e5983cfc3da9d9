"""Which addresses may be contacted; the connections themselves are tested with the pages and yt-dlp."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.errors import GuardError, NetworkError
from provenance.fetch.guard import Guard, is_public, literal_address

FORBIDDEN = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "198.18.0.1",
    "192.0.0.170",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",
    "64:ff9b::c0a8:101",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001:0:4136:e378::1",
    "fe80::1",
    "fec0::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "2001:db8::1",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "2002:808:808::1"]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_no_private_address_is_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_pass(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://017700000001/",
        "http://0177.0.0.1/",
        "http://127.0.0.1./",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "https://10.0.0.1:8443/x",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher://example.org",
        "data:text/html,x",
        "javascript:alert(1)",
        "//example.org/x",
        "example.org",
        "http://",
        "http:///path",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org\t.evil.org/",
        "http://example.org/\r\nHost: x",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://[::1/",
        " http://example.org/",
    ],
)
def test_a_bad_url_is_refused_by_its_text(url: str) -> None:
    with pytest.raises(GuardError, match="refused"):
        Guard().check_url(url)


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://example.org:8443/a?b=@c#d", "https://пример.рф/", "http://8.8.8.8/"]
)
def test_a_public_url_passes(url: str) -> None:
    Guard().check_url(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "localhost", "2130706433", "0x7f000001", "１２７.0.0.1", "::1"])
def test_the_resolved_address_counts_however_it_is_spelt(host: str) -> None:
    with pytest.raises(GuardError, match="public address"):
        Guard().addresses(host, 80)


def test_an_allowed_host_is_allowed_in_that_spelling_only() -> None:
    guard = Guard(allow_hosts=frozenset({"127.0.0.1:8000", "LOCALHOST"}))
    assert guard.addresses("127.0.0.1", 8000) == ("127.0.0.1",)
    assert guard.addresses("localhost", 81)
    guard.check_url("http://127.0.0.1:8000/a")
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000), ("127.1", 8000), ("2130706433", 8000)):
        with pytest.raises(GuardError):
            guard.addresses(host, port)
        with pytest.raises(GuardError):
            guard.check_url(f"http://{host}:{port}/")


def test_a_port_need_not_be_written_for_the_default() -> None:
    Guard(allow_hosts=frozenset({"127.0.0.1:80"})).check_url("http://127.0.0.1/")
    Guard(allow_hosts=frozenset({"[::1]:443"})).check_url("https://[::1]/")


@pytest.mark.parametrize("host", ["name.invalid", "a..b", "x" * 300])
def test_a_name_without_address_is_a_network_error(host: str) -> None:
    with pytest.raises(NetworkError, match="no address found"):
        Guard().addresses(host, 80)


def test_one_private_address_among_public_ones_is_enough() -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("93.184.216.34", "127.0.0.1")]
    asked: list[object] = []

    def resolver(*question: object) -> list[object]:
        asked.append(question)
        return answers[: len(asked)]  # a second question would get the other answer too

    guard = Guard(resolve=resolver)
    assert guard.addresses("rebinding.example", 80) == ("93.184.216.34",)
    assert len(asked) == 1
    with pytest.raises(GuardError, match=r"got 127\.0\.0\.1"):
        guard.addresses("rebinding.example", 80)


@given(st.integers(min_value=0, max_value=2**32 - 1), st.sampled_from(["{:d}", "0x{:x}", "0{:o}"]))
def test_every_numeric_spelling_reads_as_the_same_address(number: int, spelling: str) -> None:
    host = spelling.format(number)
    assert literal_address(host) == ipaddress.IPv4Address(number)


@given(st.text(max_size=40))
def test_any_text_passes_or_is_refused(text: str) -> None:
    try:
        Guard().check_url(text)
    except GuardError as error:
        assert "refused" in str(error)  # noqa: PT017 - either is right
