"""One contract for every platform: posts it must know, other spellings of the same post, and URLs that name no post."""

# URLs and mark-up stay whole, so that they can be searched for.
# ruff: noqa: E501

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.platforms import PLATFORMS, is_known_host, may_name_post, recognise
from provenance.platforms.interface import Recognised


@dataclass(frozen=True, kw_only=True)
class Urls:
    posts: tuple[tuple[str, str, str, str | None], ...]
    """URL, id, canonical URL, account."""
    same: tuple[tuple[str, ...], ...] = ()
    """Spellings of one post."""
    none: tuple[str, ...] = ()


CONTRACT: dict[str, Urls] = {
    "instagram": Urls(
        posts=(
            ("https://www.instagram.com/p/Cx1YzAbCdEf/", "Cx1YzAbCdEf", "https://www.instagram.com/p/Cx1YzAbCdEf/", None),
            ("https://instagram.com/some.user/reel/C-1_zAbCdEf/?igsh=x", "C-1_zAbCdEf", "https://www.instagram.com/p/C-1_zAbCdEf/", "some.user"),
            ("https://www.instagram.com/share/reel/BAAbCdEfGh", "BAAbCdEfGh", "https://www.instagram.com/share/reel/BAAbCdEfGh/", None),
            ("http://instagr.am/p/BBBBBBBBBBB", "BBBBBBBBBBB", "https://www.instagram.com/p/BBBBBBBBBBB/", None),
        ),
        same=(
            (
                "https://www.instagram.com/reel/Cx1YzAbCdEf/",
                "https://www.instagram.com/tv/Cx1YzAbCdEf?utm_source=ig_embed",
                "//instagram.com/p/Cx1YzAbCdEf/embed/captioned/",
                "instagram.com/reels/Cx1YzAbCdEf",
            ),
        ),
        none=(
            "https://www.instagram.com/some.user/",
            "https://www.instagram.com/explore/tags/kyiv/",
            "https://www.instagram.com/reels/audio/123456789/",
            "https://www.instagram.com/",
        ),
    ),
    "twitter": Urls(
        posts=(
            ("https://twitter.com/some_user/status/1535624811234567890?s=20", "1535624811234567890", "https://x.com/some_user/status/1535624811234567890", "some_user"),
            ("https://twitter.com/i/broadcasts/1OdKrAbCdEfKX", "1OdKrAbCdEfKX", "https://x.com/i/broadcasts/1OdKrAbCdEfKX", None),
            ("https://x.com/i/web/status/1535624811234567890", "1535624811234567890", "https://x.com/i/status/1535624811234567890", None),
            ("https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1535624811234567890", "1535624811234567890", "https://x.com/i/status/1535624811234567890", None),
        ),
        same=(
            (
                "https://x.com/some_user/status/1535624811234567890/video/1",
                "https://mobile.twitter.com/some_user/statuses/1535624811234567890",
                "http://www.twitter.com/#!/some_user/status/1535624811234567890",
                "https://fxtwitter.com/some_user/status/1535624811234567890",
            ),
        ),
        none=(
            "https://twitter.com/some_user",
            "https://twitter.com/intent/tweet?url=https://example.org/&text=x",
            "https://twitter.com/share?url=https://example.org",
            "https://twitter.com/hashtag/kyiv?src=hash",
            "https://netflix.com/some_user/status/1535624811234567890",
            "https://twitter.com.example.org/some_user/status/1535624811234567890",
        ),
    ),
    "youtube": Urls(
        posts=(
            ("https://www.youtube.com/watch?v=aBcDeFgHiJ0&t=15s", "aBcDeFgHiJ0", "https://www.youtube.com/watch?v=aBcDeFgHiJ0", None),
            ("https://www.youtube-nocookie.com/embed/aBcDeFgHiJ-?rel=0", "aBcDeFgHiJ-", "https://www.youtube.com/watch?v=aBcDeFgHiJ-", None),
        ),
        same=(
            ("https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DaBcDeFgHiJ0%26feature%3Dshare", "https://www.youtube.com/embed?v=aBcDeFgHiJ0", "https://youtube.googleapis.com/v/aBcDeFgHiJ0"),
            (
                "https://youtu.be/aBcDeFgHiJ0?si=abc",
                "https://m.youtube.com/watch?app=desktop&v=aBcDeFgHiJ0",
                "//www.youtube.com/embed/aBcDeFgHiJ0",
                "https://youtube.com/shorts/aBcDeFgHiJ0",
                "https://www.youtube.com/live/aBcDeFgHiJ0?feature=share",
                "http://www.youtube.com/v/aBcDeFgHiJ0&hl=en",
                "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DaBcDeFgHiJ0",
                "https://www.youtube.com/watch?time_continue=5&amp;v=aBcDeFgHiJ0",
            ),
        ),
        none=(
            "https://www.youtube.com/@channel",
            "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv",
            "https://www.youtube.com/embed/videoseries?list=PL123456",
            "https://www.youtube.com/playlist?list=PL123456",
            "https://www.youtube.com/watch?v=short",
            "https://www.youtube.com/results?search_query=kyiv",
        ),
    ),
    "tiktok": Urls(
        posts=(
            ("https://www.tiktok.com/@some.user/video/7265776669816851754?lang=en", "7265776669816851754", "https://www.tiktok.com/@some.user/video/7265776669816851754", "some.user"),
            ("https://vm.tiktok.com/ZMabcdeFG/", "ZMabcdeFG", "https://vm.tiktok.com/ZMabcdeFG/", None),
        ),
        same=(("https://www.tiktok.com/embed/v2/7265776669816851754", "https://www.tiktok.com/player/v1/7265776669816851754?autoplay=1"),),
        none=("https://www.tiktok.com/@some.user", "https://www.tiktok.com/tag/kyiv", "https://www.tiktok.com/share?url=x"),
    ),
    "facebook": Urls(
        posts=(
            ("https://www.facebook.com/some.page/videos/1434930517238473/", "1434930517238473", "https://www.facebook.com/watch/?v=1434930517238473", "some.page"),
            ("https://www.facebook.com/some.page/posts/pfbid02AbCdEfGhIjKlMnOpQr", "pfbid02AbCdEfGhIjKlMnOpQr", "https://www.facebook.com/some.page/posts/pfbid02AbCdEfGhIjKlMnOpQr", "some.page"),
            ("https://fb.watch/aBcDeFgHi_/", "aBcDeFgHi_", "https://fb.watch/aBcDeFgHi_/", None),
            ("https://www.facebook.com/share/v/1AbCdEfGhI/", "1AbCdEfGhI", "https://www.facebook.com/share/v/1AbCdEfGhI/", None),
        ),
        same=(
            ("https://www.facebook.com/some.page/reel/1434930517238473/", "https://www.facebook.com/1000123/reels/1434930517238473"),
            (
                "https://www.facebook.com/permalink.php?story_fbid=1434930517238473&id=1000",
                "https://m.facebook.com/story.php?id=1000&story_fbid=1434930517238473",
                "https://www.facebook.com/groups/1000/permalink/1434930517238473/",
                "https://www.facebook.com/photo/?fbid=1434930517238473&set=a.1",
            ),
            (
                "https://www.facebook.com/watch/?v=1434930517238473",
                "https://m.facebook.com/watch/live/?ref=x&v=1434930517238473",
                "https://www.facebook.com/reel/1434930517238473",
                "https://www.facebook.com/video.php?v=1434930517238473",
                "https://www.facebook.com/plugins/video.php?height=314&href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D1434930517238473&show_text=0",
            ),
        ),
        none=(
            "https://www.facebook.com/some.page",
            "https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fwww.facebook.com%2Freel%2F1434930517238473",
            "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fexample.org",
            "https://www.facebook.com/some.page/videos/",
        ),
    ),
    "telegram": Urls(
        posts=(
            ("https://t.me/some_channel/1234", "some_channel/1234", "https://t.me/some_channel/1234", "some_channel"),
            ("https://t.me/c/1234567890/56", "c/1234567890/56", "https://t.me/c/1234567890/56", None),
        ),
        same=(
            ("tg://resolve?domain=some_channel&post=1234", "https://telegram.dog/some_channel/1234"),
            ("tg://privatepost?channel=1234567890&post=56", "https://t.me/c/1234567890/56?thread=2"),
            (
                "t.me/some_channel/1234",
                "https://t.me/s/some_channel/1234",
                "https://telegram.me/some_channel/1234?single",
                "https://t.me/some_channel/1234?embed=1&mode=tme",
                "https://t.me/some_channel/7/1234",
            ),
        ),
        none=(
            "https://t.me/some_channel",
            "https://t.me/share/url?url=https%3A%2F%2Fexample.org",
            "https://t.me/joinchat/AAAAA",
            "https://t.me/+abcdef",
            "https://not-t.me/some_channel/1234",
            "https://t.me/addstickers/1234",
        ),
    ),
    "vk": Urls(
        posts=(
            ("https://vk.com/video-12345_456239017", "-12345_456239017", "https://vk.com/video-12345_456239017", None),
            ("https://vk.com/wall-12345_678", "-12345_678", "https://vk.com/wall-12345_678", None),
            ("https://vkvideo.ru/clip-12345_456239017", "-12345_456239017", "https://vk.com/clip-12345_456239017", None),
        ),
        same=(
            (
                "https://vk.com/video_ext.php?oid=-12345&id=456239017&hash=ab&hd=2",
                "https://m.vk.com/video-12345_456239017?list=x",
                "https://vk.com/videos-12345?z=video-12345_456239017%2Fclub12345",
                "https://vk.com/some_page?z=video-12345_456239017",
            ),
        ),
        none=("https://vk.com/some_page", "https://vk.com/share.php?url=https://example.org", "https://vk.com/widget_comments.php"),
    ),
    "vimeo": Urls(
        posts=(("https://vimeo.com/123456789/abcdef0123", "123456789", "https://vimeo.com/123456789/abcdef0123", None),),
        same=(("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?h=ab&title=0", "https://vimeo.com/channels/staffpicks/123456789"),),
        none=("https://vimeo.com/someuser", "https://vimeo.com/channels/staffpicks", "https://vimeo.com/about"),
    ),
    "dailymotion": Urls(
        posts=(("https://www.dailymotion.com/video/x7o6g1x_some-title", "x7o6g1x", "https://www.dailymotion.com/video/x7o6g1x", None),),
        same=(("https://dai.ly/x7o6g1x", "//www.dailymotion.com/embed/video/x7o6g1x?autoplay=1", "https://geo.dailymotion.com/player/xabc.html?video=x7o6g1x"),),
        none=("https://www.dailymotion.com/someuser", "https://www.dailymotion.com/playlist/x5abcd"),
    ),
    "threads": Urls(
        posts=(("https://www.threads.net/@some.user/post/C3ZWFf2Ns2j", "C3ZWFf2Ns2j", "https://www.threads.com/@some.user/post/C3ZWFf2Ns2j", "some.user"),),
        same=(("https://www.threads.net/t/C3ZWFf2Ns2j", "https://www.threads.com/t/C3ZWFf2Ns2j/?x=1"),),
        none=("https://www.threads.net/@some.user", "https://www.threads.net/intent/post?text=x"),
    ),
    "ok": Urls(
        posts=(("https://ok.ru/video/1234567890123", "1234567890123", "https://ok.ru/video/1234567890123", None),),
        same=(("https://ok.ru/videoembed/1234567890123", "//m.ok.ru/live/1234567890123"),),
        none=("https://ok.ru/profile/1234567890123", "https://book.ru/video/1234567890123"),
    ),
    "rutube": Urls(
        posts=(("https://rutube.ru/video/0123456789abcdef0123456789abcdef/", "0123456789abcdef0123456789abcdef", "https://rutube.ru/video/0123456789abcdef0123456789abcdef/", None),),
        same=(("https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef", "https://rutube.ru/shorts/0123456789abcdef0123456789abcdef/?r=x"),),
        none=("https://rutube.ru/channel/12345/", "https://rutube.ru/"),
    ),
    "reddit": Urls(
        posts=(
            ("https://www.reddit.com/r/CombatFootage/comments/1fv4r6/some_title/", "1fv4r6", "https://www.reddit.com/comments/1fv4r6/", "r/CombatFootage"),
            ("https://v.redd.it/abcdefgh12345", "abcdefgh12345", "https://v.redd.it/abcdefgh12345", None),
        ),
        same=(("https://redd.it/1fv4r6", "https://old.reddit.com/r/x2/comments/1fv4r6", "https://www.redditmedia.com/r/x2/comments/1fv4r6/t/?embed=true"),),
        none=("https://www.reddit.com/r/CombatFootage/", "https://www.reddit.com/user/someone", "https://www.reddit.com/submit?url=x"),
    ),
    "bluesky": Urls(
        posts=(("https://bsky.app/profile/some.one/post/3kt7bb7s2qk2x", "3kt7bb7s2qk2x", "https://bsky.app/profile/some.one/post/3kt7bb7s2qk2x", "some.one"),),
        same=(
            ("at://did:plc:abc/app.bsky.feed.post/3kt7bb7s2qk2x", "https://bsky.app/profile/some.one/post/3kt7bb7s2qk2x"),("https://bsky.app/profile/did:plc:abc/post/3kt7bb7s2qk2x", "https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3kt7bb7s2qk2x?id=1"),),
        none=("https://bsky.app/profile/some.one", "https://bsky.app/intent/compose?text=x"),
    ),
    "rumble": Urls(
        posts=(("https://rumble.com/v1abcde-some-title.html", "v1abcde", "https://rumble.com/v1abcde", None),),
        same=(("https://rumble.com/embed/v9zyxw/?pub=4", "https://rumble.com/embed/u4.v9zyxw/"),),
        none=("https://rumble.com/c/SomeChannel", "https://rumble.com/videos", "https://crumble.com/v1abcde-x.html"),
    ),
    "odysee": Urls(
        posts=(("https://odysee.com/@some:a/clip-name:b", "clip-name:b", "https://odysee.com/@some:a/clip-name:b", "some:a"),),
        same=(("https://odysee.com/$/embed/clip-name/b", "https://odysee.com/$/embed/clip-name:b?r=x"),),
        none=("https://odysee.com/@some:a", "https://odysee.com/$/about"),
    ),
    "bitchute": Urls(
        posts=(("https://www.bitchute.com/video/AbCdEfGhIjKl/", "AbCdEfGhIjKl", "https://www.bitchute.com/video/AbCdEfGhIjKl/", None),),
        same=(("https://www.bitchute.com/embed/AbCdEfGhIjKl", "https://bitchute.com/video/AbCdEfGhIjKl?x=1"),),
        none=("https://www.bitchute.com/channel/some/",),
    ),
    "streamable": Urls(
        posts=(("https://streamable.com/ab12cd", "ab12cd", "https://streamable.com/ab12cd", None),),
        same=(("https://streamable.com/e/ab12cd", "https://streamable.com/o/ab12cd?autoplay=1"),),
        none=("https://streamable.com/login", "https://streamable.com/"),
    ),
    "twitch": Urls(
        posts=(
            ("https://clips.twitch.tv/BraveClipName-AbC", "BraveClipName-AbC", "https://clips.twitch.tv/BraveClipName-AbC", None),
            ("https://www.twitch.tv/videos/1234567890", "1234567890", "https://www.twitch.tv/videos/1234567890", None),
        ),
        same=(
            ("https://clips.twitch.tv/embed?clip=BraveClipName-AbC&parent=x", "https://www.twitch.tv/someone/clip/BraveClipName-AbC"),
            ("https://player.twitch.tv/?video=v1234567890&parent=x", "https://www.twitch.tv/videos/1234567890"),
        ),
        none=("https://www.twitch.tv/someone", "https://player.twitch.tv/?channel=someone"),
    ),
    "kick": Urls(
        posts=(("https://kick.com/video/01234567-89ab-cdef-0123-456789abcdef", "01234567-89ab-cdef-0123-456789abcdef", "https://kick.com/video/01234567-89ab-cdef-0123-456789abcdef", None),),
        same=(("https://kick.com/some-one/clips/clip_01ABCDEFGHIJK", "https://kick.com/some-one?clip=clip_01ABCDEFGHIJK"),),
        none=("https://kick.com/some-one",),
    ),
    "bilibili": Urls(
        posts=(("https://www.bilibili.com/video/BV1ab411c7De/", "BV1ab411c7De", "https://www.bilibili.com/video/BV1ab411c7De", None),),
        same=(
            ("https://player.bilibili.com/player.html?bvid=BV1ab411c7De&page=1", "https://b23.tv/BV1ab411c7De"),
            ("https://player.bilibili.com/player.html?aid=123456", "https://www.bilibili.com/video/av123456"),
        ),
        none=("https://space.bilibili.com/123456",),
    ),
    "vine": Urls(
        posts=(("https://vine.co/v/OHQBTeUJ9jT", "OHQBTeUJ9jT", "https://vine.co/v/OHQBTeUJ9jT", None),),
        same=(("https://vine.co/v/OHQBTeUJ9jT/embed/simple", "http://www.vine.co/v/OHQBTeUJ9jT"),),
        none=("https://vine.co/u/123456", "https://divine.co/v/OHQBTeUJ9jT"),
    ),
    "jwplayer": Urls(
        posts=(("https://content.jwplatform.com/players/Ab12Cd34-xYz98765.js", "Ab12Cd34", "https://cdn.jwplayer.com/previews/Ab12Cd34", None),),
        same=(("https://cdn.jwplayer.com/players/Ab12Cd34-xYz98765.html", "https://content.jwplatform.com/videos/Ab12Cd34-kNspJqnJ.mp4", "https://cdn.jwplayer.com/manifests/Ab12Cd34.m3u8"),),
        none=("https://cdn.jwplayer.com/libraries/Ab12Cd34.js",),
    ),
    "brightcove": Urls(
        posts=(
            (
                "https://players.brightcove.net/1234567890001/default_default/index.html?videoId=6123456789001",
                "6123456789001",
                "https://players.brightcove.net/1234567890001/default_default/index.html?videoId=6123456789001",
                "1234567890001",
            ),
        ),
        same=(("https://bcove.video/3AbCdEf", "http://bcove.video/3AbCdEf?x=1"),),
        none=("https://players.brightcove.net/1234567890001/default_default/index.min.js",),
    ),
    "kaltura": Urls(
        posts=(("https://cdnapisec.kaltura.com/p/123/sp/12300/embedIframeJs/uiconf_id/1/partner_id/123?iframeembed=true&entry_id=1_ab12cd34", "1_ab12cd34", "https://cdnapisec.kaltura.com/p/123/sp/12300/playManifest/entryId/1_ab12cd34/format/url/protocol/https", None),),
        none=("https://www.kaltura.com/about",),
    ),
    "weibo": Urls(
        posts=(("https://weibo.com/1234567890/AbCdEfGhI", "AbCdEfGhI", "https://weibo.com/1234567890/AbCdEfGhI", "1234567890"),),
        same=(("https://m.weibo.cn/status/4712345678901234", "https://m.weibo.cn/detail/4712345678901234"),),
        none=("https://weibo.com/u/1234567890",),
    ),
    "douyin": Urls(
        posts=(("https://www.douyin.com/video/7123456789012345678", "7123456789012345678", "https://www.douyin.com/video/7123456789012345678", None),),
        same=(("https://www.iesdouyin.com/share/video/7123456789012345678/", "https://www.douyin.com/discover?modal_id=7123456789012345678"),),
        none=("https://www.douyin.com/user/abc",),
    ),
    "snapchat": Urls(
        posts=(("https://www.snapchat.com/t/AbCdEf12", "AbCdEf12", "https://www.snapchat.com/t/AbCdEf12", None),),
        none=("https://www.snapchat.com/add/someone",),
    ),
    "linkedin": Urls(
        posts=(("https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/", "7123456789012345678", "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678/", None),),
        same=(("https://www.linkedin.com/posts/some-one_title-words-activity-7123456789012345678-AbCd", "https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7123456789012345678"),),
        none=("https://www.linkedin.com/in/some-one/", "https://www.linkedin.com/shareArticle?url=x"),
    ),
    "truthsocial": Urls(
        posts=(("https://truthsocial.com/@someone/posts/109876543210987654", "109876543210987654", "https://truthsocial.com/@someone/posts/109876543210987654", "someone"),),
        same=(("https://truthsocial.com/@someone/109876543210987654", "https://truthsocial.com/users/someone/statuses/109876543210987654"),),
        none=("https://truthsocial.com/@someone",),
    ),
    "gab": Urls(
        posts=(("https://gab.com/someone/posts/109876543210987654", "109876543210987654", "https://gab.com/someone/posts/109876543210987654", "someone"),),
        none=("https://gab.com/someone",),
    ),
    "coub": Urls(
        posts=(("https://coub.com/view/2abcde", "2abcde", "https://coub.com/view/2abcde", None),),
        same=(("https://coub.com/embed/2abcde?muted=false", "//coub.com/view/2abcde"),),
        none=("https://coub.com/someone",),
    ),
    "kuaishou": Urls(
        posts=(
            ("https://www.kwai.com/@some.user/video/5229867812345678901", "5229867812345678901", "https://www.kwai.com/@some.user/video/5229867812345678901", "some.user"),
            ("https://www.kuaishou.com/short-video/3xabcd1234567", "3xabcd1234567", "https://www.kuaishou.com/short-video/3xabcd1234567", None),
            ("https://v.kuaishou.com/AbCdEf", "AbCdEf", "https://v.kuaishou.com/AbCdEf", None),
        ),
        same=(("https://www.kuaishou.com/short-video/3xabcd1234567?x=1", "https://m.kuaishou.com/fw/photo/3xabcd1234567"),),
        none=("https://www.kwai.com/@some.user", "https://www.kuaishou.com/profile/3xabcd1234567"),
    ),
    "whatsapp": Urls(
        posts=(("https://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp3k/123", "0029VaAbCdEfGhIjKlMnOp3k/123", "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp3k/123", "0029VaAbCdEfGhIjKlMnOp3k"),),
        none=("https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMnOp3k", "https://api.whatsapp.com/send?text=https%3A%2F%2Fyoutu.be%2FaBcDeFgHiJ0"),
    ),
    "discord": Urls(
        posts=(("https://discord.com/channels/123456789012345678/223456789012345678/323456789012345678", "323456789012345678", "https://discord.com/channels/123456789012345678/223456789012345678/323456789012345678", None),),
        same=(("https://discordapp.com/channels/123456789012345678/223456789012345678/323456789012345678", "https://canary.discord.com/channels/123456789012345678/223456789012345678/323456789012345678"),),
        none=("https://discord.com/invite/abc", "https://discord.com/channels/123456789012345678/223456789012345678"),
    ),
    "ap": Urls(
        posts=(("https://newsroom.ap.org/editorial-photos-videos/detail?itemid=0123456789abcdef0123456789abcdef", "0123456789abcdef0123456789abcdef", "https://newsroom.ap.org/editorial-photos-videos/detail?itemid=0123456789abcdef0123456789abcdef", None),),
        same=(("http://www.aparchive.com/metadata/0123456789abcdef0123456789abcdef", "https://newsroom.ap.org/home/search?mediatype=video&itemid=0123456789abcdef0123456789abcdef"),),
        none=("https://newsroom.ap.org/home", "https://apnews.com/article/0123456789abcdef0123456789abcdef"),
    ),
    "reuters": Urls(
        posts=(
            ("https://www.reuters.com/video/watch/idRW123456RP1", "idRW123456RP1", "https://www.reuters.com/video/watch/idRW123456RP1", None),
            ("https://www.reutersconnect.com/detail?id=tag:reuters.com,2022:newsml_WD123", "tag:reuters.com,2022:newsml_WD123", "https://www.reutersconnect.com/detail?id=tag:reuters.com,2022:newsml_WD123", None),
        ),
        same=(("https://www.reutersconnect.com/all?id=tag%3Areuters.com%2C2022%3Anewsml_WD123&share=true", "https://www.reutersconnect.com/detail?id=tag:reuters.com,2022:newsml_WD123"),),
        none=("https://www.reuters.com/world/some-story-2022-06-12/", "https://www.reuters.com/video/"),
    ),
    "mastodon": Urls(
        posts=(("https://social.example.org/@some_one/109876543210987654", "109876543210987654", "https://social.example.org/@some_one/109876543210987654", "some_one"),),
        same=(("https://social.example.org/users/some_one/statuses/109876543210987654", "https://social.example.org/@some_one/109876543210987654/embed"),),
        none=("https://social.example.org/@some_one", "https://social.example.org/@some_one/12345"),
    ),
}  # fmt: skip


