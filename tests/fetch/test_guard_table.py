"""Every spelling of an address that must not be reached, straight and behind a redirect, for pages and for yt-dlp.

A real server listens on every address of this machine; whatever is tried, it must see nothing.
"""

import ipaddress
import socket
from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any

import pytest

from provenance.errors import GuardError, NetworkError
from provenance.fetch.guard import Guard, is_own
from provenance.fetch.guarded_ytdlp import GuardedYoutubeDL
from provenance.fetch.pages import fetch
from tests.fetch.servers import Server, body, redirect, serving

NAMES = {
    "intranet.example": "127.0.0.1",
    "router.example": "192.168.1.1",
    "metadata.example": "169.254.169.254",
    "six.example": "::1",
    "mapped.example": "::ffff:127.0.0.1",
    "xn--bcher-kva.example": "127.0.0.1",
    "link-local.example": "fe80::1",
}
"""What a name server of the attacker's answers."""
HOSTS = (
    # loopback, in every form that inet_aton reads
    "127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7F.0x0.0x0.0x1", "0x7f.1",
    "017700000001", "0177.0.0.1", "0177.0x0.0.1", "00000177.0.0.1", "127.0.0.1.", "127.1.", "0", "0.0.0.0", "0.0.0.1",  # noqa: S104
    # digits, dots and letters of other scripts
    "１２７.0.0.1", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "١٢٧.0.0.1", "ｌｏｃａｌｈｏｓｔ", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    # names
    "localhost", "LOCALHOST", "localhost.", *NAMES, "bücher.example", "intranet.example.",
    # IPv6, and IPv4 inside it: mapped, compatible, translated, NAT64, 6to4, Teredo, zones
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::FFFF:7F00:0001]",
    "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]",
    "[2002:7f00:1::]", "[2002:7f00:1::7f00:1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[fe80::1]", "[fe80::1%25lo]",
    "[fe80::1%lo]", "[::1%25lo]", "[fc00::1]", "[fd00::2]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[100::1]",
    # private networks, metadata services, and what is nobody's
    "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.0.1", "100.64.0.1", "169.254.169.254", "0xa9fea9fe", "2852039166",
    "[::ffff:169.254.169.254]", "[fd00:ec2::254]", "100.100.100.200", "192.0.0.192", "198.18.0.1", "192.0.2.2", "224.0.0.1",
    "240.0.0.1", "255.255.255.255",
)  # fmt: skip
URLS = (
    "http://example.org@127.0.0.1:{port}/t", "http://user:secret@127.0.0.1:{port}/t", "http://127.0.0.1:{port}\\@example.org/t",
    "http://127.0.0.1:{port}#@example.org/t", "http://127.0.0.1:{port}?@example.org/t", "http:\\\\127.0.0.1:{port}/t",
    "http:/127.0.0.1:{port}/t", "http:127.0.0.1:{port}/t", "//127.0.0.1:{port}/t", "HTTP://127.0.0.1:{port}/t",
    "http://\t127.0.0.1:{port}/t", "http://127.0.0.1\n:{port}/t", "http://127.0.0.1%00.example.org:{port}/t",
    "http://127.0.0.1%2eexample.org:{port}/t", "http://%31%32%37.0.0.1:{port}/t", "http://[127.0.0.1]:{port}/t",
    "http://127.0.0.1:+{port}/t", "http://127.0.0.1:0{port}/t", "http://127.0.0.1:{port}0/t", "file:///etc/passwd",
    "file://127.0.0.1:{port}/t", "ftp://127.0.0.1:{port}/t", "gopher://127.0.0.1:{port}/_GET%20/t", "dict://127.0.0.1:{port}/t",
    "ws://127.0.0.1:{port}/t", "rtmp://127.0.0.1:{port}/t", "jar:http://127.0.0.1:{port}/t", "view-source:http://127.0.0.1:{port}/t",
)  # fmt: skip
NOBODY = "192.0.2.9"
CASES = (*(f"http://{host}:{{port}}/t" for host in HOSTS), *(f"https://{host}:{{port}}/t" for host in HOSTS[:6]), *URLS)


def resolver(host: Any, port: int, *more: Any) -> list[Any]:
    """The system's, for all that names no machine; the attacker's for the rest."""
    name = host.decode() if isinstance(host, bytes) else host
    answer = NAMES.get(name.removesuffix(".").encode("idna").decode() if name[:1] != ":" else name)
    if answer is None and name.lower().rstrip(".") != "localhost":
        return socket.getaddrinfo(host, port, *more, flags=socket.AI_NUMERICHOST)
    return socket.getaddrinfo(answer or "localhost", port, *more)


class Everywhere(Server):
    """Listens on every address, old and new."""

    address_family = socket.AF_INET6

    def __init__(self) -> None:
        super().__init__("::")

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()


@pytest.fixture(scope="module")
def target() -> Iterator[Server]:
    with serving(make=Everywhere) as running:
        running.routes["/t"] = body(b"<p>secret</p>")
        yield running


@pytest.fixture(scope="module")
def door(target: Server) -> Iterator[Server]:
    """A server that the analyst allowed, and that redirects into her own network."""
    with serving() as running:
        for number, case in enumerate(CASES):
            running.routes[f"/{number}"] = redirect(case.format(port=target.server_port).encode("utf-8").decode("latin-1"))
        yield running


