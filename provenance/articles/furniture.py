"""What an element is on its page, by its tag and names: the article's body, or the furniture around it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from lxml.html import HtmlElement

from provenance.articles.dom import ancestors

__all__ = ["APART", "NO_FRAME", "Frame", "chrome_between", "indicator", "is_article_body", "reason_of_key"]

START, END = r"(?:^|[\s_-])", r"(?=$|[\s_-]|\d)"
BODY = re.compile(
    START + r"(?:(?:article|story|post|entry|news|content|page|single|blog|main|node|text|detail)"
    r"[_-]{0,2}(?:body|content|text|article|copy)(?:[_-]?text)?|"
    r"articlebody|articlecontent|articletext|storybody|postcontent|body[_-]?(?:copy|text|content)|rich[_-]?text|"
    r"wysiwyg|prose|mw-parser-output|"
    r"field-name-body|meteredcontent|zn-body__paragraph|td-post-content|h-entry|hentry)" + END
)
REASONS: tuple[tuple[str, str], ...] = (
    (
        "comments",
        (
            r"comments?(?:[_-]?(?:list|area|section|body|content|container|wrapper|thread|form|text|item|block))?|"
            r"commentlist|commentaires?|"
            r"webmentions?|mentions(?:[_-]\w+)*|backlinks|disqus[_-]?thread|dsq-\w+|respond|"
            r"commento|kommentare?|comentarios?|livefyre|spot-?im|coral-?talk|viafoura|openweb|fb-comments|replies|"
            r"user-?reviews?|coral(?:[_-]\w+)?|hyvor[_-]?\w*|isso[_-]thread|giscus|utterances|remark42|cusdis|vuukle\w*|graphcomment|"
            r"fb_comments|discourse[_-]comments|wpdiscuz|wpd[_-]\w+"
        ),
    ),
    (
        "share or follow links",
        (
            r"shar(?:e|es|er|ing)(?:[_-]?(?:bar|buttons?|links?|tools?|icons?|block|list|this|box|widget|daddy|wrapper|"
            r"container|menu|module|panel|count))?|"
            r"sharedaddy|addthis\w*|addtoany\w*|a2a_kit|heateor\w*|ssba|"
            r"social(?:[_-]?(?:share|sharing|links?|icons?|bar|buttons?|follow|nav|menu|list|tools|networks?|profiles?|"
            r"accounts?|wrapper|container|block|box))?|"
            r"socials|follow(?:[_-]?(?:us|me|buttons?|links?|bar|box))?|followers|jp-relatedposts-share|"
            r"article[_-]?(?:tools|share|social)|post[_-]?share|entry[_-]?share"
        ),
    ),
    (
        "other stories",
        (
            r"related(?:[_-]?(?:articles?|posts?|stories|story|content|news|items?|links?|videos?|coverage|topics|list|"
            r"block|box|wrapper|container|module|widget|section))?|"
            r"relatedposts|relacionad[ao]s?|yarpp\w*|crp_related|jp-relatedposts|"
            r"recommend(?:ed|ation|ations|s)?(?:[_-]?\w+)?|more[_-]?(?:stories|news|articles|posts|from|on|like|coverage|"
            r"videos|in)(?:[_-]?\w+)?|"
            r"read[_-]?(?:more|next|also|too)(?:[_-]?\w+)?|see[_-]?also|also[_-]?(?:read|like)|you[_-]?(?:may|"
            r"might)[_-]?\w+(?:-\w+)?|"
            r"up[_-]?next|next[_-]?(?:article|story|post|up)|prev(?:ious)?[_-]?(?:article|story|post)|post[_-]?navigation|"
            r"nav[_-]?(?:links|single)|"
            r"most[_-]?(?:read|popular|viewed|recent|shared|commented|watched)(?:[_-]?\w+)?|popular(?:[_-]?(?:posts|stories|"
            r"articles|news|now|list|videos))?|"
            r"trending(?:[_-]?\w+)?|top[_-]?(?:stories|news|videos|posts)|latest(?:[_-]?(?:news|posts|stories|articles|videos))?|"
            r"recent[_-]?(?:posts|articles|stories|news|comments|entries)|headlines|teasers?(?:[_-]?(?:list|grid|box|wrapper))?|"
            r"recirc\w*|onwards?(?:[_-]?\w+)?|interstitial[_-]?links?|more[_-]galler(?:y|ies)|gallery[_-]more|"
            r"(?:video|film|clip|photo|picture)[_-]of[_-]the[_-](?:day|week)|video[_-](?:del[_-]dia|du[_-]jour|des[_-]tages|do[_-]dia|"
            r"del[_-]giorno|dnia)|gunun[_-]videosu|wp-block-(?:query|latest-posts)|elementor-widget-(?:posts|archive-posts|loop-grid)|"
            r"outbrain|ob-widget|taboola\w*|zergnet|revcontent|mgid|mgbox|adskeeper|playlist[_-]?(?:items?|rail|sidebar)|"
            r"carousel[_-]?related|river|promo(?:s|tions?)?|"
            r"article[_-]?list|post[_-]?list|news[_-]?list|story[_-]?list|lees[_-]?ook|lire[_-]?aussi|a[_-]?lire|"
            r"leggi[_-]?anche|read[_-]?also|sur[_-]le[_-]meme[_-]\w+|articles?[_-](?:lies|associes|similaires)|verwandte\w*|"
            r"mehr[_-]zum[_-]\w+|weitere[_-](?:artikel|meldungen|themen|videos|nachrichten)|das[_-]koennte\w*|"
            r"lea[_-]?tambien|te[_-]puede[_-]\w+|mas[_-](?:noticias|leidas|vistas|informacion)|noticias[_-]relacionadas|"
            r"potrebbe\w*|articoli[_-]correlati|correlati|veja[_-]?(?:tambem|mais)|leia[_-]?(?:tambem|mais)|mais[_-](?:lidas|noticias)|"
            r"saiba[_-]mais|meer[_-](?:nieuws|over|artikelen)|gerelateerd\w*|czytaj[_-]?(?:tez|takze|wiecej)|zobacz[_-]?(?:tez|takze)|"
            r"powiazane|ilgili[_-]\w+|benzer[_-]\w+|citeste[_-]\w+|stiri[_-]similare|chitayte[_-]\w+|po[_-]teme|pohozhie|"
            r"rich[_-]?links?|"
            r"(?:other|similar|suggested|hot|must[_-]read)[_-]?(?:news|stories|articles|posts|entries|items?|content|links)|"
            r"inline[_-]?(?:articles?|story|stories|teasers?|items?)|(?:\w+[_-])?tin[_-]?lien[_-]?quan\w*|berita[_-]terkait|"
            r"summary[_-](?:v2|block|item)|keep[_-]reading|dont[_-]miss|editors?[_-]picks?|end[_-]?slate|more[_-]?like[_-]?this|"
            r"discover[_-]more|explore[_-]more|in[_-]case[_-]you[_-]missed|meistgelesen\w*|auch[_-]interessant|passend[_-]zum[_-]\w+|"
            r"empfehlung(?:en)?|lire[_-]plus|en[_-]continu|ultimas[_-]noticias|mais[_-]vistos|piu[_-]letti|ultime[_-]notizie|"
            r"najczesciej[_-]\w+|podobne|polecane|diger[_-]haber\w*|cok[_-]okunan\w*|onerilen\w*|cele[_-]mai[_-]citite|"
            r"chitaj\w*[_-]\w+|chytay\w*[_-]\w+|rels"
        ),
    ),
    (
        "a feed of the site's own accounts",
        (
            r"sbi|sbi_\w+|sb_instagram\w*|instagram[_-]?(?:feed|gallery|slider|pics)|insta(?:[_-]?feed|feed)|"
            r"wpcom[_-]?instagram\w*|twitter[_-]?(?:timeline|feed)|juicer\w*|"
            r"ctf(?:[_-]?\w+)?|social[_-]?(?:feed|wall|stream)|fb[_-]?(?:page|like|like-box|feed)|facebook[_-]?(?:feed|page|"
            r"like)|youtube[_-]?(?:gallery|feed)|"
            r"tweets?[_-]?feed|timeline-Widget|null-instagram-feed"
        ),
    ),
    (
        "advertising",
        (
            r"ads?|advert\w*|ad[_-]?(?:slot|unit|container|wrapper|block|box|banner|placeholder|label)|adsbygoogle|"
            r"dfp[_-]?\w*|sponsor(?:ed)?(?:[_-]?\w+)?|native-ad"
        ),
    ),
    (
        "navigation, header or footer of the site",
        (
            r"nav|navbar|navigation|menu|mega[_-]?menu|main[_-]?menu|breadcrumbs?|pagination|pager|footer|site[_-]?footer|"
            r"page[_-]?footer|"
            r"global[_-]?(?:footer|header|nav)|colophon|"
            r"site[_-]?header|page[_-]?header-nav|masthead|topbar|top[_-]?bar|toolbar|skip[_-]?link|off-?canvas|drawer|"
            r"search[_-]?(?:form|box|bar)"
        ),
    ),
    (
        "a side column",
        (
            r"side[_-]?bar(?:[_-]?\w+)?|sidebars|right[_-]?(?:rail|col|column|side|nav|block)|rail|left[_-]?(?:rail|col|column|nav)|"
            r"side[_-](?:box|block|panel|area|widgets?)|col(?:umn)?[_-](?:right|left|side)|"
            r"widget[_-]?area|widgets?-sidebar|secondary|"
            r"aside|complementary|rhs|side[_-]?col(?:umn)?"
        ),
    ),
    (
        "a notice about consent",
        (
            r"cookies?(?:[_-]?\w+)?|consent[_-]?(?:banner|notice|popup|modal|manager|bar)|gdpr(?:[_-]?\w+)?|cmp-?container|"
            r"onetrust\w*|didomi\w*|cc-window"
        ),
    ),
    (
        "a notice or form of the site",
        (
            r"newsletter[_-]?(?:signup|sign-up|form|box|widget|promo|cta|subscribe|module|block|banner)|subscrib(?:e|"
            r"ption)(?:[_-]?\w+)?|sign-?up|paywall|login|modal|popup|"
            r"pop-up|overlay-modal|lightbox|donat(?:e|ion)(?:[_-]?\w+)?"
        ),
    ),
    (
        "the author's box",
        (
            r"author[_-]?(?:box|bio|info|card|profile|social|links|block|details|meta|about|description|twitter)|"
            r"about[_-]?(?:the[_-]?)?author|bio(?:[_-]?\w+)?|byline|by-line|"
            r"contributors?|vcard|post[_-]?author|entry[_-]?author|authors?|article[_-]?author"
        ),
    ),
    (
        "tags and dates",
        (
            r"tags?|tag[_-]?(?:list|cloud|links|s)|tags-links|post[_-]?tags|entry[_-]?meta|post[_-]?meta|cat-links|topics|"
            r"keywords|screen-reader-text|sr-only|visually-?hidden"
        ),
    ),
)
CHROME = re.compile("|".join(f"(?P<r{n}>{START}(?:{words}){END})" for n, (_, words) in enumerate(REASONS)))
EMBED = re.compile(
    START + r"(?:embed(?:s|ded|ly)?|oembed|tweet|twitter-tweet|instagram-media|tiktok-embed|fb-(?:post|video)|wp-block-embed\w*|"
    r"social[_-]?(?:media[_-]?)?embed|"
    r"widget__?(?:tweet|instagram|youtube|facebook|video)|"
    r"elementor-widget(?:-(?:video\w*|html|shortcode|text-editor|theme-post-content|image\w*|container))?(?=$|\s)|embed-\w+|\w+-embed|"
    r"video-?(?:player|container|wrapper|embed)|player|"
    r"telegram-post|reddit-(?:card|embed\w*)|bluesky-embed|text-post-media)" + END
)
TAGS = {
    "nav": "navigation, header or footer of the site",
    "footer": "navigation, header or footer of the site",
    "form": "a notice or form of the site",
}
TAGS_BY_DEFAULT = {"aside": "a side column"}
MODIFIER = re.compile(r"(?:(?<!\S)|--)(?:is|has|with|no|without|not|hide|show)-\S+")
"""Names of states and layouts, not of contents."""
TAXONOMY = re.compile(r"(?<!\S)(?:category|tag)-\S+")
POST = re.compile(r"(?<!\S)(?:post|page|hentry|type-post|status-publish|post-\d+)(?!\S)")
"""What WordPress and Ghost name a whole story, with its categories and tags beside it."""
CAMEL = re.compile(r"(?<=[a-z][a-z])(?=[A-Z][a-z][a-z])")
"""Between words grown together (``relatedStories``); not inside the letters that a bundler makes up (``bXjkRY``)."""
NAMING = frozenset(
    {
        *("data-component", "data-area", "data-testid", "data-test", "data-module", "data-gu-name", "data-qa", "data-hook"),
        *("data-tracking-name", "component-url"),
    }
)
"""Attributes that name a part of the page where its classes are a bundler's; an Astro island names its component's file."""
ROLES = {
    "navigation": "navigation, header or footer of the site",
    "contentinfo": "navigation, header or footer of the site",
    "complementary": "a side column",
    "search": "a notice or form of the site",
    "dialog": "a notice or form of the site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Elements that hold the whole story: their names tell of the layout (``has-sidebar``)."""

    elements: frozenset[HtmlElement]
    silent: frozenset[str]
    """Their classes, those of the page itself apart, which name what some other part of it is called as well."""

    @classmethod
    def of(cls, elements: frozenset[HtmlElement]) -> Self:
        """Of these elements."""
        holders = (at for at in elements if isinstance(at.tag, str) and at.tag not in {"body", "html"})
        return cls(elements=elements, silent=frozenset(name for at in holders for name in (at.get("class") or "").split()))


