"""What every stage is given: the case, the settings, the clock, and a way to say what is going on."""

import contextlib
import functools
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from http.cookiejar import CookieJar
from pathlib import Path

from provenance import __version__
from provenance.articles.lexicon import Lexicon
from provenance.articles.names import NameFinder
from provenance.custody.seal import Seal
from provenance.errors import NetworkError, ProvenanceError, StorageError
from provenance.fetch import pages
from provenance.fetch.archives import PAUSE as ARCHIVE_PAUSE
from provenance.fetch.archives import Archivist
from provenance.fetch.availability import classify
from provenance.fetch.guard import Guard
from provenance.fetch.politely import politely
from provenance.fetch.politeness import Politeness
from provenance.fetch.session import cookie_jar
from provenance.fetch.turns import PAUSE, Turns
from provenance.fetch.wayback import Wayback
from provenance.fetch.withsession import in_session
from provenance.media.sandbox import Decoders, shared
from provenance.media.trustlist import Trust
from provenance.model import INTERRUPTED, Activity, ActivityId, ActivityKind, Availability, Digest, Instant
from provenance.pipeline.telling import Progress, Silent, now
from provenance.places.interface import Gazetteer
from provenance.store import gazetteer, lexicons
from provenance.store.case import Case

__all__ = [
    "TOOL",
    "Failure",
    "Progress",
    "Run",
    "Settings",
    "Silent",
    "Tools",
    "activity",
    "as_ours",
    "failed",
    "new_activity_id",
    "now",
]

TOOL = "provenance"
DEFAULT_PAGE_LIMIT = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the analyst asked for."""

    libraries: tuple[Path, ...] = ()
    allow_hosts: frozenset[str] = frozenset()
    """Hosts that the guard would refuse (``127.0.0.1:8000``) and the analyst allows."""
    page_limit: int = DEFAULT_PAGE_LIMIT
    """Bytes."""
    media_limit: int | None = None
    """Bytes; ``None`` for no limit."""
    media_seconds: float | None = None
    """For the media of one post; ``None`` for no limit."""
    cookies: Path | None = None
    """Netscape cookie file, for posts and pages; read, never copied into the case."""
    browser: str | None = None
    """The browser whose cookies are read, as ``--cookies-from-browser`` writes it."""
    comments: bool = False
    """Fetch the comments of a post too."""
    pictures: bool = True
    """Where a post has no video, fetch its pictures, or those that its page names."""
    proxy: str | None = None
    archive: Wayback | None = None
    """The web archive that is asked for what is gone; ``None``: none is asked."""
    offline: bool = False
    """Make no request at all."""
    retry: bool = False
    """Try again also what failed for a lasting reason."""
    timestamps: tuple[str, ...] = ()
    """Authorities (RFC 3161) to be asked once the case is sealed."""
    passphrase: str | None = None
    """Of the signing key, where it has one."""
    trust: Trust | None = None
    """The analyst's list of certificates that Content Credentials are held against."""
    page_picture: bool = False
    """Draw the pages that are read."""
    pause: float = PAUSE
    """Seconds between two pages of one host."""
    names: NameFinder | None = None
    """A model that is asked for the names in each article."""
    language: str = "en"
    """Of the report; see :data:`provenance.exporters.wording.LANGUAGES`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An item that could not be done in this run."""

    stage: ActivityKind
    subject: str
    error: ProvenanceError


def activity(
    kind: ActivityKind,
    subject: str,
    started: Instant,
    *,
    tool: str = TOOL,
    version: str = __version__,
    ok: bool = True,
    error: str = "",
    message: str = "",
    reason: Availability | None = None,
    options: tuple[tuple[str, str], ...] = (),
    requests: tuple[str, ...] = (),
    by: str = "",
    name: ActivityId | None = None,
) -> Activity:
    """The record of a step that began at ``started`` and ends now; ``name`` is its id where one was given out before."""
    return Activity(
        id=name or new_activity_id(),
        kind=kind,
        subject=subject,
        tool=tool,
        version=version,
        options=options,
        started=started,
        ended=now(),
        ok=ok,
        error=error,
        message=message,
        reason=reason,
        requests=requests,
        by=by,
    )


def failed(
    kind: ActivityKind, subject: str, started: Instant, error: ProvenanceError, *, requests: tuple[str, ...] = ()
) -> Activity:
    """The record of a step that ends with ``error``."""
    # What a web archive answers (LOOK_UP) says nothing of the subject itself.
    asked = isinstance(error, NetworkError) and kind in {ActivityKind.LIST, ActivityKind.READ}
    reason = classify(error, extractor=None) if asked else None
    return activity(kind, subject, started, ok=False, error=_named(error), message=str(error), reason=reason, requests=requests)


def new_activity_id() -> ActivityId:
    """An id that no other activity has."""
    return ActivityId(uuid.uuid4().hex)


def as_ours(error: Exception, subject: str) -> ProvenanceError:
    """Whatever went wrong with an item, as an error of ours that names it."""
    if isinstance(error, ProvenanceError):
        return error
    if isinstance(error, OSError):
        return StorageError(f"{subject}: {error}")
    return ProvenanceError(f"{subject}: {type(error).__name__}: {error}")


def _named(error: ProvenanceError) -> str:
    """The class of ``error`` in the tree of ``errors.py``; one that a module derives for itself goes by the name of its base."""
    return next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == ProvenanceError.__module__)


