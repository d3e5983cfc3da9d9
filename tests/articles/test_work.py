"""How much is done for how much text: counted, not timed."""

import pytest

from provenance.articles import phrases
from provenance.articles.phrases import PhraseSet
from provenance.articles.sentences import read_sentence
from provenance.articles.tokens import MAX_SENTENCE, tokenise
from provenance.store import lexicons

WORST = "video in in said by by the the on May posted filmed shows "


@pytest.fixture
def matched(monkeypatch):
    """Counts attempts to match a phrase at a word."""
    attempts = []
    plain = phrases._end

    def counting(*given):
        attempts.append(given)
        return plain(*given)

    monkeypatch.setattr(phrases, "_end", counting)
    return attempts


def attempts_for(text, attempts):
    attempts.clear()
    read_sentence(text, lexicons.load()["en"], known=lambda _: True)
    return len(attempts)


def test_matching_grows_with_the_words_of_a_sentence_and_no_faster(matched):
    once = attempts_for(WORST * 5, matched)
    assert once > 0
    assert attempts_for(WORST * 20, matched) <= once * 4.2


def test_no_sentence_costs_more_than_its_cap(matched):
    capped = attempts_for((WORST * 100)[:MAX_SENTENCE], matched)
    assert attempts_for(WORST * 100, matched) == capped


def test_a_sentence_is_searched_for_a_phrase_once(matched):
    words, wanted = tokenise("the clip was filmed and the clip was filmed again"), PhraseSet.of(["was filmed", "clip"])
    first = wanted.find(words)
    done = len(matched)
    assert wanted.find(words) == first
    assert [wanted.at(words, n) for n in range(len(words))].count(None) == len(words) - 4
    assert len(matched) == done == 4


def test_words_that_begin_no_phrase_are_not_tried(matched):
    assert attempts_for("quux " * 200, matched) == 0
