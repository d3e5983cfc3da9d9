"""The fixed phrases of news sites in many languages: cookie notices, bylines, "related articles", share buttons, captions.

Word lists, not grammar: what a page says around an article rather than in it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from provenance.articles import phrasebook
from provenance.articles.stamps import date_words

__all__ = [
    "byline",
    "fold",
    "has_verb",
    "is_caption_label",
    "is_cookie_notice",
    "is_dateline",
    "is_furniture",
    "is_home",
    "is_related_heading",
    "speaks_of_video",
    "split_names",
]


MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
PUNCTUATION = re.compile(r"[^\w\s]+")


def _parts(text: str) -> frozenset[str]:
    return frozenset(part for part in text.replace("\n", "").split("|") if part)


@lru_cache(maxsize=512)
def fold(text: str) -> str:
    """``text`` without case, accents, punctuation and surplus space: for telling whether two lines say the same."""
    lower = text.casefold()
    if not lower.isascii():
        lower = MARKS.sub("", unicodedata.normalize("NFKD", lower))
    return " ".join(PUNCTUATION.sub(" ", lower).split())


HOME = _parts(phrasebook.HOME)

RELATED = frozenset(fold(phrase) for phrase in _parts(phrasebook.RELATED))
LABELS = frozenset(fold(phrase) for phrase in _parts(phrasebook.LABELS))
NOT_TEXT = LABELS | RELATED
COOKIES = re.compile(r"\bcookies?\b|\bкук[иі]\b|файл\w* cookie|كوكيز|ملفات تعريف الارتباط|الكوكيز", re.IGNORECASE)
NOTICE = re.compile(
    r"\b(?:(?:this|our) (?:web)?\s?site|we (?:and our partners )?use|website uses|by (?:continuing|using)|consent|"
    r"ce site|nous utilisons|"
    r"en poursuivant|notre site|diese (?:web)?\s?s?ite|wir verwenden|wir nutzen|unsere website|este sitio|esta web|"
    r"utilizamos|usamos|"
    r"nuestro sitio|este site|questo sito|utilizziamo|usiamo|deze (?:web)?\s?site|wij gebruiken|we gebruiken|"
    r"ta strona|nasza strona|"
    r"używamy|bu (?:web )?site|çerez|acest site|folosim|utilizăm|этот сайт|наш сайт|мы используем|на сайте|цей сайт|"
    r"ми використовуємо)\b|"
    r"يستخدم هذا الموقع|هذا الموقع|نستخدم",
    re.IGNORECASE,
)
VIDEO = re.compile(
    r"(?<!\w)(?:video|vidéo|vídeo|videó|wideo|βίντεο|видео|видеоролик|видеозапис|видеокадр|відео|відеоролик|"
    r"відеозапис|footage|clip|bodycam|dashcam|cctv|screen ?grab|livestream|"
    r"séquence vid|capture d['’]écran|caméra|grabación|grabaci|metraje|filmación|riprese|filmato|gravação|filmagem|"
    r"aufnahme|videoaufnahme|handyvideo|"
    r"nagrani|görüntü|beelden|filmpje|înregistrare|filmare|imagini video|filmuleț|кадр|ролик|съёмк|съемк|"
    r"запис[ьи] с|кадри|зйомк|"
    r"فيديو|الفيديو|مقطع|لقطات|تسجيل مصور|ویدئو|ویدیو|סרטון|וידאו|视频|動画)\w*",
    re.IGNORECASE,
)
BYLINE = re.compile(
    r"^(?:(?:article |story |text |texte |written |posted |reported |publié |rédigé |écrit |escrito |scritto |geschrieben )?"
    r"(?:by|par|por|von|di|da|door|autor|auteur|author|автор|от|від)|بقلم|كتب|كتبت|yazan|tekst)\s*:?\s+(.{2,60})$",
    re.IGNORECASE,
)
NAME = re.compile(r"^(?:[^\W\d_][\w'’.-]*)(?:\s+(?:[^\W\d_][\w'’.-]*|&|,)){0,6}$")
BESIDE_DATE = re.compile(r"[,،]\s+|\s[–—-]\s|(?<=\d{4})\.\s")
BESIDE_WORDS = 5
"""Words of a place, a desk or a name beside a date: more are a sentence."""
DATE_LABEL = re.compile(
    r"^(?:(?:published|updated|posted|last (?:updated|modified)|publié|mis à jour|modifié|le|on|veröffentlicht|"
    r"aktualisiert|stand|publicado|"
    r"actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|bijgewerkt|opublikowano|aktualizacja|yayınlanma|"
    r"güncelleme|publicat|"
    r"actualizat|опубликовано|обновлено|опубліковано|оновлено|дата|نشر في|نشر|تاريخ النشر|آخر تحديث)\b\s*(?:on|le|"
    r"am|el|em|il|op|la|в)?\s*:?)?",
    re.IGNORECASE,
)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CAPTION_LABEL = re.compile(
    r"^(?:photo|image|picture|video|watch|screenshot|screengrab|capture d['’]écran|vidéo|légende|crédit|credit|foto|"
    r"bild|bildquelle|imagen|"
    r"immagine|imagem|beeld|zdjęcie|fotoğraf|görüntü|captura|фото|видео|відео|скриншот|скрин|صورة|فيديو|"
    r"لقطة)s?\s*(?:\d+\s*)?[:：—–-]\s*\S|"
    r"^(?:©|\(c\)\s)|\((?:photo|image|picture|crédit|credit|foto|bild|video|vidéo|фото|видео|відео)\b[^()]{0,80}\)$",
    re.IGNORECASE,
)
BAR = re.compile(r"(?<!\s)\s+[|•·–—]\s+")
"""What divides author and date on one line."""
FOLLOW = re.compile(
    r"^(?:follow|share|like|join|subscribe|find|suivez|partage[rz]?|abonnez|rejoignez|síguenos|compart[ae]|siga|curta|seguici|condividi|folge[nt]?|teilen?|"
    r"volg|deel|obserwuj|udostępnij|takip|paylaş|urmăr\w+|подпи\w+|подел\w+|читайте нас|"
    r"підпи\w+|поділ\w+|تابعونا|تابعنا|شارك)\b.{0,30}?"
    r"\b(?:facebook|twitter|instagram|telegram|whatsapp|youtube|tiktok|linkedin|google|vk|x|телеграм\w*|вк\w*|фейсбук\w*|تويتر|فيسبوك|تلغرام)!?$",
    re.IGNORECASE,
)
VERBS = _parts(phrasebook.VERBS)


def is_home(crumb: str) -> bool:
    """Whether a breadcrumb's first part names the site's front page."""
    return crumb.strip().lower() in HOME


def is_related_heading(line: str) -> bool:
    """Whether ``line`` heads a list of other stories."""
    return len(line) <= 60 and fold(line) in RELATED


def is_cookie_notice(line: str) -> bool:
    """Whether ``line`` begins with a cookie notice."""
    first = line[:240]
    found = NOTICE.search(first) if COOKIES.search(first) else None
    # A sentence that ends before it is the article's: the notice was glued to it.
    return found is not None and found.start() < 60 and not re.search(r"[.!?…؟]", first[: found.start()])


def byline(line: str) -> str | None:
    """The name in a line that holds nothing but "by" and a name."""
    found = BYLINE.match(line)
    if not found or not NAME.match(found[1].strip()):
        return None
    name = found[1].strip().rstrip(".,")
    capitals = sum(word[:1].isupper() or not word[:1].islower() for word in name.split())
    return name if capitals * 2 >= len(name.split()) and capitals else None


def is_dateline(line: str) -> bool:
    """Whether a line holds little but a date with its year."""
    if len(line) > 90 or not YEAR.search(line):
        return False
    return date_words(DATE_LABEL.sub("", line, count=1))


def dated_part(line: str) -> str | None:
    """The date of a line that gives a place, a desk or a name beside it: "Paris, 16 janvier 2025 – Desk"."""
    if len(line) > 90 or not YEAR.search(line):
        return None
    parts = BESIDE_DATE.split(line)
    runs = ((a, b) for a in range(len(parts)) for b in range(a + 1, len(parts) + 1))
    found = next(((a, b) for a, b in runs if is_dateline(", ".join(parts[a:b]))), None)
    if found is None or any(len(p.split()) > BESIDE_WORDS for p in (*parts[: found[0]], *parts[found[1] :])):
        return None
    return ", ".join(parts[found[0] : found[1]])


def head_parts(line: str) -> list[str]:
    """A line above the text cut at its bars, and at the comma of "By Ada Brook, 3 May 2024"."""
    if len(line) > 120:
        return [line]
    found: list[str] = []
    for part in BAR.split(line):
        name, _, rest = part.partition(",")
        both = rest and byline(name.strip()) is not None and is_dateline(rest.strip())
        found += [name.strip(), rest.strip()] if both else [part]
    return found


def is_furniture(line: str) -> bool:
    """Whether a whole line is the site's, not the article's."""
    if len(line) <= 80 and fold(line) in NOT_TEXT:
        return True
    if is_cookie_notice(line) or re.match(r"^accept(?: all)?(?: cookies)? read more$", line, re.IGNORECASE):
        return True
    parts = head_parts(line)
    return (
        all(byline(part) is not None or is_dateline(part) for part in parts)
        or _is_cross_reference(line)
        or bool(FOLLOW.match(line))
    )


def _is_cross_reference(line: str) -> bool:
    """Whether the line names another story: "Read also: …"."""
    head, colon, rest = line.partition(":")
    return bool(colon and rest.strip()) and len(line) <= 220 and len(head) <= 40 and fold(head) in RELATED


def is_caption_label(line: str) -> bool:
    """Whether the line begins as captions do ("Photo: …", "Видео: …", "© …") or ends with a credit in brackets."""
    return len(line) <= 250 and bool(CAPTION_LABEL.search(line))


def has_verb(words: Sequence[str]) -> bool:
    """Whether one of ``words`` is a common finite verb or a subject pronoun of the main languages."""
    return any(word.strip("\"'“”«»(),.;:").lower() in VERBS for word in words)


def speaks_of_video(text: str) -> bool:
    """Whether ``text`` has a word for moving pictures, in any of the main languages."""
    return VIDEO.search(text) is not None


def split_names(words: str) -> Iterator[str]:
    """The names in a list such as "By Ann Lee, Bo Ek and others"."""
    plain = re.sub(r"^(?:by|par|von|por|di|da|автор|від)\s*:?\s+", "", " ".join(words.split()), flags=re.IGNORECASE)
    parts = re.split(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|&)\s*", plain)
    yield from (part.strip(" .,") for part in parts if 1 < len(part.strip(" .,")) <= 80)