def test_every_platform_stands_under_the_contract() -> None:
    slugs = [platform.slug for platform in PLATFORMS]
    assert len(slugs) == len(set(slugs))
    assert set(slugs) == set(CONTRACT)


def test_no_host_is_claimed_twice() -> None:
    hosts = [host for platform in PLATFORMS for host in platform.hosts]
    assert len(hosts) == len(set(hosts))


@pytest.mark.parametrize(
    ("slug", "case"),
    [(slug, case) for slug, urls in CONTRACT.items() for case in urls.posts],
    ids=lambda v: v[0] if isinstance(v, tuple) else v,
)
def test_posts_are_recognised(slug: str, case: tuple[str, str, str, str | None]) -> None:
    url, platform_id, canonical, account = case
    assert recognise(url) == Recognised(platform=slug, platform_id=platform_id, url=canonical, account=account)  # type: ignore[arg-type]
    assert may_name_post(url)


@pytest.mark.parametrize(
    ("slug", "case"),
    [(slug, case) for slug, urls in CONTRACT.items() for case in urls.posts],
    ids=lambda v: v[0] if isinstance(v, tuple) else v,
)
def test_the_canonical_url_names_the_same_post(slug: str, case: tuple[str, str, str, str | None]) -> None:
    again = recognise(case[2])
    assert again is not None
    if slug != "kaltura":
        assert again.url == case[2]
    assert (again.platform, again.platform_id) == (slug, case[1])


