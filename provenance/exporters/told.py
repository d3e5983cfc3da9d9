"""Sentences that other layers wrote in English (evidence, edits, contradictions, notes), said in the reader's language.

They reach a report as text, some of them out of an old case. Each pattern here is one such sentence; what stands in its
``{names}`` is put into the translation: as it is (the words of others), or by its name's beginning:

- ``told…``: a sentence of ours again · ``who…``: a speaker · ``day…``: days spelled in English · ``time…``: ISO 8601 ·
  ``number…``: a decimal number
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import lru_cache
from string import Formatter

from babel.dates import format_date, get_month_names

from provenance.exporters.told_edits import EDITS
from provenance.exporters.told_files import FILES
from provenance.exporters.told_signs import SIGNS
from provenance.exporters.told_steps import STEPS
from provenance.exporters.vocabulary import AGENTS, CLAIM_KINDS, KINDS
from provenance.exporters.wording import Wording, term, wording
from provenance.model import CalendarDay, Instant

__all__ = ["PAGE", "PATTERNS", "agent_words", "outcome", "told"]

SPEAKERS = (
    term("metadata of {what}"),
    term("the identifier of {what}"),
    term("library “{what}”"),
)
CONTRADICTIONS = (
    term("The same footage was known by {day}, before the event that it is said to show."),
    term("Posted by {day}, before the event that it is said to show."),
    term("Said to be posted on {day}; its identifier says {day_2}."),
    term("Said to be posted on {day}; a web archive had it on {day_2}."),
    term("Said to be of {day} and of {day_2}."),
    term("Said to be filmed at {told}: {number} km apart."),
    term("Said to be filmed at {told}: up to {number} km apart."),
    term("Said and denied: {told}"),
    term("happened on {day} or later"),
    term("posted on {day}"),
    term("archived on {day}"),
    term("of {day}"),
    term("uploaded at {time} (weak: {told})"),
    term("uploaded at {time}"),
    term("denies: {told}"),
    term("{told} and at {told_2}"),
    term("{told}, by the file’s GPS tag"),
)
PAGE = term("the page states it")
LIGHT = (
    term("The same footage under two stories: {what} shows it too."),
    term("At the time claimed {told}, yet {told_2}."),
    term("computed"),
    term("geolocated at {what}"),
    term("filmed at {time}/{time_2}"),
    term("the sun stood {number}° or more below the horizon"),
    term("the sun stood {number}° or more above the horizon"),
    term("the sun was below the horizon and cast no shadow"),
    term("shadows pointed to {number}° at the nearest, {number_2}° away"),
    term("it is filmed by day"),
    term("it is filmed by night"),
    term("shadows point to {number}°"),
    term("{told}; at {time}: azimuth {number}°, elevation {number_2}°"),
    term("{told}; at {time}: {told_2}"),
)
KNOWN = (
    PAGE,
    term("library “{library}” notes “{what}” for “{name}”"),
    term("“{name}” was in library “{library}” by {time}"),
    term("the identifier of {what} puts its upload at {time} ({rule}; weak: {told})"),
    term("the identifier of {what} puts its upload at {time} ({rule})"),
    term("{who} captured it on {day}"),
    term("{who} says “{what}” ({day})"),
    term("{who} says “{what}”"),
)
EVIDENCE = (
    term("cited as mention in {told_where}: “{what}”"),
    term("cited as {kind} in {told_where}: “{what}”"),
    term("cited as {kind}: “{what}”"),
    term("cited as {kind} in {told_where}"),
    term("cited as {kind}"),
    term("the analyst takes it for {what} ({note})"),
    term("the analyst takes it for {what}"),
    term("sentence"),
    term("headline"),
    term("no post has been found yet for these words"),
    term("the post was uploaded at {time} by its own identifier ({rule}; weak: {told}), {told_late}"),
    term("the post was uploaded at {time} by its own identifier ({rule}), {told_late}"),
    term("the post was uploaded at {time} by its own identifier ({rule}; weak: {told})"),
    term("the post was uploaded at {time} by its own identifier ({rule})"),
    term("after the article's own date: the page was changed since"),
    term("the case files it under this reference"),
    term("attached by the analyst on {time}: “{what}”"),
    term("attached by the analyst on {time}, without a note how it was got"),
    term("on the analyst's word alone: no download was recorded"),
    term("downloaded from {what} by {tool} on {time}"),
    term("captured from {what} by {archive} on {time}, by its own word"),
    term("taken from {what} by {tool} on {time}"),
    term("the post itself could not be had, to compare it"),
    term("its signed manifest names it as {relationship}: “{what}”"),
    term("its signed manifest names it as {relationship}"),
    term("done, by the same word: {what}"),
    term("a file of the case carries the manifest of that ingredient"),
    term("the signer is on the analyst's trust list"),
    term("the signer is on no trust list at hand: anybody can sign so"),
    term("the validation says of that manifest: {code}"),
    term("the signer's word: nothing was measured"),
    term("the same footage for {number} s: score {number_2} by {algorithm} (threshold {number_3})"),
    term("the soundtracks agree along it by {number} (0: by chance, 1: wholly)"),
    term("points one way, not surely enough: {told}"),
    term("nothing tells which of the two came first"),
    term("with the surer edges this direction would close a circle, so it is not claimed"),
    term("the query bears an edit: {told} ({action})"),
    term("the compared footage bears an edit: {told} ({action})"),
    term("the query is an excerpt: {told}"),
    term("the compared footage is an excerpt: {told}"),
    term("{number} of the query's length and {number_2} of the compared footage's are shared"),
    term("resolution of the query and the compared footage: {one} against {other}"),
    term("the query is compressed harder: generation loss"),
    term("the compared footage is compressed harder: generation loss"),
    term("only the query names a camera in its metadata ({what})"),
    term("only the compared footage names a camera in its metadata ({what})"),
)
CAVEATS = (
    term("the poster's own program sets it and may set any time"),
    term("the rule is Mastodon's, on which the site was built; the site itself documents none"),
    term("each server sets it, and for a post from elsewhere it follows the time that the other server stated"),
    term("the time would lie beyond the year 9999"),
    term("{time} lies before the first post numbered so ({time_2})"),
    term("{time} lies after the page was read ({time_2})"),
)
NOTES = (
    term("language {what} has no lexicon: links and embeds were read, sentences were not"),
    term("language unknown: links and embeds were read, sentences were not"),
    term("the text names more than {number} days: the others are not listed"),
    term("only the first {number} videos and posts of the page were taken"),
    term("text of {number} characters: sentences after {number_2} were not read"),
    term("only the first {number} sentences about footage were read"),
    term("{number} pictures' words speak of a video that nothing else on the page cites: {what}"),
    term("{number} shortened links were left unresolved, they may lead to posts: {what}"),
    term("text of {number} paragraphs: those after {number_2} were not read"),
    term("page of {number} elements: those after {number_2} were not read"),
    term("names: {what}"),
    term("taken for people, not for the places of that name, on the model's word: {what}"),
)
PATTERNS = (*LIGHT, *CONTRADICTIONS, *KNOWN, *EVIDENCE, *SIGNS, *CAVEATS, *NOTES, *EDITS, *FILES, *SPEAKERS)
"""Tried in this order."""
MONTHS = {name: number for number, name in get_month_names("wide", locale="en").items()}
LONGEST = 1500
"""Characters beyond which a text is no sentence of ours; patterns take long on hostile ones."""
_DAY = re.compile(rf"(?:(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b(?: (\d{{4}}))?")
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?:Z|\+00:00| UTC)?)?")


def told(text: str, say: Wording) -> str:
    """``text`` in the reader's language; as it is where it is no sentence of ours."""
    return _told(text, say.language) if len(text) <= LONGEST else text


