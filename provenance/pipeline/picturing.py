"""Pictures of the pages that were read, when they are asked for: drawn from the kept bytes, without any network."""

from provenance.articles.messages import unpack
from provenance.fetch import devtools
from provenance.fetch.pagepicture import draw
from provenance.model import ActivityKind, Article, Capture, PagePicture
from provenance.pipeline.run import Run, now

__all__ = ["picture_all"]


def picture_all(run: Run) -> None:
    """Draw every HTML page that has no picture yet.

    Raises:
        MissingExtraError: no Chromium.
    """
    browser = devtools.executable()
    had, captures = run.case.page_pictures(), run.case.captures()
    pages = [reading.article for reading, _ in run.case.readings() if reading.article.media_type == "text/html"]
    todo = [article for article in pages if article.digest not in had]
    run.progress.stage("picture", len(todo))
    version = devtools.version(browser) if todo else ""
    for article in todo:
        with run.item(ActivityKind.PICTURE, str(article.digest), label=article.source):
            _picture(run, article, captures.get(article.digest, ()), browser, version)


def _picture(run: Run, article: Article, captures: tuple[Capture, ...], browser: str, version: str) -> None:
    started = now()
    page = unpack(run.case.articles.read(article.digest), source=article.source)
    drawn = draw(page.data, browser=browser, charset=page.charset or _charset(captures))
    picture = PagePicture(
        article=article.digest,
        picture=run.case.pages.put(drawn.png, suffix=".png"),
        width=drawn.width,
        height=drawn.height,
        cut=drawn.cut,
        tool="chromium",
        version=version,
    )
    activity = run.activity(
        ActivityKind.PICTURE,
        str(article.digest),
        started,
        tool="chromium",
        version=version,
        message=f"drawn from the kept bytes, {drawn.width}×{drawn.height} pixels{', the rest cut off' if drawn.cut else ''}",
        options=(("network", "none"), ("scripts", "none")),
    )
    with run.case.commit(activity) as write:
        write.page_picture(picture)


def _charset(captures: tuple[Capture, ...]) -> str | None:
    """As the server last stated it."""
    kinds = [value for capture in captures for name, value in capture.headers if name.lower() == "content-type"]
    _, _, stated = (kinds[-1] if kinds else "").lower().partition("charset=")
    return stated.strip(" \"';") or None