@dataclass(kw_only=True)
class Tools:
    """What reading needs, each made when it is first asked for."""

    settings: Settings = field(default_factory=Settings)
    progress: Progress = field(default_factory=Silent)

    @cached_property
    def guard(self) -> Guard:
        """Which addresses may be reached."""
        return Guard(allow_hosts=self.settings.allow_hosts)

    @cached_property
    def turns(self) -> Turns:
        """Whose turn it is to be asked."""
        return Turns(self.settings.pause, own=self.guard.allow_hosts)

    @cached_property
    def polite(self) -> Politeness:
        """When each host may be asked again."""
        return Politeness(own=self.guard.allow_hosts)

    @cached_property
    def session(self) -> CookieJar | None:
        """The analyst's cookies, where they are given.

        Raises:
            InputError: they cannot be read.
        """
        return cookie_jar(self.settings.cookies, self.settings.browser)

    def page(self, url: str, *, types: tuple[str, ...] = pages.PAGE_TYPES) -> tuple[pages.FetchedPage, tuple[str, ...]]:
        """The page at ``url``, asked for as often as its server bears, and every request that this took.

        Raises:
            NetworkError, ArticleError: as :func:`provenance.fetch.pages.fetch` does.
        """
        settings, jar, before = self.settings, self.session, len(self.guard.sent)

        def fetch(address: str) -> pages.FetchedPage:
            ask = functools.partial(
                pages.fetch, address, guard=self.guard, limit=settings.page_limit, proxy=settings.proxy, session=jar, types=types
            )
            return ask() if jar is None else in_session(jar, ask, guard=self.guard, limit=settings.page_limit)

        found = politely(url, fetch, polite=self.polite, turn=self.turns.wait)
        return found, tuple(self.guard.sent[before:])

    @property
    def lexicons(self) -> Mapping[str, Lexicon]:
        """The words of every language known."""
        return lexicons.load()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The places of the world; built once per machine, which takes some seconds the first time."""
        if not gazetteer.default_path().is_file():
            self.progress.note("building the list of the world's places: once on this machine, about half a minute")
        return gazetteer.open_gazetteer()


@dataclass(kw_only=True)
class Run:
    """One run over one case."""

    case: Case
    settings: Settings = field(default_factory=Settings)
    progress: Progress = field(default_factory=Silent)
    failures: list[Failure] = field(default_factory=list)
    key: Digest | None = None
    """Fingerprint of the key that will seal the case."""
    seal: Seal | None = None
    """Once the case is sealed."""
    decoders: Decoders = field(default_factory=shared)
    """Where untrusted bytes are decoded."""

    activity = staticmethod(activity)

    @cached_property
    def tools(self) -> Tools:
        """What reading needs."""
        return Tools(settings=self.settings, progress=self.progress)

    @property
    def guard(self) -> Guard:
        """Which addresses may be reached."""
        return self.tools.guard

    @property
    def polite(self) -> Politeness:
        """When each host may be asked again."""
        return self.tools.polite

    @cached_property
    def archivist(self) -> Archivist | None:
        """Who asks the web archive; ``None`` where the analyst wants none asked."""
        settings = self.settings
        if settings.archive is None:
            return None
        return Archivist(
            archive=settings.archive,
            guard=self.guard,
            polite=self.polite,
            turns=Turns(max(settings.pause, ARCHIVE_PAUSE), own=self.guard.allow_hosts),
            proxy=settings.proxy,
            page_limit=settings.page_limit,
        )

    @contextlib.contextmanager
    def item(self, kind: ActivityKind, subject: str, *, label: str) -> Iterator[None]:
        """Do one item; if it fails, record why and let the others go on.

        Ctrl-C is no failure of the item and passes through; what was asked for until then is recorded.
        """
        self.progress.item(label)
        started, before = now(), len(self.guard.sent)
        try:
            yield
        except KeyboardInterrupt:
            self._interrupted(kind, subject, started, before)
            raise
        except Exception as error:  # noqa: BLE001 - hostile input may break any library; the others must go on
            self.fail(kind, subject, as_ours(error, subject), started=started, requests=tuple(self.guard.sent[before:]))

    def _interrupted(self, kind: ActivityKind, subject: str, started: Instant, before: int) -> None:
        """Record the requests of an item that was not finished: they left the machine all the same."""
        self.case.discard()
        known = Counter(url for each in self.case.activities() if each.started >= started for url in each.requests)
        left = tuple((Counter(self.guard.sent[before:]) - known).elements())
        if left:
            record = activity(kind, subject, started, ok=False, error=INTERRUPTED, message="interrupted", requests=left)
            with contextlib.suppress(ProvenanceError), self.case.commit(record):
                pass

    def fail(
        self,
        kind: ActivityKind,
        subject: str,
        error: ProvenanceError,
        *,
        started: Instant,
        requests: tuple[str, ...] = (),
        keep: Callable[[], object] = lambda: None,
    ) -> None:
        """Record that an item could not be done, and tell. ``keep`` writes what is to be kept of it all the same."""
        self.failures.append(Failure(stage=kind, subject=subject, error=error))
        self.progress.note(str(error), problem=True)
        record = failed(kind, subject, started, error, requests=requests)
        self.case.discard()
        # On a full disk, or a database that stays locked, the record cannot be written either; the failure is still told.
        with contextlib.suppress(ProvenanceError):
            keep()
            with self.case.commit(record):
                pass
