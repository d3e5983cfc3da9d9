"""Which pages are laid out only where they are looked at, and how much each section of them holds.

A browser takes 16 s to lay out 1,000 videos with 5,000 statements whole. What it leaves out it must take to be of some height
(``templates/far.css``), or a link to what stands further down leads astray.
"""

from collections.abc import Iterable, Mapping, Sized

from provenance.exporters.html.article import TEXT_LIMIT

__all__ = ["far"]

LARGE = 1_000
"""Things (videos, files, statements…) from which on a page is large."""


def far(things: Mapping[str, tuple[str, Sized]], texts: Iterable[str] = ()) -> Mapping[str, tuple[int, str]] | None:
    """By section: how many things of which kind (a height in ``far.css``); ``None``: no large page.

    ``things`` of a section are of one kind; ``texts`` are the articles', counted in hundreds of characters.
    """
    if sum(len(each) for _, each in things.values()) <= LARGE:
        return None
    letters = sum(min(len(text), TEXT_LIMIT) for text in texts) // 100
    return {"articles": (letters, "letters")} | {part: (len(each), kind) for part, (kind, each) in things.items()}
