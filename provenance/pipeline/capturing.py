"""A page that was fetched is kept as it came over the wire, beside the bytes that are read; so is a refusal."""

from provenance.fetch.pages import USER_AGENT, FetchedPage, StatusError
from provenance.fetch.warc import write_warc
from provenance.model import Capture, Digest, Instant, Memento
from provenance.pipeline.run import Run

__all__ = ["keep_capture", "keep_refusal"]


def keep_capture(
    run: Run, source: str, page: FetchedPage, article: Digest, at: Instant, *, memento: Memento | None = None
) -> Capture:
    """Keep the WARC of ``page``; the next commit names it. The caller records what is returned.

    ``memento``: the capture that a web archive gave it from, where the page itself was gone.
    """
    data = write_warc(page.exchanges, at=at, source=source, agent=USER_AGENT)
    return Capture(
        article=article,
        requested=source,
        url=page.url,
        hops=page.hops,
        status=page.status,
        headers=page.headers,
        at=at,
        warc=run.case.pages.put(data, suffix=".warc.gz"),
        size=len(data),
        address=page.exchanges[-1].address if page.exchanges else "",
        memento=memento,
    )


def keep_refusal(run: Run, source: str, refusal: StatusError, at: Instant) -> None:
    """Keep the WARC of an answer that gave no page; the next commit names it. That a page was gone then is a finding too."""
    run.case.pages.put(write_warc(refusal.exchanges, at=at, source=source, agent=USER_AGENT), suffix=".warc.gz")