def outcome(text: str, say: Wording) -> str:
    """What came of a step, in the reader's language; as it is where the words are a person's or a tool's."""
    return _matched(text, _compiled(STEPS), say) or text if len(text) <= LONGEST else text


def agent_words(text: str, say: Wording) -> str:
    """A speaker as printed, for people: one without a name is called by what it is."""
    return say(_AGENTS[text]) if text in _AGENTS else told(text, say)


_AGENTS = {kind.value: words for kind, words in AGENTS.items()}
_OWN = {kind.value.replace("_", " "): words for kind, words in CLAIM_KINDS.items()}
_CITED = {kind.value: words for kind, words in KINDS.items()}


@lru_cache(maxsize=4096)
def _told(text: str, language: str) -> str:
    say = wording(language)
    if text in _OWN:
        return say(_OWN[text])
    return _matched(text, _compiled(PATTERNS), say) or _claimed(text, say)


def _matched(text: str, patterns: Iterable[tuple[re.Pattern[str], str]], say: Wording) -> str | None:
    """The first pattern's translation that ``text`` is one of."""
    for pattern, message in patterns:
        if found := pattern.fullmatch(text):
            return say.message(message).format_map({name: _put(name, value, say) for name, value in found.groupdict().items()})
    return None


def _claimed(text: str, say: Wording) -> str:
    """``filmed at Here``, ``shows: a fire``: a kind of claim before its words."""
    for name, words in _OWN.items():
        if text.startswith((f"{name} ", f"{name}: ")):
            rest = text[len(name) :]
            return say(words) + (say(": {what}", what=told(rest[2:], say)) if rest[0] == ":" else f" {told(rest[1:], say)}")
    return text


