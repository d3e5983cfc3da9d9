"""Ukrainian names in Russian and in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.places.arabic import consonants
from provenance.places.cyrillic import romanised_russian, romanised_ukrainian, russian_names, skeleton


@pytest.mark.parametrize(
    ("ukrainian", "latin"),
    [
        ("Харків", "kharkiv"),
        ("Запоріжжя", "zaporizhzhia"),
        ("Згурівка", "zghurivka"),
        ("Мар'їнка", "marinka"),
        ("Їжаківка", "yizhakivka"),
    ],
)
def test_the_official_table(ukrainian: str, latin: str) -> None:
    assert romanised_ukrainian(ukrainian) == latin


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [
        ("Іванівка", "ивановка"),
        ("Авдіївка", "авдеевка"),
        ("Новоселівка", "новоселовка"),
        ("Миколаївка", "николаевка"),
        ("Веселе", "веселое"),
        ("Кам'янка", "каменка"),
        ("Запоріжжя", "запорожье"),
        ("Старий Крим", "старый крым"),
        ("Нова Мар'ївка", "новая марьевка"),
    ],
)
def test_russian_names_follow(ukrainian: str, russian: str) -> None:
    assert russian in russian_names(ukrainian)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sievierodonetsk", "Severodonetsk"),
        ("Mykhailivka", "Mykhaylivka"),
        ("Chornobaivka", "Chornobayivka"),
        ("Avdiivka", "Avdiyivka"),
        ("Yuriivka", "Yur'yivka"),
    ],
)
def test_spellings_meet_in_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_skeletons_keep_names_apart() -> None:
    assert len({skeleton(n) for n in ("ivanivka", "ivankiv", "ivanove", "stepanivka", romanised_russian("ивановка"))}) == 5


@pytest.mark.parametrize(
    ("one", "other"),
    [("Deir al-Balah", "Dayr al Balaḩ"), ("Maarat al-Numan", "Ma‘arrat an Nu‘mān"), ("Ras al-Ain", "Ra’s al ‘Ayn")],
)
def test_arabic_spellings_meet_in_their_consonants(one: str, other: str) -> None:
    assert consonants(one) == consonants(other) is not None


def test_few_consonants_are_no_key() -> None:
    assert consonants("Foua") is None
    assert consonants("حلب") is None


@given(st.text(max_size=40))
def test_any_name_has_a_spelling(name: str) -> None:
    assert len(russian_names(name)) <= 8
    assert skeleton(romanised_ukrainian(name)) == skeleton(f" {romanised_ukrainian(name)} ")
    consonants(name)
