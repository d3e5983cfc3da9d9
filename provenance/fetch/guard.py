"""Which addresses this program may contact: the public internet, and what the analyst allowed.

URLs come from articles and pages, so they are hostile: ``http://169.254.169.254/``, a redirect to the
router, a host name that resolves to ``127.0.0.1``. The check therefore happens twice: on the URL
(:meth:`Guard.check_url`, no network) and on every address at the moment of connecting
(:meth:`Guard.addresses`), after the one and only resolution, so that a second answer from the name
server cannot slip another address in. The machine's own addresses are refused also where they are public ones.
Spellings such as ``2130706433``, ``0x7f.1`` or full-width digits
need no rules of their own: they are judged by what the system's resolver makes of them.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

from provenance.errors import GuardError, NetworkError

__all__ = ["Guard"]

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[..., list[Any]]

SCHEMES = {"http": 80, "https": 443}
FORBIDDEN_TEXT = re.compile(r"[\x00-\x20\x7f\\]")
"""Characters on which URL parsers disagree; none may stand in a URL as sent."""
NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+)){0,3}\.?")
"""Every spelling that ``inet_aton`` reads: 1 to 4 decimal, octal or hexadecimal parts."""

# RFC 6052 translation prefix; its last 32 bits are the IPv4 address that is really contacted.
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not "global" in every Python 3.11–3.14, or global in the registry and still never a public web server.
NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "64:ff9b:1::/48",
        "::/96",
        "fec0::/10",
        "2001::/32",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The rule. ``allow_hosts`` holds ``host`` or ``host:port`` as the analyst typed them; these are not checked."""

    allow_hosts: frozenset[str] = frozenset()
    resolve: Resolver = socket.getaddrinfo
    """Asks the system's name service: host, port, family, type."""
    sent: list[str] = field(default_factory=list, compare=False)
    """Every URL that was asked for through this guard, in order: those who send note it here."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "allow_hosts", frozenset(host.strip().lower() for host in self.allow_hosts))

    def opened_to(self, *hosts: str) -> "Guard":
        """The same guard, with ``hosts`` allowed as well."""
        return replace(self, allow_hosts=self.allow_hosts | set(hosts))

    def check_url(self, url: str) -> None:
        """Judge a URL by its text alone.

        Raises:
            GuardError: not http or https, no host, a user name in it, or a forbidden address spelt out.
        """
        parts = _split(url)
        if parts.scheme not in SCHEMES:
            raise GuardError(f"refused {_shown(url)}: expected http or https, got {parts.scheme or 'no scheme'!r}")
        if "@" in parts.netloc:
            raise GuardError(f"refused {_shown(url)}: expected no user name in the address, got {parts.netloc!r}")
        if not parts.hostname:
            raise GuardError(f"refused {_shown(url)}: expected a host, got none")
        literal = literal_address(parts.hostname)
        if literal is not None and not self.allows(parts.hostname, parts.port or SCHEMES[parts.scheme]):
            self.check_address(literal, parts.hostname)

    def allows(self, host: str, port: int) -> bool:
        """Whether the analyst allowed this very spelling of the host, or the host with this port."""
        name = host.lower().strip("[]")
        shown = f"[{name}]" if ":" in name else name
        return not self.allow_hosts.isdisjoint({name, shown, f"{shown}:{port}"})

    def addresses(self, host: str, port: int) -> tuple[str, ...]:
        """The addresses of ``host``, resolved once and all permitted: connect to these and to no others.

        Raises:
            GuardError: one of them is not public, and the host is not allowed.
            NetworkError: the name does not resolve.
        """
        try:
            found = self.resolve(host, port, 0, socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NetworkError(f"no address found for {host!r}: {error}") from error
        addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self.allows(host, port):
            for address in addresses:
                self.check_address(ipaddress.ip_address(address), host)
        return addresses

    def check_address(self, address: Address, host: str) -> None:
        """Judge one address.

        Raises:
            GuardError: private, loopback, link-local, multicast, reserved, unspecified, or this machine's own.
        """
        if not is_public(address) or is_own(address):
            allow = f"[{host}]" if ":" in host else host
            raise GuardError(
                f"refused {host}: expected a public address, got {address} (allow it with --allow-host {allow} if it is meant)"
            )

    def connect(self, host: str, port: int, *, timeout: float | None = None) -> socket.socket:
        """A TCP connection to the first permitted address of ``host`` that answers.

        Raises:
            GuardError: see :meth:`addresses`.
            OSError: none answers.
        """
        failure: OSError = OSError(f"no address found for {host!r}")
        for address in self.addresses(host, port):
            try:
                return socket.create_connection((address, port), timeout=timeout)
            except OSError as error:
                failure = error
        raise failure


def is_public(address: Address) -> bool:
    """Whether ``address`` (and the IPv4 address inside it, if it carries one) is on the public internet."""
    inner = embedded(address)
    if inner is not None:
        return is_public(inner)
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    never = any(address.version == network.version and address in network for network in NEVER)
    return address.is_global and not special and not never


def is_own(address: Address) -> bool:
    """Whether ``address`` is one of this machine's: it would be reached without leaving it. No packet is sent."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(address), 9))
            return ipaddress.ip_address(probe.getsockname()[0]) == address
    except OSError:  # no way there at all
        return False


def embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, NAT64 or 6to4."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def literal_address(host: str) -> Address | None:
    """The address that ``host`` spells out, in any spelling the resolver reads; ``None`` for a name."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        if not NUMERIC_HOST.fullmatch(host):
            return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return None


def _split(url: str) -> SplitResult:
    if FORBIDDEN_TEXT.search(url):
        raise GuardError(f"refused {_shown(url)}: expected a URL without blanks, control characters or backslashes")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise GuardError(f"refused {_shown(url)}: not a URL ({error})") from error
    if port == 0:
        raise GuardError(f"refused {_shown(url)}: expected a port from 1 to 65535, got 0")
    return parts


def _shown(url: str) -> str:
    return repr(url if len(url) <= 200 else f"{url[:200]}…")