@pytest.fixture(scope="module")
def guard(door: Server) -> Guard:
    return Guard(allow_hosts=frozenset({door.host}), resolve=resolver)


@pytest.fixture(scope="module")
def ydl(guard: Guard) -> Iterator[GuardedYoutubeDL]:
    with GuardedYoutubeDL({"quiet": True, "proxy": "", "socket_timeout": 2}, guard=guard) as made:
        yield made


def test_there_are_enough() -> None:
    assert len(set(CASES)) >= 100


def test_the_target_can_be_reached_by_many_of_them(target: Server) -> None:
    reached = 0
    for host in HOSTS:
        everyone = Guard(allow_hosts=frozenset({host.lower().strip("[]")}), resolve=resolver)
        try:
            reached += bool(fetch(f"http://{host}:{target.server_port}/t", guard=everyone, timeout=0.2).data)
        except (GuardError, NetworkError):
            continue
    assert reached >= 20, "else the table would prove nothing"
    target.seen.clear()


@pytest.mark.parametrize("number", range(len(CASES)), ids=CASES)
def test_pages_never_reach_it(target: Server, door: Server, guard: Guard, number: int) -> None:
    for url in (CASES[number].format(port=target.server_port), door.url(f"/{number}")):
        with pytest.raises((GuardError, NetworkError)):
            fetch(url, guard=guard, timeout=5)
    assert target.seen == []


@pytest.mark.parametrize("number", range(len(CASES)), ids=CASES)
def test_ytdlp_never_reaches_it(target: Server, door: Server, ydl: GuardedYoutubeDL, number: int) -> None:
    from yt_dlp.networking.exceptions import RequestError  # noqa: PLC0415 - takes most of a second

    for url in (CASES[number].format(port=target.server_port), door.url(f"/{number}")):
        with pytest.raises((RequestError, ValueError)):
            ydl.urlopen(url)
    assert target.seen == []


def test_most_are_refused_by_the_guard_itself(target: Server, guard: Guard) -> None:
    """Not by a resolver or a library that happens not to know the spelling."""
    refused = 0
    for case in CASES:
        try:
            fetch(case.format(port=target.server_port), guard=guard, timeout=5)
        except GuardError:
            refused += 1
        except NetworkError:
            continue
    assert refused >= 100


@pytest.mark.parametrize("how", ["pages", "yt-dlp"])
def test_a_name_that_changes_its_address_between_check_and_connection(target: Server, how: str) -> None:
    answers = chain([NOBODY], repeat("127.0.0.1"))
    asked = []

    def rebinding(host: Any, port: int, *more: Any) -> list[Any]:
        asked.append(host)
        return socket.getaddrinfo(next(answers), port, *more)

    public_first = _Lenient(resolve=rebinding)
    url = f"http://rebinding.example:{target.server_port}/t"
    if how == "pages":
        with pytest.raises(NetworkError):
            fetch(url, guard=public_first, timeout=0.3)
    else:
        from yt_dlp.networking.exceptions import RequestError  # noqa: PLC0415

        with (
            GuardedYoutubeDL({"quiet": True, "proxy": "", "socket_timeout": 0.3}, guard=public_first) as ydl,
            pytest.raises(RequestError),
        ):
            ydl.urlopen(url)
    assert target.seen == []
    assert how == "yt-dlp" or len(asked) == 1, "asked once: the address judged is the address contacted"


class _Lenient(Guard):
    """Takes one address of documentation (RFC 5737), where nobody answers, for a public one."""

    def check_address(self, address: Any, host: str) -> None:
        if str(address) != NOBODY:
            super().check_address(address, host)


def test_an_allowed_host_is_reached_and_noted(target: Server) -> None:
    here = f"127.0.0.1:{target.server_port}"
    allowed = Guard(allow_hosts=frozenset({here}))
    assert fetch(f"http://{here}/t", guard=allowed).data == b"<p>secret</p>"
    with GuardedYoutubeDL({"quiet": True, "proxy": ""}, guard=allowed) as ydl:
        assert ydl.urlopen(f"http://{here}/t").read() == b"<p>secret</p>"
    assert allowed.sent == [f"http://{here}/t"] * 2
    target.seen.clear()


def test_the_machines_own_addresses_are_known() -> None:
    assert is_own(ipaddress.ip_address("127.0.0.1"))
    assert not is_own(ipaddress.ip_address("192.0.2.77"))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.77", 9))
        except OSError:
            pytest.skip("this machine has no network at all")
        own = ipaddress.ip_address(probe.getsockname()[0])
    assert is_own(own), "also the one that others see"


def test_a_public_address_of_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine of the tests has a public address: the word of the kernel is stood in for."""
    monkeypatch.setattr("provenance.fetch.guard.is_own", lambda address: str(address) == "93.184.216.34")
    with pytest.raises(GuardError, match=r"got 93\.184\.216\.34"):
        Guard(resolve=lambda *_: [(2, 1, 6, "", ("93.184.216.34", 80))]).addresses("me.example", 80)