@lru_cache(maxsize=2)
def _compiled(patterns: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_expression(message), re.DOTALL), message) for message in patterns)


def _expression(message: str) -> str:
    """Each name takes as little as it can; a number takes digits only."""
    return "".join(_pieces(Formatter().parse(message)))


def _pieces(parsed: Iterable[tuple[str, str | None, str | None, str | None]]) -> Iterator[str]:
    for words, name, _, _ in parsed:
        yield re.escape(words)
        if name is not None:
            yield rf"(?P<{name}>-?[\d.,]+ ?%?)" if name.startswith("number") else rf"(?P<{name}>.+?)"


def _put(name: str, value: str, say: Wording) -> str:
    kind = name.partition("_")[0]
    if kind == "told":
        return told(value, say)
    if kind == "who":
        return agent_words(value, say)
    if kind == "kind":
        return say(_CITED[value]) if value in _CITED else value
    if kind == "number":
        return _number(value, say)
    return _days(value, say) if kind in {"day", "time"} else value


def _number(value: str, say: Wording) -> str:
    """The same digits with the reader's signs."""
    digits = value.rstrip(" %").replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return value
    number = say.number(float(digits), len(digits.partition(".")[2]))
    return say("{number} %", number=number) if value.endswith("%") else number


def _days(text: str, say: Wording) -> str:
    """Days and times in ``text`` as the reader writes them."""
    text = _STAMP.sub(lambda match: _stamp(match, say), text)
    return _DAY.sub(lambda match: _day(match, say), text) if say.language != "en" else text


def _stamp(match: re.Match[str], say: Wording) -> str:
    try:
        if match[2]:
            return say.moment(Instant(value=datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")))
        return say.moment(CalendarDay(value=date.fromisoformat(match[1])))
    except ValueError:
        return match[0]


def _day(match: re.Match[str], say: Wording) -> str:
    form = " ".join(part for part, there in (("d", match[1]), ("MMMM", True), ("y", match[3])) if there)
    try:
        day = date(int(match[3] or 2000), MONTHS[match[2]], int(match[1] or 1))
    except ValueError:
        return match[0]
    return str(format_date(day, form, locale=say.locale))
