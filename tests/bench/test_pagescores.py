"""The scorer of pages counts what the labels mean."""

from bench.pagescores import Finds, Page, finds_of, score

TWEET, VIDEO, SHARED, CHROME = (
    ("twitter", "1"),
    ("youtube", "abcdefghijk"),
    ("vimeo", "7"),
    ("facebook", "9"),
)
PAGES = {
    "a.html": Page(labels={TWEET: "embed", VIDEO: "state", SHARED: "aux", CHROME: "chrome"}, own_video=True),
    "b.html": Page(labels={("tiktok", "5"): "link"}, own_video=False),
}


def test_recall_is_by_label_and_a_missing_page_found_nothing() -> None:
    scores = score(PAGES, {"a.html": Finds(cited=frozenset({TWEET}))})
    assert (scores.recall("embed"), scores.recall("state"), scores.recall("link")) == (1, 0, 0)
    assert scores.recall() == 1 / 3
    assert (scores.precision, scores.videos, scores.videos_found) == (1, 1, 0)


def test_noise_is_furniture_and_what_no_label_names() -> None:
    unlisted, uncounted = ("twitter", "2"), ("rumble", "v1")
    cited = frozenset({TWEET, CHROME, SHARED, unlisted, uncounted, ("file", "https://x.example/a.mp4")})
    scores = score(PAGES, {"a.html": Finds(cited=cited, file=True)})
    assert scores.wrong == 2
    assert scores.precision == 1 / 3
    assert scores.videos_found == 1


def test_a_peer_is_credited_with_posts_whose_address_it_kept() -> None:
    row = {"urls": ["https://twitter.com/nn/status/1?s=20", "https://news.example/story", "https://cdn.example/a.mp4"]}
    assert finds_of(row) == Finds(cited=frozenset({TWEET, ("file", "https://cdn.example/a.mp4")}), file=True)


def test_what_we_call_furniture_is_not_cited() -> None:
    row = {
        "references": [
            {"platform": "twitter", "id": "1", "role": "article", "kind": "embed"},
            {"platform": "facebook", "id": "9", "role": "chrome", "kind": "file"},
        ]
    }
    assert finds_of(row) == Finds(cited=frozenset({TWEET}), file=True)
