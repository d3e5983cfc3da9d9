"""The report in two languages: nothing outside the catalogues, nothing left untranslated, quoted words left alone."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import nodes
from lxml import etree, html

from provenance import model as m
from provenance.exporters import vocabulary
from provenance.exporters.html import render, render_duplicates, render_pair, render_reading, render_search
from provenance.exporters.html.page import environment
from provenance.exporters.told import PATTERNS, outcome, told
from provenance.exporters.wording import LANGUAGES, wording
from tests.exporters import comparisons, sample
from tests.exporters.messages import EXPORTERS, TEMPLATES, catalogue, extracted

FR, EN = wording("fr"), wording("en")
OTHERS = LANGUAGES[1:]
BARE = {"provenance", "SHA-256", "Hz", "kbit/s", "OpenStreetMap", "Google Maps", "Sentinel"}
"""Names and units that are the same in every language."""
FRENCH = {
    "report": lambda: render(sample.snapshot(), "fr"),
    "reading": lambda: render_reading(sample.snapshot(), "fr"),
    "pair": lambda: render_pair(comparisons.pair(), "fr"),
    "search": lambda: render_search(comparisons.search(), "fr"),
    "duplicates": lambda: render_duplicates(comparisons.duplicates(), "fr"),
}
ENGLISH = re.compile(
    r"\b(the|of|and|with|was|were|is|are|not|from|this|that|which|nothing|none|file|files|"
    r"shows?|posted|filmed|said|claimed|attributed|hedged|denied|known|unknown|report|read|match|bytes?)\b"
)


# ── catalogues ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_and_none_is_left_over(language: str) -> None:
    """Run ``python -m tests.exporters.messages`` and fill in what is empty."""
    known = {each.id if isinstance(each.id, str) else tuple(each.id): each for each in catalogue(language) if each.id}
    assert set(extracted()) == set(known)
    empty = [
        name
        for name, each in known.items()
        if each.fuzzy or not all([each.string] if isinstance(each.string, str) else each.string)
    ]
    assert empty == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_holds_the_same_values_and_markup(language: str) -> None:
    for each in catalogue(language):
        if not each.id:
            continue
        forms = [each.string] if isinstance(each.string, str) else list(each.string)
        for form in forms:
            source = each.id if isinstance(each.id, str) else each.id[1]
            assert names_in(form) == names_in(source), source
            assert re.findall(r"</?\w+>", form) == re.findall(r"</?\w+>", source)


def names_in(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_the_vocabulary_knows_every_value_in_every_language() -> None:
    for terms in vocabulary.TERMS:
        kind = type(next(iter(terms)))
        assert set(terms) == set(kind)
        for language in OTHERS:
            assert [words for words in terms.values() if words not in wording(language).known] == []


# ── templates ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_no_words_of_a_template_stand_outside_the_catalogue(path: Path) -> None:
    assert list(bare_words(path.read_text("utf-8"))) == []


def test_bare_words_would_be_found() -> None:
    assert list(bare_words('<p title="Hello">{{ x }}</p>')) == ["Hello"]
    assert list(bare_words("<p>Hello {{ x }}</p>")) == ["Hello"]
    assert list(bare_words('<p>{{ "hello" if x else "" }}</p>')) == ["hello"]
    assert list(bare_words('<p class="{{ "hello" if x }}">{{ _("Hello") }}</p>')) == []


def bare_words(source: str) -> Iterator[str]:
    """Words that a reader sees or hears and that no catalogue knows: text, named attributes, constants in expressions."""
    data, inside = [], False
    for _, kind, value in environment("en").lex(source):
        data.append(value if kind == "data" else " \ue000 " if kind.endswith("_end") else "")
        inside = kind in {"variable_begin", "block_begin"} or (inside and not kind.endswith("_end"))
    page = re.sub(r"(</?)\s*\ue000", r"\1p", re.sub(r"<!doctype[^>]*>|</?(?:html|head|body)\b[^>]*>", "", "".join(data)))
    tree = html.fragment_fromstring(page, create_parent="div")
    for element in tree.iter(etree.Element):
        texts = [element.text if element.tag not in {"style", "code"} else "", element.tail]
        texts += [element.get(name) for name in ("title", "aria-label", "alt")]
        for text in texts:
            yield from (word for word in re.split(r"[\ue000·:;,.+()±×°–→\[\]“”]|\s{2,}", text or "") if told_in_letters(word))
    yield from constants(source)


def told_in_letters(word: str) -> bool:
    return bool(re.search(r"[^\W\d_]", word)) and word.strip() not in BARE


def constants(source: str) -> Iterator[str]:
    """String constants that are output as they are, outside attributes that no one reads."""
    visible = re.sub(
        r'\b(?!title|aria-label|alt)[a-z-]+="(?:[^"{]|\{\{(?:[^}"]|"[^"]*")*\}\}|\{%(?:[^%"]|"[^"]*")*%\})*"',
        "",
        source,
    )
    for output in environment("en").parse(visible).find_all(nodes.Output):
        for node in output.nodes:
            yield from (value for value in shown(node) if told_in_letters(value))


def shown(node: nodes.Node) -> Iterator[str]:
    """Constants whose value reaches the page: not those handed to a function, compared or looked up by."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from (value for part in (node.expr1, node.expr2) if part for value in shown(part))
    elif isinstance(node, (nodes.Or, nodes.And, nodes.Concat)):
        yield from (value for part in node.iter_child_nodes() for value in shown(part))
    elif isinstance(node, nodes.Filter) and node.node:
        yield from shown(node.node)


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", FRENCH)
def test_a_french_page_holds_no_english_of_ours(name: str) -> None:
    """All but what is marked as another language, quoted, or a name, value or command of others."""
    root = html.document_fromstring(FRENCH[name]())
    assert root.get("lang") == "fr"
    for element in root.xpath(
        "//style | //q | //code | //pre | //bdi | //*[@lang and @lang!='fr'] | //*[contains(@class,'cited')] | //h1 | //title"
    ):
        element.drop_tree()
    for element in root.xpath("//td[contains(@class,'raw')] | //*[local-name()='svg'] | //*[contains(@class,'out')]"):
        element.drop_tree()
    left = [text for text in root.itertext() if ENGLISH.search(text)]
    assert left == []