APART = frozenset({"comments", "other stories", "a feed of the site's own accounts"})
"""What may hold most of a page's prose, or an embed, and still is not its story."""
ARTICLE = frozenset({"article"})
NO_FRAME = Frame(elements=frozenset(), silent=frozenset())


@lru_cache(maxsize=4096)
def _by_name(written: str) -> str | None:
    """``article``, ``embed``, the reason why it is furniture, or ``None`` when the names say nothing."""
    names = CAMEL.sub("-", written[:400]).lower()
    if BODY.search(names):
        return "article"
    if EMBED.search(names):
        return "embed"
    if POST.search(names):
        names = TAXONOMY.sub(" ", names)
    found = CHROME.search(MODIFIER.sub(" ", names))
    return REASONS[int(found.lastgroup[1:])][0] if found and found.lastgroup else None


NOT_OF_KEYS = frozenset(
    {
        *("share or follow links", "a side column", "a notice about consent", "a notice or form of the site", "tags and dates"),
        "the author's box",
    }
)
"""Reasons that the names of elements give and those of keys in data do not: a story's own data has ``author`` and ``tags``."""


def reason_of_key(words: str) -> str | None:
    """Why what data keeps under a key of these ``words`` is not the story's own, or ``None``."""
    if words.startswith("promo"):  # the lead picture or video of a story
        return None
    found = CHROME.search(words)
    reason = REASONS[int(found.lastgroup[1:])][0] if found and found.lastgroup else None
    return None if reason in NOT_OF_KEYS else reason


