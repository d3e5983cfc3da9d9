"""The ways to a post's media, one after the other: yt-dlp; where there is no video, gallery-dl; then what the page names."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from provenance.fetch import gallerydl, ytdlp
from provenance.fetch.availability import says_no_video
from provenance.fetch.gallerydl import GalleryDl
from provenance.fetch.interface import Downloaded, Failed, Means, Progress
from provenance.fetch.namedpictures import PagePictures
from provenance.fetch.ytdlp import YtDlp
from provenance.model import Availability, FileRole, ReferenceRecord, Slug
from provenance.pipeline.run import Run
from provenance.platforms.media import is_known_video
from provenance.platforms.pictures import is_picture

__all__ = ["Way", "beside", "means", "means_of", "page_pictures", "sessionless", "ways"]

Result = Downloaded | Failed
MIXED = frozenset(map(Slug, ("instagram", "twitter", "bluesky", "mastodon", "threads", "facebook", "vk", "weibo", "reddit")))
"""Platforms of posts that hold videos and pictures together, of which yt-dlp takes the videos and says nothing of the rest."""
NOTHING_THERE = frozenset(
    {
        Availability.DELETED,
        Availability.RATE_LIMITED,
        Availability.REFUSED,
        Availability.NETWORK_ERROR,
        Availability.GEO_BLOCKED,
    }
)
"""Answers of gallery-dl's after which the page is not asked for pictures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One means, and what its answer is worth."""

    client: Means
    ask: Callable[..., Result]
    """``ask(url, folder=…, progress=…)``."""
    goes_on: Callable[[Failed], bool]
    """Whether the next way is tried after this answer."""
    telling: bool = True
    """Whether its failure says something about the post: an attempt, then."""

    def media(self, url: str, *, folder: Path, progress: Progress) -> Result:
        """What was had; nothing of the post is a failure too."""
        result = self.ask(url, folder=folder, progress=progress)
        if isinstance(result, Downloaded) and not any(file.role in {FileRole.MEDIA, FileRole.PICTURE} for file in result.files):
            words = "the post holds no video or picture"
            return Failed(outcome=Availability.UNSUPPORTED, message=words, requests=result.requests)
        return result


def means(run: Run) -> Means:
    """How this run gets a post's videos."""
    settings = run.settings
    return replace(sessionless(run), cookies=settings.cookies, browser=settings.browser, comments=settings.comments)


def sessionless(run: Run) -> YtDlp:
    """yt-dlp with this run's limits and nothing of the analyst's own session."""
    settings = run.settings
    return YtDlp(
        run.guard,
        max_bytes=settings.media_limit,
        max_seconds=settings.media_seconds,
        proxy=settings.proxy,
        polite=run.polite,
    )


def ways(run: Run, url: str, platform: Slug) -> Iterator[Way]:
    """In their order. Without ``pictures`` in the settings, yt-dlp alone.

    An answer of yt-dlp's that nobody understands is no end where a post may hold pictures only: it fails on many of them so.
    """
    video = means(run)
    if not run.settings.pictures:
        yield Way(client=video, ask=video.acquire, goes_on=lambda _: False)
        return
    page = page_pictures(run)
    if is_picture(url):
        yield Way(client=page, ask=page.itself, goes_on=_no_video)
    open_end = platform in MIXED and not is_known_video(platform, url)
    yield Way(client=video, ask=video.acquire, goes_on=lambda failed: _no_video(failed) or (open_end and _unknown(failed)))
    if gallerydl.installed_version() is not None:
        gallery = _gallery(run)
        yield Way(client=gallery, ask=gallery.acquire, goes_on=lambda failed: failed.outcome not in NOTHING_THERE)
    yield Way(client=page, ask=page.acquire, goes_on=lambda _: False, telling=False)


def beside(run: Run, record: ReferenceRecord) -> Way | None:
    """Who gets the pictures of a post whose videos were had; ``None`` where there is nothing to ask."""
    known = record.platform in MIXED and gallerydl.installed_version() is not None
    if not known or not run.settings.pictures:
        return None
    gallery = replace(_gallery(run), only_pictures=True)
    return Way(client=gallery, ask=gallery.acquire, goes_on=lambda _: False, telling=False)


def _no_video(failed: Failed) -> bool:
    return failed.outcome is Availability.UNSUPPORTED and says_no_video(failed.message)


def _unknown(failed: Failed) -> bool:
    return failed.outcome is Availability.UNKNOWN


def means_of(run: Run, record: ReferenceRecord) -> Means:
    """What got the media of a post, or was the last to be told why not: whom to ask again."""
    telling = [attempt for attempt in record.tried if attempt.outcome is Availability.AVAILABLE] or record.tried
    by = telling[-1].tool if telling else ytdlp.TOOL
    if by == gallerydl.TOOL and gallerydl.installed_version() is not None:
        return _gallery(run)
    return page_pictures(run) if by == page_pictures(run).tool else means(run)


def _gallery(run: Run) -> GalleryDl:
    settings = run.settings
    return GalleryDl(
        run.guard,
        cookies=settings.cookies,
        browser=settings.browser,
        max_bytes=settings.media_limit,
        max_seconds=settings.media_seconds,
        proxy=settings.proxy,
        polite=run.polite,
    )


def page_pictures(run: Run) -> PagePictures:
    """How this run gets pictures by their own address or their page's; it knows no session."""
    settings = run.settings
    return PagePictures(
        run.guard,
        max_bytes=settings.media_limit,
        max_seconds=settings.media_seconds,
        proxy=settings.proxy,
        polite=run.polite,
    )
