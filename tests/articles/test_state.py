"""Posts in a page's script data: every framework's packing, and this story told from others."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501, UP031

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.articles import embeds
from provenance.articles.document import Document, parse
from provenance.articles.jsliteral import literal
from provenance.articles.jsvalues import flight, pieces
from provenance.model import Role, VideoReference

PARAGRAPH = "The mayor of the small town said on Monday that the old bridge over the river had been closed for repairs."
OTHER = "A fisherman from the far side of the lake has caught the largest pike that anybody there can remember at all."
TITLE = "Bridge over the old river closed"
TW, OTHER_TW, YT, TT = "1535624811234567890", "1111111111111111111", "aBcDeFgHiJ0", "7265776669816851754"
TWEET = f"https://x.com/a/status/{TW}"
OTHER_TWEET = f"https://x.com/b/status/{OTHER_TW}"


def page(script: str, *, shown: str = PARAGRAPH) -> Document:
    html = f"<!doctype html><html lang=en><head><title>{TITLE}</title><link rel=canonical href='https://news.example.org/2022/06/bridge-closed-1234'></head><body><article><h1>{TITLE}</h1><p>{shown}</p></article>{script}</body></html>"
    return parse(html.encode(), source="page.html")


def data(value: Any) -> Document:
    return page(f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>')


def found(document: Document) -> dict[tuple[str, str | None], VideoReference]:
    return {(r.platform, r.platform_id): r for r in embeds.find(document)}


def own(document: Document) -> set[tuple[str, str | None]]:
    return {key for key, r in found(document).items() if r.role is Role.ARTICLE}


STORY = {"headline": TITLE, "url": "/2022/06/bridge-closed-1234", "body": [{"text": PARAGRAPH}, {"is": "tweet", "url": TWEET}]}
STATE = {
    "a": 1,
    "story": STORY,
    "more": [{"title": "Pike caught in the lake", "url": "/2022/05/pike", "body": [OTHER, {"url": OTHER_TWEET}]}],
}

PACKED = {
    "json": f"<script type='application/json'>{json.dumps(STATE)}</script>",
    "assigned": f"<script>window.__STATE__ = {json.dumps(STATE)};window.x=1</script>",
    "after code": f"<script>!function(){{var a={{b:1}};return a}}();Fusion=window.Fusion||{{}};Fusion.arcSite='x';Fusion.globalContent={json.dumps(STATE)};Fusion.y={{}}</script>",
    "slashes escaped": f"<script>x={json.dumps(STATE)}</script>".replace("/2022", "\\/2022").replace(
        "https://x.com/", "https:\\/\\/x.com\\/"
    ),
    "slashes as code points": f"<script>x={json.dumps(STATE)}</script>".replace(
        "https://x.com/", "https:\\u002F\\u002Fx.com\\u002F"
    ),
    "in a string": f"<script>x = JSON.parse({json.dumps(json.dumps(STATE))})</script>",
    "in a quoted string": "<script>x = JSON.parse('" + json.dumps(STATE) + "')</script>",
    "json in json": f"<script type='application/json'>{json.dumps({'cache': json.dumps(STATE)})}</script>",
    "a call's argument": f"<script>store.hydrate({json.dumps(STATE)}, 7)</script>",
    "no json": "<script>window.x = {story: {headline: '%s', url: '/2022/06/bridge-closed-1234', on: !0, body: ['%s', {url: \"%s\",},]}, more: [{title: 'Pike caught in the lake', url: '/2022/05/pike', body: ['%s', {url: '%s'}]}]}</script>"
    % (TITLE, PARAGRAPH, TWEET, OTHER, OTHER_TWEET),
    "nuxt call": '<script>window.__NUXT__=(function(a,b,c){return {layout:"x",data:[{story:{headline:a,url:"\\u002F2022\\u002F06\\u002Fbridge-closed-1234",body:[{u:b}],z:c}},{more:[{title:"Pike caught in the lake",url:"\\u002F2022\\u002F05\\u002Fpike",u:"%s"}]}]}}("%s","%s",void 0));</script>'
    % (OTHER_TWEET, TITLE, TWEET.replace("/", "\\u002F")),
    "nuxt array": "<script type='application/json' id='__NUXT_DATA__'>%s</script>"
    % json.dumps(
        [
            ["ShallowReactive", 1],
            {"data": 2},
            ["Reactive", 3],
            {"story": 4, "more": 8},
            {"headline": 5, "url": 6, "embed": 7},
            TITLE,
            "/2022/06/bridge-closed-1234",
            TWEET,
            [9],
            {"title": 10, "url": 11, "embed": 12},
            "Pike caught in the lake",
            "/2022/05/pike",
            OTHER_TWEET,
        ]
    ),
    "flight": "".join(
        f"<script>self.__next_f.push([1,{json.dumps(part)}])</script>"
        for part in (
            '1:I["chunk"]\n2:' + json.dumps(["$", "div", None, STATE])[:60],
            json.dumps(["$", "div", None, STATE])[60:] + "\n",
        )
    ),
    "apollo": f"<script>window.__APOLLO_STATE__={json.dumps({'ROOT_QUERY': {'embeds': [{'__ref': 'Embed:1'}]}, 'Embed:1': {'url': TWEET}, 'Embed:2': {'url': OTHER_TWEET}, 'Article:2': {'title': 'Pike caught in the lake', 'slug': 'pike-caught-in-the-lake', 'parts': [{'__ref': 'Embed:2'}]}, 'Article:1': {'title': TITLE, 'path': '/2022/06/bridge-closed-1234', 'parts': [{'__ref': 'Embed:1'}]}})}</script>",
}


@pytest.mark.parametrize("name", PACKED)
def test_this_story_is_told_from_others_in_every_packing(name: str) -> None:
    references = found(page(PACKED[name], shown="Nothing of it is shown."))
    assert references["twitter", TW].role is Role.ARTICLE
    assert references["twitter", OTHER_TW].role is Role.CHROME
    assert "another story" in references["twitter", OTHER_TW].role_reason


NODES = {
    "type and id": ({"type": "tiktok", "id": TT}, "tiktok", TT),
    "a number": ({"type": "tweet", "id": int(TW)}, "twitter", TW),
    "a name and its data": ({"name": "core-embed/twitter", "attrs": {"id": TW}}, "twitter", TW),
    "the platform as key": ({"youtube": {"id": YT}}, "youtube", YT),
    "a key of its own": ({"youtubeVideoId": YT}, "youtube", YT),
    "provider": ({"kind": "video", "provider": "YouTube", "videoId": YT}, "youtube", YT),
    "oembed": ({"_type": "oembed_response", "raw_oembed": {"provider_name": "TikTok", "title": "a long title of a clip somewhere", "html": f'<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/{TT}" data-video-id="{TT}"></blockquote>'}}, "tiktok", TT),
    "escaped mark-up": ({"kind": "social", "code": f"&lt;iframe src=&quot;https://www.youtube.com/embed/{YT}&quot;&gt;&lt;/iframe&gt;"}, "youtube", YT),
    "mark-up in an attribute of mark-up": ({"html": f'<p>x</p><div embed-src="&lt;blockquote class=&quot;twitter-tweet&quot;&gt;&lt;a href=&quot;{TWEET}&quot;&gt;June&lt;/a&gt;&lt;/blockquote&gt;"></div>'}, "twitter", TW),
    "brightcove": ({"__typename": "BrightcoveVideo", "videoId": "6123456789001"}, "brightcove", "6123456789001"),
    "telegram": ({"type": "telegram", "value": "some_channel/77"}, "telegram", "some_channel/77"),
}  # fmt: skip


@pytest.mark.parametrize("name", NODES)
def test_posts_without_an_address_of_their_own(name: str) -> None:
    node, platform, platform_id = NODES[name]
    assert own(data({"props": {"story": {**STORY, "body": [{"text": PARAGRAPH}, node]}}})) == {(platform, platform_id)}


@pytest.mark.parametrize(
    "node",
    [
        {"type": "instagram", "value": "some_account1"},
        {"twitterId": TW},
        {"type": "youtube", "id": "description"},
        {"provider": "facebook", "id": "116027085089150"},
        {"youtube": {"channelId": "UCabcdefghijklmnopqrstuv"}},
        {"type": "jwplayer", "id": "settings"},
    ],
)
def test_accounts_and_words_are_no_posts(node: Any) -> None:
    assert found(data({"story": {**STORY, "body": [{"text": PARAGRAPH}, node]}})) == {}


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("relatedArticles", "other stories"),
        ("comments", "comments"),
        ("Comment:17", "comments"),
        ("mostRead", "other stories"),
        ("footer", "footer"),
    ],
)
def test_keys_that_name_furniture(key: str, reason: str) -> None:
    reference = found(data({"story": {**STORY, "body": [PARAGRAPH], key: [{"url": TWEET}]}}))["twitter", TW]
    assert reference.role is Role.CHROME
    assert reason in reference.role_reason


def test_words_of_this_story_outweigh_a_headline_that_reads_otherwise() -> None:
    story = {"headline": "How the town lost its crossing", "id": 7, "body": [PARAGRAPH, {"url": TWEET}]}
    assert own(data({"story": story})) == {("twitter", TW)}


def test_a_listing_of_titled_things_in_the_story_is_not_the_storys() -> None:
    listing = [
        {"title": f"The {word} film of the week", "youtubeId": f"aBcDeFgHi{n}0"}
        for n, word in enumerate(("first", "second", "third"))
    ]
    references = found(data({"page": {**STORY, "body": [PARAGRAPH], "films": listing}}))
    assert len(references) == 3
    assert {r.role for r in references.values()} == {Role.CHROME}


def test_titles_of_pictures_make_no_listing() -> None:
    slides = [
        {"__typename": "GalleryItem", "title": f"The {word} picture of it", "text": f"<p>See <a href='{TWEET}'>it</a>.</p>"}
        for word in ("first", "second", "third")
    ]
    assert own(data({"page": {**STORY, "body": [PARAGRAPH], "slides": slides}})) == {("twitter", TW)}


def test_what_the_page_also_shows_is_judged_where_it_is_shown() -> None:
    shown = f"{PARAGRAPH} <a href='{OTHER_TWEET}'>post</a>"
    assert found(page(PACKED["json"], shown=shown))["twitter", OTHER_TW].role is Role.ARTICLE


def test_data_that_refers_to_itself_ends() -> None:
    rows = [
        ["Reactive", 1],
        {"a": 1, "b": 2, "story": 3},
        [1, 2, 1, 2],
        {"headline": 4, "url": 5, "x": 1, "embed": 6},
        TITLE,
        "/2022/06/bridge-closed-1234",
        TWEET,
    ]
    assert own(page(f"<script type='application/json'>{json.dumps(rows)}</script>")) == {("twitter", TW)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a:1,'b':\"x\\u0041\",c:[1,,2,],d:!0,e:void 0,}", {"a": 1, "b": "xA", "c": [1, 2], "d": True, "e": None}),
        ("{a:'it\\'s',b:`back`,c:new Date(12),$d:null}", {"a": "it's", "b": "back", "c": "Date(12)", "$d": None}),
        ("{a:'say \"x\"',b:-1.5,c:'\\x41'}", {"a": 'say "x"', "b": "-1.5", "c": "A"}),
        ("{a:[1,2", {"a": [1, 2]}),
        ("[}", []),
        ("", None),
    ],
)
def test_literals(text: str, value: object) -> None:
    assert literal(text)[0] == value


def test_texts_in_rows_of_their_own_are_put_back() -> None:
    rows = '1:T6,añbcd2:["$","p",null,{"html":"$1"}]\n'
    assert flight([f"self.__next_f.push([1,{json.dumps(rows)}])"]) == ["añbcd", ["$", "p", None, {"html": "añbcd"}]]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="{}[]()\"'`\\:,=ab1 /\nJSON.parse__next_f", max_size=300))
def test_no_script_upsets_the_reader(text: str) -> None:
    list(pieces(text, range(len(text))))
    flight([f"self.__next_f.push([1,{text}"])
    embeds.find(page(f"<script>{text} {TWEET}</script>"))


@pytest.mark.parametrize(
    "unit", ['={"a":', "=[", '={"a":"', "({a:", "JSON.parse('", "={a:`", "a(b(", '"\\', '__next_f.push([1,"1:T5,']
)
def test_hostile_scripts_take_time_in_proportion(unit: str) -> None:
    def seconds(count: int) -> float:
        document = page(f"<script>{unit * count} {TWEET}</script>")
        began = time.perf_counter()
        embeds.find(document)
        return time.perf_counter() - began

    assert seconds(40_000) < 20 * seconds(4_000) + 0.5
