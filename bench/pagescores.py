"""Counts references found on labelled pages, the same way for every tool. Labels: ``../shared/bench/pages/README.md``."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from provenance.articles.recognition import media_file
from provenance.platforms import recognise

__all__ = ["OF_ARTICLE", "Finds", "Page", "Scores", "finds_of", "score"]

OF_ARTICLE = ("embed", "link", "state")
"""Labels of what the article itself cites."""
NOISE = frozenset({"chrome", "comment", "script-other"})
FILES = frozenset({"file", "web"})
"""Videos of the site's own: counted by page, not one by one."""
UNLABELLED = frozenset(
    {"rumble", "odysee", "bitchute", "streamable", "mastodon", "linkedin", "weibo", "bilibili", "ok", "rutube"}
)
"""Platforms the labels never name: finds there count neither way."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the labels say of one page."""

    labels: Mapping[Key, str]
    """By platform and id."""
    own_video: bool
    """Whether the site's own player stands on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Counts over all pages."""

    wanted: Counter[str]
    """References of the article, by label."""
    found: Counter[str]
    """Those of them that were found."""
    wrong: int
    """Finds that are none of the article's."""
    videos: int
    """Pages with a player of the site's own."""
    videos_found: int
    """Those on which any file or stream was found."""

    def recall(self, *labels: str) -> float:
        """Share of the references of these labels that were found; of all of them without any."""
        chosen = labels or OF_ARTICLE
        return sum(self.found[label] for label in chosen) / max(1, sum(self.wanted[label] for label in chosen))

    @property
    def precision(self) -> float:
        """Share of the finds that are the article's."""
        return self.found.total() / max(1, self.found.total() + self.wrong)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What a tool found on one page."""

    cited: frozenset[Key] = frozenset()
    """What it says the article cites."""
    file: bool = False
    """Whether it found any file or stream, whoever cites it."""


def finds_of(row: Mapping[str, object]) -> Finds:
    """A tool's row: references as they are, addresses through our recogniser."""
    references, urls = row.get("references"), row.get("urls")
    if isinstance(references, list):
        cited = frozenset((r["platform"], r["id"]) for r in references if r["role"] == "article")
        return Finds(cited=cited, file=any(r["platform"] in FILES or r["kind"] == "file" for r in references))
    posts = (recognise(url) or media_file(url) for url in urls) if isinstance(urls, list) else ()
    keys = frozenset((post.platform, post.platform_id) for post in posts if post is not None)
    return Finds(cited=keys, file=any(platform in FILES for platform, _ in keys))


def score(pages: Mapping[str, Page], found: Mapping[str, Finds]) -> Scores:
    """Count ``found`` (by page) against the labels of ``pages``; a page that is missing counts as one without finds."""
    wanted, right, wrong, videos, seen = Counter[str](), Counter[str](), 0, 0, 0
    for name, page in pages.items():
        finds = found.get(name, Finds())
        keys = finds.cited
        labels = {key: label for key, label in page.labels.items() if label in OF_ARTICLE}
        wanted.update(labels.values())
        right.update(labels[key] for key in keys & labels.keys())
        wrong += sum(_is_noise(key, page.labels.get(key)) for key in keys)
        videos += page.own_video
        seen += page.own_video and finds.file
    return Scores(wanted=wanted, found=right, wrong=wrong, videos=videos, videos_found=seen)


def _is_noise(key: Key, label: str | None) -> bool:
    return label in NOISE if label else key[0] not in FILES | UNLABELLED