def indicator(element: HtmlElement, *, silent: frozenset[str] = frozenset()) -> str | None:
    """What ``element`` itself says: ``article``, ``embed``, the reason why it is furniture, or nothing.

    ``silent`` names say nothing.
    """
    tag = element.tag
    if tag in TAGS:
        return TAGS[tag]
    role = element.get("role")
    if role in ROLES:
        return ROLES[role]
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip()
    if silent and names:
        names = " ".join(name for name in names.split() if name not in silent)
    if element.get("itemprop") == "articleBody":
        return "article"
    if "-" in tag:
        names = f"{tag} {element.get('name') or ''} {names}"
    for key, value in element.items():
        if key in NAMING:
            names = f"{names} {value.rpartition('/')[2].partition('.')[0] if key == 'component-url' else value}"
    return (_by_name(names) if names else None) or TAGS_BY_DEFAULT.get(tag)


def is_article_body(element: HtmlElement) -> bool:
    """Whether ``element`` is marked as the body of an article."""
    if "articleBody" in (element.get("itemprop") or "").split():
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".strip().lower()
    return bool(names) and len(names) < 400 and BODY.search(names) is not None


def chrome_between(
    element: HtmlElement,
    outer: HtmlElement | None,
    frame: Frame = NO_FRAME,
    *,
    passing: frozenset[str] = frozenset(),
    belies_embed: frozenset[str] = APART,
) -> str | None:
    """Why ``element`` is furniture: the nearest word on the way up to ``outer`` (not included); ``None`` if it is not.

    Names of the ``frame`` say nothing of what stands in it, nor where an element inside bears them again. Reasons in
    ``passing`` say nothing either. A box named as an embed's is the article's unless what stands around it is named
    by a reason in ``belies_embed``: other stories show videos as well.
    """
    embed = False
    for at in ancestors(element):
        if at is outer:
            return None
        if not isinstance(at.tag, str) or at in frame.elements:
            continue
        said = indicator(at, silent=frame.silent)
        embed = embed or said == "embed"
        if said is not None and said != "embed" and said not in passing and (not embed or said in belies_embed | ARTICLE):
            return None if said == "article" else said
    return None