def test_a_message_that_every_row_repeats_is_made_once() -> None:
    made = [environment("fr").globals["_"]("Started") for _ in range(2)]  # type: ignore[operator]
    assert made[0] is made[1]
    assert made[0] == FR("Started") != EN("Started")


def test_quoted_words_are_never_translated() -> None:
    claim = sample.snapshot().articles[0].reading.claims[0]
    case = sample.snapshot()
    article = case.articles[0]
    said = replace(claim, value="unknown", quote="nothing found", asserted_by=m.Agent(kind=m.AgentKind.PERSON, name="Nothing"))
    case = replace(case, articles=(replace(article, reading=replace(article.reading, claims=(said,))),))
    (row,) = html.document_fromstring(render(case, "fr")).xpath(f"//tr[@id='claim-{claim.id}']")
    words = [" ".join(cell.text_content().split()) for cell in row]
    assert words[2] == "événementunknown8 mars 2026"
    assert words[3].startswith("Nothing")
    assert words[-1] == "nothing found"


def test_languages_differ_in_words_only() -> None:
    english, french = (html.document_fromstring(render(sample.snapshot(), language)) for language in LANGUAGES)
    # A drawing breaks its lines where the words end.
    one, other = ([e.tag for e in page.iter(etree.Element) if e.tag != "text"] for page in (english, french))
    assert one == other
    assert english.xpath("//@href") == french.xpath("//@href")


# ── sentences of other layers ───────────────────────────────────────────────────────────────────


LAYERS = {"chain": {"words", "statement", "speaker"}, "matching": {"description"}, "platforms": {"caveat", "reason"}}
"""Where sentences of ours are written that reach the report as text, and in which fields."""
OPEN = {"{}", "{}{}", "{}: {}", "{} {}", "{}–{}"}
"""Put together of others' sentences."""


def written() -> Iterator[str]:
    """Each sentence with ``{}`` for its values."""
    for layer, fields in LAYERS.items():
        for path in sorted((EXPORTERS.parent / layer).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.keyword) and node.arg in fields:
                    yield from flat(node.value)


def flat(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)