@pytest.mark.parametrize(
    ("slug", "spellings"),
    [(slug, same) for slug, urls in CONTRACT.items() for same in urls.same],
    ids=lambda v: v if isinstance(v, str) else v[0],
)
def test_other_spellings_are_one_post(slug: str, spellings: tuple[str, ...]) -> None:
    found = [recognise(url) for url in spellings]
    assert {(r.platform, r.platform_id) if r else None for r in found} == {(slug, found[0].platform_id if found[0] else None)}
    assert all(may_name_post(url) for url in spellings)


@pytest.mark.parametrize("url", [url for urls in CONTRACT.values() for url in urls.none])
def test_profiles_searches_and_share_buttons_are_no_posts(url: str) -> None:
    assert recognise(url) is None


@given(st.text(max_size=300) | st.from_regex(r"(https?:)?//[a-z.:@\[\]]{1,20}/.{0,60}"))
def test_no_string_raises(text: str) -> None:
    found = recognise(text)
    if found is not None:
        assert may_name_post(text)


@given(
    host=st.sampled_from([host for platform in PLATFORMS for host in platform.hosts]),
    prefix=st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True),
)
def test_a_host_that_only_ends_alike_is_another(host: str, prefix: str) -> None:
    glued = f"{prefix}{host}"
    assert is_known_host(f"{prefix}.{host}")
    assert not is_known_host(glued) or any(glued == h or glued.endswith(f".{h}") for p in PLATFORMS for h in p.hosts)


