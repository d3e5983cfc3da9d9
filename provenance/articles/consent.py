"""Placeholders that consent tools put where an embed stood, when they leave no address of it."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from provenance.articles.document import Document
from provenance.articles.dom import ancestors, squeeze
from provenance.model import SOCIAL, Slug
from provenance.platforms import PLATFORMS

__all__ = ["placeholders"]

WORDS = (
    *("cookie", "consent", "privacy policy", "external content", "content is blocked", "datenschutz", "einwillig", "akzeptier"),
    *(
        "zustimm",
        "externe",
        "cookies",
        "refusé",
        "accepter",
        "acepta",
        "accett",
        "aceit",
        "zgod",
        "toestemming",
        "çerez",
        "izin ver",
    ),
    *("acordul", "accept", "соглас", "куки", "згод", "ملفات تعريف", "الموافقة"),
)
"""What placeholders speak of, lower case."""
CONTENT = re.compile(
    r"\b(?:content|post|tweet|video|embed|inhalte?|beitrag|element|contenus?|vidéo|publication|contenido|publicación|vídeo|contenuto|"
    r"conteúdo|publicação|treść|treści|film|wpis|inhoud|bericht|içerik|gönderi|conținut\w*|контент\w*|видео|запись|содержим\w*|вміст\w*|"
    r"допис\w*|відео)\b|محتوى|المحتوى|منشور|فيديو",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"consent|cookie|content-?block|embed-?block|blocked|placeholder|brlbs|borlabs|cmplz|cky-|didomi|usercentrics|\buc-|iubenda|"
    r"onetrust|optanon|opt-?in|two-?click|2click|2-?klick|dsgvo|gdpr|rgpd|tarteaucitron|tac_|klaro|"
    r"axeptio|embed-?privacy|external-?content",
    re.IGNORECASE,
)
BANNER = re.compile(r"banner|modal|pop-?up|dialog|cookie-?(?:bar|notice|law|info|message|policy)", re.IGNORECASE)
"""Names of the notice for the whole site."""
OUTSIDE = frozenset({"footer", "nav", "aside", "header", "form", "article", "section", "body"})
BUTTON = ("button", "input")
SHORTEST, LONGEST = 20, 700
"""Characters of a placeholder's words."""
HEIGHT = 4
"""How many elements up the placeholder's own box may begin."""
MOST = 40
_WORDS = {word: platform.slug for platform in PLATFORMS for word in (platform.slug, *platform.words) if len(word) > 2}
PLATFORM = re.compile(
    "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(_WORDS, key=len, reverse=True)), re.IGNORECASE
)


def placeholders(document: Document, known: frozenset[HtmlElement]) -> Iterator[tuple[Slug, HtmlElement]]:
    """The platform (:data:`~provenance.model.SOCIAL` where it is not told) and the element around each box.

    ``known`` are the elements that name a post: a box around one of them has lost nothing.
    """
    if document.main is None:
        return
    if not _speaks_of_consent("".join(text for text in document.main.itertext() if isinstance(text, str))):
        return
    # An element under one that names a post belongs to that post.
    taken = {at for element in known for at in ancestors(element)}
    boxes: set[HtmlElement] = set()
    for element in document.main.iter("p", "div", "span", "figure", "figcaption", "a", "button", "h3", "h4", "strong"):
        text = element.text
        if text is None or len(text) < SHORTEST or len(boxes) > MOST or not _speaks_of_consent(text[:LONGEST]):
            continue
        box = _box(element, document.main)
        if box is None or box in taken or any(at in boxes or at in known for at in ancestors(box)):
            continue
        boxes.add(box)
        holder = box.getparent()
        yield _platform(box), holder if holder is not None else box


def _speaks_of_consent(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in WORDS)


def _box(element: HtmlElement, main: HtmlElement) -> HtmlElement | None:
    """The outermost element near ``element`` that is a placeholder and nothing else."""
    found = None
    for at, _ in zip(ancestors(element), range(HEIGHT + 1), strict=False):
        words = squeeze("".join(text for text in at.itertext() if isinstance(text, str))[: 4 * LONGEST])
        if at is main or at.tag in OUTSIDE or len(words) > LONGEST:
            break
        if BANNER.search(f"{at.get('class') or ''} {at.get('id') or ''}"):
            return None
        if _speaks_of_consent(words) and CONTENT.search(words) and _is_made_for_it(at):
            found = at
    return found


def _is_made_for_it(element: HtmlElement) -> bool:
    """A sentence about cookies is no placeholder: a box has a name that says what it is, or something to press."""
    named = " ".join(f"{element.get('class') or ''} {element.get('id') or ''}".split())
    if NAMES.search(named):
        return True
    pressed = next(element.iter(*BUTTON), None) is not None or element.find(".//*[@role='button']") is not None
    return pressed and PLATFORM.search(_everything(element)) is not None


def _everything(element: HtmlElement) -> str:
    words = "".join(text for text in element.itertext() if isinstance(text, str))
    attributes = " ".join(
        value for at in element.iter("*") for key, value in at.items() if key in {"class", "id"} or "data-" in key
    )
    return f"{words} {attributes.replace('-', ' ').replace('_', ' ')}"[:4000]


def _platform(box: HtmlElement) -> Slug:
    found = PLATFORM.search(_everything(box))
    return _WORDS[found[0].lower()] if found else SOCIAL
