"""One page, asked for as often as its server bears: what it says of that is heard and remembered."""

from collections.abc import Callable

from provenance.fetch.pages import FetchedPage, StatusError
from provenance.fetch.politeness import Politeness

__all__ = ["politely"]


def politely(
    url: str, fetch: Callable[[str], FetchedPage], *, polite: Politeness, turn: Callable[[str], None] = lambda _: None
) -> FetchedPage:
    """What ``fetch`` gives for ``url``; it is called again where the server says "later" or a fault may pass.

    ``turn`` is called before each try, once the server may be asked.

    Raises:
        BusyError: the server has asked to be left alone; nothing was sent.
        NetworkError, ArticleError: as ``fetch`` does.
    """
    tries = 0
    while True:
        tries += 1
        polite.before(url)
        turn(url)
        try:
            return fetch(url)
        except StatusError as error:
            # What a redirect led to may be another's server.
            if not polite.again(error.exchanges[-1].url, error.status, error.headers, tries=tries):
                raise
