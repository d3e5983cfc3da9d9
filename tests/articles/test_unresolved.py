"""What a page shows to have stood there without telling which: blocked embeds, addresses cut off, posts flattened to text; and what is known to be a video."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

import pytest

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.model import MediaKnown, ReferenceKind, Role, VideoReference
from provenance.platforms.media import is_known_video

PARAGRAPH = "<p>The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs.</p>"
TW, YT = "1535624811234567890", "aBcDeFgHiJ0"


def page(body: str, before: str = "") -> Document:
    html = f"<!doctype html><html lang=en><head><title>Bridge closed</title></head><body>{before}<main><article><h1>Bridge closed</h1>{PARAGRAPH}{body}{PARAGRAPH.replace('mayor', 'engineer')}</article></main></body></html>"
    return parse(html.encode(), source="page.html", url="https://news.example.org/a/b.html")


def text(words: str) -> Document:
    return parse(f"Bridge closed\n\nThe old bridge was closed on Monday, they say.\n\n{words}".encode(), source="a.txt")


def only(document: Document) -> VideoReference:
    (reference,) = embeds.find(document)
    return reference


# ── consent ─────────────────────────────────────────────────────────────────────────────────────

PLACEHOLDERS = {
    "borlabs": ('<div class="BorlabsCookie _brlbs-cb-youtube"><p>By loading the video, you agree to YouTube\'s privacy policy.</p><a href="#" role="button">Load video</a></div>', "youtube"),
    "complianz": ('<div class="cmplz-blocked-content-container"><div class="cmplz-blocked-content-notice">Click to accept marketing cookies and enable this content (Instagram)</div></div>', "instagram"),
    "german": ('<div class="opt-in"><p>An dieser Stelle finden Sie einen externen Inhalt von Twitter.</p><p>Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.</p><button>Anzeigen</button></div>', "twitter"),
    "french": ('<div class="x1"><p>Pour afficher ce contenu de TikTok, vous devez accepter les cookies.</p><button>Autoriser</button></div>', "tiktok"),
    "spanish": ('<div class="x1"><span>Para ver este contenido de Facebook es necesario aceptar las cookies (acepta aquí).</span><button>Aceptar</button></div>', "facebook"),
    "russian": ('<div class="embed-consent"><p>Чтобы увидеть этот контент из Телеграм, нужно ваше согласие.</p></div>', "telegram"),
    "platform in a class": ('<div class="uc-embedding-container" data-uc-service="vimeo"><p>We need your consent to load this content.</p><button>Accept</button></div>', "vimeo"),
    "no platform": ('<div class="consent-placeholder"><p>This content is blocked because you have not accepted cookies.</p></div>', "social"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_a_blocked_embed_is_kept_as_a_reference_without_a_post(name: str) -> None:
    markup, platform = PLACEHOLDERS[name]
    reference = only(page(markup))
    assert (reference.platform, reference.kind, reference.url, reference.platform_id) == (
        platform,
        ReferenceKind.EMBED,
        None,
        None,
    )
    assert reference.citations[0].where == "embed blocked here"
    assert reference.role is Role.ARTICLE


def test_two_blocked_embeds_are_two() -> None:
    assert len(embeds.find(page(PLACEHOLDERS["borlabs"][0] + PARAGRAPH + PLACEHOLDERS["german"][0]))) == 2


def test_a_placeholder_that_keeps_the_address_is_that_post() -> None:
    box = f'<div class="consent-placeholder"><p>We need your consent to load this content from YouTube.</p><a href="https://youtu.be/{YT}">Watch there</a></div>'
    assert only(page(box)).platform_id == YT


@pytest.mark.parametrize(
    "body",
    [
        "<p>The firm said that users must accept cookies before they see a video on YouTube, and critics object to it.</p>",
        '<p>Read our <a href="/privacy">privacy policy</a> on cookies and content.</p>',
    ],
)
def test_words_about_cookies_are_no_placeholder(body: str) -> None:
    assert embeds.find(page(body)) == ()


def test_a_cookie_banner_is_no_placeholder() -> None:
    banner = (
        '<div class="cookie-banner"><p>We use cookies to show content from YouTube and Twitter.</p><button>Accept</button></div>'
    )
    assert embeds.find(page("", before=banner)) == ()
    assert embeds.find(page(f'<footer class="site-footer">{banner}</footer>')) == ()


# ── words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "platform", "account"),
    [
        ("It stands at twitter.com/some_user/status/15353… for all to see.", "twitter", "some_user"),
        ("It stands at https://www.youtube.com/watch?v=aBc... for all to see.", "youtube", None),
        ("See t.me/some_channel/12… for it.", "telegram", "some_channel"),
        ("See https://www.instagram.com/p/Cx1Yz… for it.", "instagram", None),
    ],
)
def test_an_address_cut_off_is_a_post_that_is_not_known(words: str, platform: str, account: str | None) -> None:
    reference = only(text(words))
    assert (reference.platform, reference.account, reference.url, reference.platform_id) == (platform, account, None, None)
    assert reference.citations[0].span is not None
    assert reference.citations[0].quote in words


def test_an_address_cut_off_on_the_page_is_joined_with_its_link() -> None:
    reference = only(page(f'<p>See <a href="https://x.com/a/status/{TW}">x.com/a/status/15356…</a></p>'))
    assert reference.platform_id == TW


@pytest.mark.parametrize(
    "words", ["See twitter.com/some_user… for it.", "See example.org/some/status/15… for it.", "See youtube.com/@some… for it."]
)
def test_what_is_cut_off_and_no_post(words: str) -> None:
    assert embeds.find(text(words)) == ()


@pytest.mark.parametrize("dash", ["—", "–", "--"])
def test_a_post_flattened_to_text(dash: str) -> None:
    words = f"The bridge has just come down pic.twitter.com/abc\n\n{dash} Some One (@some_one) June 4, 2022"
    reference = only(text(words))
    assert (reference.platform, reference.account, reference.url, reference.kind) == (
        "twitter",
        "some_one",
        None,
        ReferenceKind.EMBED,
    )
    assert "June 4, 2022" in reference.quote


def test_a_flattened_post_that_the_page_also_names_is_not_counted_twice() -> None:
    line = "&mdash; Some One (@some_one) "
    named = f'<blockquote class="twitter-tweet"><p>It fell.</p>{line}<a href="https://twitter.com/some_one/status/{TW}">June 4, 2022</a></blockquote>'
    assert only(page(named)).platform_id == TW
    assert len(embeds.find(page(named + f"<blockquote><p>It is gone.</p>{line}June 5, 2022</blockquote>"))) == 2


# ── video or not ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("platform", "url", "known"),
    [
        ("youtube", f"https://youtu.be/{YT}", True),
        ("vimeo", "https://vimeo.com/123456789", True),
        ("tiktok", "https://www.tiktok.com/@a/video/7265776669816851754", True),
        ("tiktok", "https://www.tiktok.com/@a/photo/7265776669816851754", False),
        ("twitter", f"https://x.com/a/status/{TW}", False),
        ("twitter", f"https://x.com/a/status/{TW}/video/1", True),
        ("instagram", "https://www.instagram.com/p/Cx1YzAbCdEf/", False),
        ("instagram", "https://www.instagram.com/reel/Cx1YzAbCdEf/?x=1", True),
        ("facebook", "https://www.facebook.com/a/posts/123456789", False),
        ("facebook", "https://www.facebook.com/watch/?v=123456789", True),
        ("facebook", "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fx", True),
        ("telegram", "https://t.me/a/1", False),
        ("reddit", "https://v.redd.it/abcdefgh12345", True),
        ("vk", "https://vk.com/video-1_2", True),
        ("vk", "https://vk.com/wall-1_2", False),
        ("file", "https://c.example/a.mp4", True),
    ],
)
def test_what_is_known_to_be_a_video(platform: str, url: str, known: bool) -> None:
    assert is_known_video(platform, url) is known  # type: ignore[arg-type]


def test_one_place_that_says_video_is_enough() -> None:
    link = '<a href="https://www.instagram.com/p/Cx1YzAbCdEf/">x</a>'
    assert only(page(link)).media is MediaKnown.UNKNOWN
    assert only(page(link + '<a href="https://www.instagram.com/reel/Cx1YzAbCdEf/">y</a>')).media is MediaKnown.VIDEO
