"""Made-up articles of small American newspapers, with the place that each name means: a stand-in for local news.

    python -m bench.localnews [--seed N] [--articles N]

Each paper belongs to a small town whose name others bear too. An article names towns near it, sometimes their state or county,
roads and schools, and now and then a far city; text and names come from templates of our own and the gazetteer's facts. Prints
how often the first candidate lies within 161 km, beside the most populous namesake, with and without the paper's name given.
"""

import argparse
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from provenance.places import Gazetteer, context, rank
from provenance.places.sphere import kilometres
from provenance.store.gazetteer import SqliteGazetteer, open_gazetteer

AP = dict(
    pair.split(":")
    for pair in [
        "AL:Ala.",
        "AZ:Ariz.",
        "AR:Ark.",
        "CA:Calif.",
        "CO:Colo.",
        "CT:Conn.",
        "DE:Del.",
        "FL:Fla.",
        "GA:Ga.",
        "IL:Ill.",
        "IN:Ind.",
        "KS:Kan.",
        "KY:Ky.",
        "LA:La.",
        "MD:Md.",
        "MA:Mass.",
        "MI:Mich.",
        "MN:Minn.",
        "MS:Miss.",
        "MO:Mo.",
        "MT:Mont.",
        "NE:Neb.",
        "NV:Nev.",
        "NH:N.H.",
        "NJ:N.J.",
        "NM:N.M.",
        "NY:N.Y.",
        "NC:N.C.",
        "ND:N.D.",
        "OK:Okla.",
        "OR:Ore.",
        "PA:Pa.",
        "RI:R.I.",
        "SC:S.C.",
        "SD:S.D.",
        "TN:Tenn.",
        "VT:Vt.",
        "VA:Va.",
        "WA:Wash.",
        "WV:W.Va.",
        "WI:Wis.",
        "WY:Wyo.",
    ]
)
NEAR_KM = 161.0
OPENINGS = (
    "{DATELINE} Firefighters from three departments were called to a barn fire outside {A} early Tuesday.",
    "{DATELINE} The {A} City Council voted 5-2 Monday to raise water rates for the first time in nine years.",
    "Two people were hurt when a pickup and a school bus collided on Highway {N} between {A} and {B} on Friday afternoon.",
    "A {A} man was sentenced to 12 years for a string of break-ins at farm supply stores in {B} and {C}.",
    "{DATELINE} Sales tax receipts in {A} rose again in August, and merchants say shoppers come from as far as {B}.",
    "The {A} High School Tigers beat {B} 28-14 on Friday and will travel to {C} next week.",
    "Funeral services for Harold Weaver, 81, of {A}, will be at 2 p.m. Thursday at First Baptist Church in {B}.",
    "Volunteers filled sandbags along the river in {A} on Sunday as forecasters warned of a crest by midweek.",
)
SENTENCES = (
    "Crews from {A} and {B} helped at the scene, the sheriff's office said.",
    "The road to {A} was closed for about three hours.",
    "He was born in {A} and worked for 30 years at the feed mill in {B}.",
    "Residents of {A}, {B} and {C} can bring old tires to the county garage on Saturday.",
    "She said her sister in {A} had heard the blast.",
    "The clinic in {A} will stay open until the new one in {B} is built.",
    "The parade was moved to {A} because of the rain.",
    "Students from {A} took second place; {B} was third.",
    "A tornado warning was issued for {A} and {B} at 6:40 p.m.",
    "The driver, from {A}, was flown to a hospital in {F}.",
    "A second suspect was arrested in {F}, state police said.",
    "The plant in {A} employs about 140 people, many of them from {B}.",
    "A bridge on U.S. {N} near {A} will be replaced next summer.",
    "The case will be heard at the {COUNTY} courthouse.",
    "{COUNTY} commissioners will meet in {A} next week.",
    "Nothing like it has happened since the flood of 1993, said Mayor Linda Pruitt.",
    "Tickets are $5 at the door.",
    "{STATE} lawmakers are to vote on the bill this month.",
    "The company also runs stores in {A} and, since spring, in {B}.",
)
ASIDES = (
    "Nothing like it has happened since the flood of 1993, said {P}, who lives next door.",
    "Sheriff {P} said the investigation goes on. {P2} said he knew nothing of it.",
    "{P} of the Washington-based institute said the figures were no surprise.",
    "The family moved here from Mexico in 1998.",
    "Officials in Washington have not answered.",
    "It was the first such case since one in New York last year.",
    "The trucks are made in Japan.",
    "He served in Iraq and in Germany.",
    "She studied at the University of Michigan and at Yale.",
    "The game is at 7 p.m. at Lincoln Middle School.",
)
PEOPLE = (
    "Marion Hudson", "Clay Morton", "Virginia Beckley", "Troy Lebanon", "Jackson Milford", "Austin Paxton", "Chester Dayton",
    "Savannah Clinton", "Dallas Newton", "Carolina Reyes", "Warren Ashland", "Florence Holland", "Logan Auburn", "Trenton Hale",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A town of the gazetteer."""

    name: str
    lat: float
    lon: float
    state: str
    population: int
    namesakes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A made-up article and the towns it names, in order."""

    paper: str
    text: str
    towns: tuple[Town, ...]


def towns(gazetteer: SqliteGazetteer) -> list[Town]:
    """American towns, with the number of places in the world that bear the name."""
    database = sqlite3.connect(f"{gazetteer.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    rows = database.execute(
        "SELECT name, lat, lon, substr(code, 4, 2), population FROM place WHERE kind = 'city' AND country = 'US'"
        " AND population BETWEEN 500 AND 4000000 ORDER BY gid"
    ).fetchall()
    database.close()
    return [Town(name=n, lat=a, lon=o, state=s, population=p, namesakes=len(gazetteer.lookup(n))) for n, a, o, s, p in rows]


def states(gazetteer: Gazetteer) -> dict[str, str]:
    """Names by postal code."""
    return {code: next((t.name for t in gazetteer.lookup(f"US-{code}")), code) for code in AP}


class Writer:
    """Writes the articles of one paper."""

    def __init__(  # noqa: PLR0917 - made in one place
        self, draw: random.Random, home: Town, near: list[Town], far: list[Town], states: dict[str, str], county: str
    ) -> None:
        self.draw, self.home, self.near, self.far, self.states, self.county = draw, home, near, far, states, county
        self.named: list[Town] = []

    def name(self, town: Town, *, plain: float = 0.9) -> str:
        """The town as the paper writes it; one in ten with its state."""
        self.named.append(town)
        short = AP.get(town.state, town.state)
        return (
            town.name
            if self.draw.random() < plain
            else f"{town.name}, {self.draw.choice([short, short, self.states[town.state]])}"
        )

    def fill(self, template: str) -> str:
        """The template with its slots filled."""
        picked = self.draw.choices([self.home, *self.near], weights=[2, *[1] * len(self.near)], k=3)
        out = (
            template.replace("{N}", str(self.draw.randint(2, 99)))
            .replace("{COUNTY}", self.county)
            .replace("{STATE}", self.states[self.home.state])
        )
        if "{DATELINE}" in out:
            with_state = self.draw.random() < 0.3
            place = self.home.name.upper() + (f", {AP.get(self.home.state, self.home.state)}" if with_state else "")
            out = out.replace("{DATELINE}", f"{place} — ")
        for slot, town in zip("ABC", picked, strict=False):
            while "{" + slot + "}" in out:
                out = out.replace("{" + slot + "}", self.name(town), 1)
        while "{F}" in out:
            town = self.draw.choice(self.far)
            out = out.replace("{F}", self.name(town, plain=0.7 if town.state == self.home.state else 0.5), 1)
        return out

    def article(self) -> Article:
        """An opening and up to four sentences more, some with people whose names are also those of places."""
        parts = [self.fill(self.draw.choice(OPENINGS))]
        parts += [self.fill(s) for s in self.draw.sample(SENTENCES, k=self.draw.randint(0, 4))]
        parts += [
            s.replace("{P2}", self.draw.choice(PEOPLE).split()[1]).replace("{P}", self.draw.choice(PEOPLE))
            for s in self.draw.sample(ASIDES, k=self.draw.randint(0, 3))
        ]
        return Article(
            paper=f"The {self.home.name} {self.draw.choice(['News', 'Times', 'Herald', 'Gazette'])}",
            text=" ".join(parts),
            towns=tuple(self.named),
        )


def articles(gazetteer: SqliteGazetteer, *, seed: int, count: int) -> Iterator[Article]:
    """Articles of as many papers."""
    draw, every, named = random.Random(seed), towns(gazetteer), states(gazetteer)
    homes = [t for t in every if 2_000 <= t.population <= 60_000 and t.namesakes > 1 and t.state in AP]
    large = [t for t in every if t.population > 100_000 and t.state in AP]
    for home in draw.sample(homes, k=count):
        around = [t for t in every if t != home and t.state in AP and kilometres(t.lat, t.lon, home.lat, home.lon) < 60]
        shared = [t for t in around if t.namesakes > 2] or around
        near = [draw.choice(shared if draw.random() < 0.75 else around) for _ in range(draw.randint(1, 6) if around else 0)]
        far = [*draw.sample(large, 1), *sorted(large, key=lambda t: kilometres(t.lat, t.lon, home.lat, home.lon))[:2]]
        county = draw.choice(["Marion", "Jackson", "Lincoln", "Union", "Clay", "Greene"]) + " County"
        yield Writer(draw, home, near, far, named, county).article()


def measure(gazetteer: SqliteGazetteer, *, seed: int, count: int) -> dict[str, list[bool]]:
    """Whether each named town was placed right, by way of doing it."""
    right: dict[str, list[bool]] = {"most populous": [], "text alone": [], "with the paper's name": []}
    for article in articles(gazetteer, seed=seed, count=count):
        plain = context(article.text, gazetteer=gazetteer, language="en")
        told = context(article.text, gazetteer=gazetteer, language="en", publisher=article.paper)
        for town in article.towns:
            first = [t for t in gazetteer.lookup(town.name) if t.kind == "city"][:1]
            right["most populous"].append(any(_right(town, t.lat, t.lon) for t in first))
            for what, found in (("text alone", plain), ("with the paper's name", told)):
                places = rank(town.name, context=found, gazetteer=gazetteer, language="en")[:1]
                right[what].append(any(_right(town, p.lat, p.lon) for p in places if p.lat is not None and p.lon is not None))
    return right


def _right(town: Town, lat: float, lon: float) -> bool:
    return kilometres(town.lat, town.lon, lat, lon) <= NEAR_KM


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--articles", type=int, default=200)
    options = parser.parse_args()
    with open_gazetteer() as gazetteer:
        for what, each in measure(gazetteer, seed=options.seed, count=options.articles).items():
            print(f"local news, {what:22s} n={len(each)}  within 161 km {sum(each) / len(each):.3f}")


if __name__ == "__main__":
    main()