@pytest.mark.parametrize("sentence", sorted({s for s in written() if " " in s and s not in OPEN}))
def test_every_sentence_of_the_other_layers_has_a_pattern(sentence: str) -> None:
    """A new one needs a line in ``told.py`` or ``told_edits.py`` and its translation."""
    form = re.compile(".*".join(map(re.escape, sentence.split("{}"))), re.DOTALL)
    filled = sentence.replace("{}", "a thing")
    assert any(form.fullmatch(known) for known in PATTERNS) or told(filled, FR) != filled


def test_each_pattern_matches_what_it_was_made_of() -> None:
    for pattern in PATTERNS:
        filled = pattern.format_map({n: "7" if n.startswith("number") else "2024-05-06" for n in names_in(pattern)})
        assert told(filled, FR) != filled or FR.message(pattern) == pattern, pattern


@pytest.mark.parametrize(
    ("words", "french"),
    [
        ("cropped to the left 80 % of the width", "recadré sur les 80\u202f% de gauche de la largeur"),
        ("the compared footage has a logo or sticker in the top left corner, 12 % × 9 % of the picture",
         ("la séquence comparée porte un ajout\u00a0: "
          "logo ou autocollant dans le coin supérieur gauche, 12\u202f% × 9\u202f% de l’image")),
        ("sped up 1.25×", "accéléré 1,25×"),
        ("The same footage was known by 14 August 2023, before the event that it is said to show.",
         "La même séquence était connue au plus tard le 14 août 2023, avant l’événement qu’elle est censée montrer."),
        ("filmed at Varna", "filmée à Varna"),
        ("denies: filmed at Varna", "dément\u00a0: filmée à Varna"),
        ("someone else’s sentence", "someone else’s sentence"),
    ],
)  # fmt: skip
def test_sentences_in_french(words: str, french: str) -> None:
    assert told(words, FR) == french
    assert told(words, EN) == words


@pytest.mark.parametrize(
    ("words", "french"),
    [
        ("1 reference, 8 claims", "références\u00a0: 1, affirmations\u00a0: 8"),
        ("2 files, 333,963 bytes", "fichiers\u00a0: 2, octets\u00a0: 333\u202f963"),
        ("0 matches in this case", "correspondances dans ce dossier\u00a0: 0"),
        ("filmed at home, says the reader who sent it", "filmed at home, says the reader who sent it"),
    ],
)
def test_outcomes_of_steps_in_french(words: str, french: str) -> None:
    """A person's note beside a step is left alone."""
    assert outcome(words, FR) == french


def test_long_hostile_text_is_left_alone_quickly() -> None:
    hostile = "library “" + "” notes “" * 100_000
    assert told(hostile, FR) == hostile
    short = ("library “" + "” notes “" * 200)[:1490]
    assert told(short, FR) == short


# ── numbers and dates ───────────────────────────────────────────────────────────────────────────


def test_dates_and_numbers_are_the_readers() -> None:
    moment = m.Instant(value=datetime(2024, 5, 6, 15, 20, tzinfo=UTC))
    assert EN.moment(moment) == "6 May 2024, 15:20 UTC"
    assert FR.moment(moment) == "6 mai 2024, 15:20 UTC"
    plain = m.ZonelessTime(value=moment.value.replace(tzinfo=None, second=7))
    assert FR.moment(plain) == "6 mai 2024, 15:20:07 (fuseau non indiqué)"
    assert (EN("{n}", n=1234), FR("{n}", n=1234)) == ("1,234", "1\u202f234")
    assert (EN.number(0.875), FR.number(0.875)) == ("0.88", "0,88")
    assert (EN.size(2_400_000), FR.size(2_400_000), FR.size(1)) == ("2.4 MB", "2,4\u202fMo", "1 octet")
    assert FR.days(m.DateInterval(words="", start=date(2024, 5, 1), end=date(2024, 5, 31))) == "mai 2024"
    assert FR.tongue("uk") == "ukrainien (uk)"
    assert FR.tongue("<b>") == "<b>"


def test_what_counts_agrees_with_its_number() -> None:
    assert [FR.many(n, "{count} byte", "{count} bytes") for n in (0, 1, 2)] == ["0 octet", "1 octet", "2 octets"]
    assert [EN.many(n, "{count} byte", "{count} bytes") for n in (0, 1, 2)] == ["0 bytes", "1 byte", "2 bytes"]
