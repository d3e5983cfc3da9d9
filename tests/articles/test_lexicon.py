import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.articles import lexicon_file
from provenance.articles.languages import LANGUAGES
from provenance.articles.phrases import Hit, PhraseSet, misread
from provenance.articles.tokens import MAX_SENTENCE, fold, sentences, tokenise
from provenance.errors import InputError
from provenance.platforms import PLATFORMS
from provenance.store import lexicons

ENGLISH = (resources.files("provenance.articles") / "languages" / "en.toml").read_text("utf-8")


def words(text: str, *phrases: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[h.start].start : tokens[h.end - 1].end] for h in PhraseSet.of(phrases).find(tokens)]


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("It was Posted twice", "posted", ["Posted"]),
        ("publiées hier", "publié*", ["publiées"]),
        ("der Videobeitrag", "*beitrag", ["Videobeitrag"]),
        ("seen or heard", "seen|heard", ["seen", "heard"]),
        ("the old caption says", "the? old caption", ["the old caption"]),
        ("old caption", "the? old caption", ["old caption"]),
        ("could not yet be verified", "could not .. verified", ["could not yet be verified"]),
        ("could not, they verified", "could not .. verified", []),
        ("one a b c d e two", "one .. two", []),
        ("one a b c d e two", "one ... two", ["one a b c d e two"]),
        ("l’auteur", "l'auteur", ["l’auteur"]),
        ("a TikTok-video", "tiktok video", ["TikTok-video"]),
        ("снят в Киеве", "снят|снято в", ["снят в"]),
    ],
)
def test_phrases(text, phrase, found):
    assert words(text, phrase) == found


def test_the_longest_phrase_wins():
    assert words("video game show", "video", "video game") == ["video game"]


@pytest.mark.parametrize(
    "phrase", ["", "..", "a ..", ".. a", "d'un|une", "*", " | ", "one two three four five six seven eight nine ten eleven"]
)
def test_malformed_phrases_are_refused(phrase):
    with pytest.raises(InputError):
        PhraseSet.of([phrase])


@pytest.mark.parametrize(
    ("entries", "found"),
    [
        (["near", "by", "near|not far from|by"], "near|not far from|by"),
        (["near|by", "near|not far|away from|by"], "near|not far|away from|by"),
        (["near|by", "town|village of|by"], None),
        (["near", "by", "not far from"], None),
        (["near|by", "near|close to"], None),
    ],
)
def test_a_choice_that_seems_to_hold_several_words_is_told(entries, found):
    assert misread(entries) == found


def test_clitics_are_looked_through():
    tokens = tokenise("وبالفيديو", clitics=("و", "ب", "ال", "وبال"))
    assert PhraseSet.of(["فيديو"]).find(tokens) == (Hit(0, 1),)
    assert PhraseSet.of(["فيديو"]).find(tokenise("وبالفيديو")) == ()


def test_arabic_vowel_signs_and_alef_variants_do_not_matter():
    assert fold("نَشَرَ") == fold("نشر")
    assert fold("إكس") == fold("اكس")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_loads_and_is_whole(code):
    lexicon = lexicons.load()[code]
    assert lexicon.code == code
    assert len(lexicon.dates.months) == 12
    assert all(lexicon.dates.months)
    assert len(lexicon.dates.weekdays) == 7
    assert lexicon.nouns.singular
    assert lexicon.verbs.filmed
    assert lexicon.stance.hedges
    assert lexicon.stance.negations


def test_languages_are_listed_once_and_each_file_is_listed():
    folder = resources.files("provenance.articles") / "languages"
    assert sorted(LANGUAGES) == sorted({f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")})


def test_platforms_named_in_languages_exist():
    slugs = {p.slug for p in PLATFORMS}
    for lexicon in lexicons.load().values():
        assert set(lexicon.platforms.names) <= slugs


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "en"', "code = 3", "'code'"),
        ("[nouns]", "[nouns]\nnonsense = []", "'nonsense'"),
        ('level = "possible"', 'level = "sure"', "'level'"),
        ("negations = [", "negatives = [", "'negatives'"),
        ("[[dates.relative]]\nwords", "[[dates.relative]]\nfirst_day = 1\nwords", "first"),
        ('weekdays = [["monday", "mon"], ', "weekdays = [", "list of 7"),
        ('"geo located"', '"geo|d\'located"', "apostrophe"),
        ('"geo located"', '"tied|well known to|matched", "tied", "matched"', "'tied|well known to|matched'"),
        ("[platforms.names]", "[platforms.networks]", "'names'"),
        ("\n[verbs]\n", "\n[verbs\n", "TOML"),
    ],
)
def test_a_damaged_language_file_is_named_with_its_key(old, new, message):
    assert old in ENGLISH
    with pytest.raises(InputError, match=r"en\.toml") as caught:
        lexicons.read(ENGLISH.replace(old, new, 1), source="en.toml")
    assert message in str(caught.value)


def test_missing_tables_are_named():
    data = tomllib.loads(ENGLISH)
    del data["stance"]
    with pytest.raises(InputError, match="stance"):
        lexicon_file.parse(data, source="en.toml")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("M. Dupont arrive. Il parle.", 2),
        ("It cost 3.5 million. Then it fell.", 2),
        ("J. Smith posted it.", 1),
        ("هل نشر؟ نعم.", 2),
        ("He said “stop.” She left.", 2),
        ("a\nb", 2),
        ("", 0),
    ],
)
def test_sentences(text, count):
    assert len(list(sentences(text, abbreviations=frozenset({"m"})))) == count


@given(st.text(max_size=3000))
def test_sentences_lie_in_order_within_the_text_and_below_the_cap(text):
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert end - start <= MAX_SENTENCE
        assert text[start:end] == text[start:end].strip()
        last = end


@given(st.text(max_size=400))
def test_tokens_are_the_words_where_they_stand(text):
    for token in tokenise(text, clitics=("و", "ال")):
        assert text[token.start : token.end] == token.text


@given(st.text(alphabet="ab .,-'", max_size=200))
def test_find_agrees_with_at(text):
    tokens, phrases = tokenise(text), PhraseSet.of(["a b", "a", "b .. b", "a? b"])
    for hit in phrases.find(tokens):
        assert phrases.at(tokens, hit.start) == hit
        assert phrases.ending_at(tokens, hit.end, reach=12) is not None
