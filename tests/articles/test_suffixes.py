import pytest

from provenance.articles import suffixes
from provenance.articles.phrases import Hit
from provenance.articles.scan import scan
from provenance.store import lexicons


def read(text, language="tr"):
    found = scan(text, lexicons.load()[language])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Video Han Yunus'ta çekildi.", ["Han Yunus", "Yunus"]),
        ("Video Suriye'nin Halep kentinde çekildi.", ["Halep"]),
        ("Video Beyrut'un güneyinde çekildi.", ["Beyrut"]),
        ("Video İdlib'e ait.", ["İdlib"]),
        ("Video Ayşe'ye gönderildi.", []),
    ],
)
def test_names_of_places_by_what_stands_behind_them(text, names):
    found = read(text)
    runs = [hit for end, _ in suffixes.place_ends(found) for hit in suffixes.names_before(found, end) if hit.start]
    assert [found.words(h.start, h.end) for h in runs] == names


def test_no_names_where_the_language_writes_no_such_endings():
    assert list(suffixes.place_ends(read("The video in Kyiv's north", "en"))) == []


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Bir gazetecinin paylaştığı video silindi.", "Bir gazetecinin"),
        ("Dün Ayşe Demir'in TikTok'ta paylaştığı video silindi.", "Ayşe Demir"),
        ("Geçen hafta paylaştığı video silindi.", None),
    ],
)
def test_the_doer_before_a_participle(text, doer):
    found = read(text)
    hit = suffixes.owner(found, found.verbs["posted_active"][0])
    assert (found.words(hit.start, hit.end) if hit else None) == doer


def test_a_comma_breaks_a_clause():
    found = read("Video İzmir'de değil, Bursa'da çekildi.")
    assert suffixes.unbroken(found, 2, 3)
    assert not suffixes.unbroken(found, 2, 5)


def test_a_network_with_its_case():
    found = read("Telegram'da bir video paylaşıldı.")
    assert suffixes.is_case(found, Hit(0, 1)) == 2
