"""Names of Ukrainian settlements with their region, in the forms that articles write, answered through the public API.

    python -m bench.ukraine [--seed N] [--names N]

Settlements are drawn evenly from the codifier (``provenance/store/data/ukraine.tsv.gz``), those with a position of their own;
most are villages and many have namesakes in their own oblast. Prints, by form: how many are answered, and how many of the
answers lie within 25 km. The last lines draw a name that exists, but in another oblast than the words say: right is unknown.
Russian and Latin spellings are made by our own rules, except where the form says GeoNames. How far off the positions themselves
are is measured by :mod:`bench.settlements`.
"""

import argparse
import csv
import gzip
import io
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from provenance.places import Gazetteer, context, rank
from provenance.places.cyrillic import romanised_ukrainian, russian_names
from provenance.places.fold import fold
from provenance.places.sphere import kilometres
from provenance.store.gazetteer import open_gazetteer

RIGHT_KM = 25.0
_OBLASTS = {
    "05": "Вінницька/Винницкая/Vinnytsia", "07": "Волинська/Волынская/Volyn",
    "12": "Дніпропетровська/Днепропетровская/Dnipropetrovsk",
    "14": "Донецька/Донецкая/Donetsk", "18": "Житомирська/Житомирская/Zhytomyr", "21": "Закарпатська/Закарпатская/Zakarpattia",
    "23": "Запорізька/Запорожская/Zaporizhzhia", "26": "Івано-Франківська/Ивано-Франковская/Ivano-Frankivsk",
    "32": "Київська/Киевская/Kyiv", "35": "Кіровоградська/Кировоградская/Kirovohrad", "44": "Луганська/Луганская/Luhansk",
    "46": "Львівська/Львовская/Lviv", "48": "Миколаївська/Николаевская/Mykolaiv", "51": "Одеська/Одесская/Odesa",
    "53": "Полтавська/Полтавская/Poltava", "56": "Рівненська/Ровенская/Rivne", "59": "Сумська/Сумская/Sumy",
    "61": "Тернопільська/Тернопольская/Ternopil", "63": "Харківська/Харьковская/Kharkiv", "65": "Херсонська/Херсонская/Kherson",
    "68": "Хмельницька/Хмельницкая/Khmelnytskyi", "71": "Черкаська/Черкасская/Cherkasy",
    "73": "Чернівецька/Черновицкая/Chernivtsi",
    "74": "Чернігівська/Черниговская/Chernihiv",
}  # fmt: skip
"""Ukrainian, Russian and English, by the codifier's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A settlement and where it lies."""

    code: str
    name: str
    lat: float
    lon: float
    number: str = ""

    @property
    def oblast(self) -> tuple[str, str, str]:
        """Its name as an adjective in Ukrainian and Russian, and in English."""
        uk, ru, en = _OBLASTS[self.code[2:4]].split("/")
        return uk, ru, en

    @property
    def russian(self) -> str:
        """By our rules."""
        return russian_names(self.name)[0].title()

    @property
    def latin(self) -> str:
        """By the official table."""
        return romanised_ukrainian(self.name).title()


Form = Callable[[Settlement], tuple[str, str, str]]
"""(name, text, language) of a settlement."""


def _genitive(adjective: str) -> str:
    return re.sub("ая$", "ой", re.sub("а$", "ої", adjective)) if adjective.endswith("ая") else re.sub("а$", "ої", adjective)


FORMS: dict[str, Form] = {
    "uk, область": lambda s: (s.name, f"{s.name}, {s.oblast[0]} область", "uk"),
    "uk, село … області": lambda s: (s.name, f"село {s.name} {_genitive(s.oblast[0])} області", "uk"),
    "uk, с. …, обл.": lambda s: (f"с. {s.name}", f"с. {s.name}, {s.oblast[0]} обл.", "uk"),
    "uk, region in the text": lambda s: (
        s.name,
        f"Рано-вранці обстріляли {s.name}. У {s.oblast[0][:-1]}ій області оголошено тривогу.",
        "uk",
    ),
    "uk, raion": lambda s: (s.name, f"{s.name}, {raion(s)} район, {s.oblast[0]} область", "uk"),
    "ru, область": lambda s: (s.russian, f"{s.russian} ({s.oblast[1]} область)", "ru"),
    "ru, … области": lambda s: (s.russian, f"в селе {s.russian} {_genitive(s.oblast[1])} области", "ru"),
    "ru, обл.": lambda s: (s.russian, f"{s.russian}, {s.oblast[1]} обл.", "ru"),
    "en, Oblast": lambda s: (s.latin, f"{s.latin}, {s.oblast[2]} Oblast", "en"),
    "en, region": lambda s: (s.latin, f"The village of {s.latin} in the {s.oblast[2]} region was shelled.", "en"),
    "en, raion": lambda s: (s.latin, f"{s.latin}, {romanised_ukrainian(raion(s)).title()} Raion, {s.oblast[2]} Oblast", "en"),
    "en, old spelling": lambda s: (old(s.latin), f"{old(s.latin)}, {s.oblast[2]} Oblast", "en"),
}