@pytest.mark.parametrize(
    "wrapped",
    [
        "https://web.archive.org/web/20220612id_/https://t.me/some_channel/1234",
        "https://archive.ph/2022.06.12-101010/https://t.me/some_channel/1234",
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Ft.me%2Fsome_channel%2F1234&usg=x",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Fsome_channel%2F1234&h=AT0",
        "https://l.instagram.com/?u=https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Ft.me%2Fsome_channel%2F1234&data=x",
        "https://urldefense.com/v3/__https://t.me/some_channel/1234__;!!x",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__t.me_some-5Fchannel_1234&d=x",
        "https://vk.com/away.php?to=https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
        "https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
        "https://href.li/?https://t.me/some_channel/1234",
        "https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
        "https%25253A%25252F%25252Ft.me%25252Fsome_channel%25252F1234",
        "https://www.google.com/url?q=https%253A%252F%252Ft.me%252Fsome_channel%252F1234",
        "https://web.archive.org/web/20220612000000if_/https://t.me/some_channel/1234",
        "https://archive.ph/newest/https://t.me/some_channel/1234",
        "https://archive.is/20220612101010/https://t.me/some_channel/1234",
        "https://urldefense.proofpoint.com/v1/url?u=https://t.me/some_channel/1234&k=x",
        "https://urldefense.com/v3/__https:/t.me/some*channel/1234__;Xw!!abc",
        "https://t-me.translate.goog/some_channel/1234?_x_tr_sl=ru",
        "https://news.google.com/articles/CBMiIWh0dHBzOi8vdC5tZS9zb21lX2NoYW5uZWwvMTIzNNIBAA?hl=en",
        "https://l.threads.com/?u=https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
        "https://web.archive.org/web/2022/https://l.facebook.com/l.php?u=https%3A%2F%2Ft.me%2Fsome_channel%2F1234",
    ],
)
def test_wrappers_are_taken_off(wrapped: str) -> None:
    found = recognise(wrapped)
    assert found is not None
    assert found.url == "https://t.me/some_channel/1234"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:location='https://t.me/a_b_c/1'",
        "data:text/html,https://t.me/a_b_c/1",
        "mailto:x@t.me",
        "ftp://t.me/some_channel/1",
        "https://youtube.com@example.org/watch?v=aBcDeFgHiJ0",
        "",
    ],
)
def test_what_is_no_web_address_names_nothing(url: str) -> None:
    assert recognise(url) is None


def test_unknown_hosts_go_to_the_fallback_and_known_ones_do_not() -> None:
    asked: list[str] = []

    def patterns(url: str) -> Recognised | None:
        asked.append(url)
        return Recognised(platform="elsewhere", platform_id="1", url=url)  # type: ignore[arg-type]

    found = recognise("https://video.example.org/clip/1", fallback=patterns)
    assert found is not None
    assert found.platform == "elsewhere"
    assert recognise("https://www.youtube.com/@channel", fallback=patterns) is None
    assert asked == ["https://video.example.org/clip/1"]


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda p: p.slug)
def test_words_are_lower_case_and_no_single_letters(platform: object) -> None:
    words = platform.words  # type: ignore[attr-defined]
    assert all(word == word.lower() and len(word) > 1 for word in words)
    assert len(words) == len(set(words))