_RAIONS: dict[str, str] = {}


def raion(s: Settlement) -> str:
    """The Ukrainian adjective of the raion, or that of the oblast where the gazetteer has none."""
    return _RAIONS.get(s.code[:6], s.oblast[0][:-1] + "ий")


def old(latin: str) -> str:
    """As maps wrote it before 2010: ``Mykhaylivka``, ``Yur'yivka``."""
    text = re.sub("(?<=[aeou])i(?=[a-z])", "y", latin)
    return text.replace("iia", "iya").replace("Iu", "Yu").replace("ia", "ya")


def settlements(*, placed: bool) -> list[Settlement]:
    """Those of the table, outside Crimea and the two cities with a special status; ``placed``: with a position of their own."""
    data = gzip.decompress((files("provenance.store") / "data" / "ukraine.tsv.gz").read_bytes()).decode("utf-8")
    rows = csv.reader(io.StringIO(data), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        Settlement(code=code, name=name, lat=float(lat or 0), lon=float(lon or 0), number=number)
        for code, number, lat, lon, radius, name in rows
        if code[2:4] in _OBLASTS and (radius in {"", "2"} or not placed)
    ]


def located(s: Settlement, gazetteer: Gazetteer) -> tuple[float, float]:
    """Where it lies: its own position, or that of the town of GeoNames it is."""
    found = next((t for t in gazetteer.lookup(s.name) if t.id == f"geonames:{s.number}"), None)
    return (found.lat, found.lon) if found else (s.lat, s.lon)


def answer(form: Form, s: Settlement, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The first candidate's position."""
    name, text, language = form(s)
    around = context(text, gazetteer=gazetteer, language=language)
    places = rank(name, context=around, gazetteer=gazetteer, language=language)
    return (places[0].lat, places[0].lon) if places and places[0].lat is not None and places[0].lon is not None else None


def report(what: str, errors: list[float | None]) -> None:
    """One line: share answered, and precision of these."""
    answered = [e for e in errors if e is not None]
    right = sum(e <= RIGHT_KM for e in answered)
    share = right / max(1, len(answered))
    print(f"{what:28s} n={len(errors)}  answered {len(answered) / len(errors):.3f}  within 25 km {share:.3f}")


def elsewhere(s: Settlement, oblasts: Mapping[str, set[str]], draw: random.Random) -> Settlement | None:
    """``s`` as if it lay in an oblast that has no settlement of its name."""
    free = [o for o in _OBLASTS if fold(s.name) not in oblasts[o]]
    return Settlement(code=f"UA{draw.choice(free)}{s.code[4:]}", name=s.name, lat=s.lat, lon=s.lon) if free else None


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--names", type=int, default=300)
    options = parser.parse_args()
    draw, every = random.Random(options.seed), settlements(placed=True)
    oblasts = {o: {fold(s.name) for s in settlements(placed=False) if s.code[2:4] == o} for o in _OBLASTS}
    with open_gazetteer() as gazetteer:
        _RAIONS.update(_raions(gazetteer))
        drawn = draw.sample(every, options.names)
        total: list[float | None] = []
        for what, form in FORMS.items():
            errors: list[float | None] = []
            for s in drawn:
                found = answer(form, s, gazetteer)
                errors.append(None if found is None else kilometres(*located(s, gazetteer), *found))
            report(what, errors)
            total += errors
        report("all forms", total)
        wrong = [other for s in drawn if (other := elsewhere(s, oblasts, draw))]
        for what in ("uk, область", "en, Oblast", "ru, область"):
            named = sum(answer(FORMS[what], s, gazetteer) is not None for s in wrong)
            print(f"not in that oblast: {what:12s} n={len(wrong)}  answered all the same {named / len(wrong):.3f}")


def _raions(gazetteer: Gazetteer) -> list[tuple[str, str]]:
    """(the codifier's six signs, Ukrainian adjective) of the raions that the gazetteer has."""
    data = gzip.decompress((files("provenance.store") / "data" / "divisions.tsv.gz").read_bytes()).decode("utf-8")
    found = []
    for line in data.splitlines():
        code, *_, names = line.split("\t")
        if code.startswith("UA.") and code.count(".") == 2:
            name = next((n for n in names.split("|") if re.search(r"ський район$", n, re.IGNORECASE)), None)
            if name and gazetteer.lookup(name):
                found.append((f"UA{code.split('.')[2]}", name.split()[0]))
    return found


if __name__ == "__main__":
    main()
