"""A language file's tables to a lexicon, every key checked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from provenance.articles.lexicon import (
    Agents,
    Conditional,
    Dates,
    Determiners,
    Grammar,
    HedgeEntry,
    Lexicon,
    Nouns,
    Places,
    Platforms,
    RelativeDate,
    Stance,
    Talk,
    Verbs,
)
from provenance.articles.phrases import PhraseSet, misread
from provenance.errors import InputError
from provenance.model import HedgeLevel, HedgeScope

__all__ = ["parse"]


@dataclass(frozen=True, slots=True)
class _Table:
    """A TOML table with the path that error messages name."""

    values: Mapping[str, object]
    path: str

    def fail(self, key: str, expected: str) -> InputError:
        found = repr(self.values[key])[:80] if key in self.values else "nothing"
        return InputError(f"{self.path}: expected {expected} at {key!r}, found {found}")

    def table(self, key: str) -> "_Table":
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.fail(key, "a table")
        return _Table(value, f"{self.path} [{key}]")

    def tables(self, key: str) -> tuple["_Table", ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self.fail(key, "a list of tables")
        return tuple(_Table(v, f"{self.path} [[{key}]] number {n}") for n, v in enumerate(value, start=1))

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value:
            raise self.fail(key, "text")
        return value

    def number(self, key: str) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fail(key, "a whole number")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, "true or false")
        return value

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        value = self.values.get(key, None if required else [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.fail(key, "a list of texts")
        return tuple(value)

    def phrases(self, key: str) -> PhraseSet:
        entries = self.texts(key)
        if doubtful := misread(entries):
            expected = "single words between the bars of a choice (write other alternatives as entries of their own)"
            raise InputError(f"{self.path} at {key!r}: expected {expected}, found {doubtful!r}")
        try:
            return PhraseSet.of(entries)
        except InputError as error:
            raise InputError(f"{self.path} at {key!r}: {error}") from error

    def phrase_lists(self, key: str, *, length: int | None = None) -> tuple[PhraseSet, ...]:
        value = self.values.get(key)
        if not isinstance(value, list) or (length is not None and len(value) != length):
            raise self.fail(key, f"a list of {length or 'any number of'} lists")
        rows = _Table({str(n): row for n, row in enumerate(value)}, f"{self.path} {key}")
        return tuple(rows.phrases(str(n)) for n in range(len(value)))

    def only(self, *allowed: str) -> "_Table":
        unknown = sorted(set(self.values) - set(allowed))
        if unknown:
            raise InputError(f"{self.path}: unknown key {unknown[0]!r}; expected among {', '.join(sorted(allowed))}")
        return self


def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


def _grammar(table: _Table) -> Grammar:
    table.only(*_names(Grammar))
    default = Grammar()
    flags = {n: table.flag(n, default=getattr(default, n)) for n in _names(Grammar) if isinstance(getattr(default, n), bool)}
    lists = {n: table.texts(n, required=False) for n in _names(Grammar) if n not in flags}
    lists["abbreviations"] = tuple(a.casefold() for a in lists["abbreviations"])
    return Grammar(**flags, **lists)  # type: ignore[arg-type]  # keys and values come from the same class


def _all_phrases(table: _Table, kind: type, *, beside: tuple[str, ...] = ()) -> dict[str, PhraseSet]:
    """Every field of ``kind`` that is a plain phrase set; ``beside`` are read otherwise."""
    table.only(*_names(kind))
    return {name: table.phrases(name) for name in _names(kind) if name not in beside}


def _level(table: _Table) -> HedgeLevel:
    try:
        return HedgeLevel(table.text("level"))
    except ValueError:
        raise table.fail("level", f"one of {', '.join(HedgeLevel)}") from None


def _hedge(table: _Table) -> HedgeEntry:
    table.only("words", "level", "reported", "scope")
    scope = None
    if "scope" in table.values:
        try:
            scope = HedgeScope(table.text("scope"))
        except ValueError:
            raise table.fail("scope", f"one of {', '.join(HedgeScope)}") from None
    return HedgeEntry(
        words=table.phrases("words"), level=_level(table), reported=table.flag("reported", default=False), scope=scope
    )


def _stance(table: _Table) -> Stance:
    conditional = table.table("conditional").only(*_names(Conditional))
    found = _all_phrases(table, Stance, beside=("hedges", "conditional"))
    # "In reality" turns to another place as "but rather" does: the file lists it once.
    return Stance(
        hedges=tuple(_hedge(t) for t in table.tables("hedges")),
        conditional=Conditional(**_all_phrases(conditional, Conditional, beside=("level",)), level=_level(conditional)),
        **{**found, "contrast": PhraseSet.union((found["contrast"], found["in_fact"]))},
    )


def _relative(table: _Table) -> RelativeDate:
    """With both days or with neither."""
    counted = not table.values.keys().isdisjoint({"first", "last"})
    days = {key: table.number(key) for key in ("first", "last")} if counted else {}
    return RelativeDate(words=table.phrases("words"), **days)


def _dates(table: _Table) -> Dates:
    relative = tuple(_relative(row.only(*_names(RelativeDate))) for row in table.tables("relative"))
    return Dates(
        months=table.phrase_lists("months", length=12),
        weekdays=table.phrase_lists("weekdays", length=7),
        relative=relative,
        **_all_phrases(table, Dates, beside=("months", "weekdays", "relative")),
    )


def _platforms(table: _Table) -> Platforms:
    names = table.table("names")
    return Platforms(
        names={slug: names.phrases(slug) for slug in names.values}, **_all_phrases(table, Platforms, beside=("names",))
    )


_GATHERED = frozenset({"telling", "days"})


def _telling(nouns: Nouns, verbs: Verbs, stance: Stance) -> PhraseSet:
    named = (nouns.singular, nouns.plural, nouns.images, nouns.captions, nouns.traces, nouns.matters)
    done = (verbs.filmed, verbs.posted_passive, verbs.posted_active, verbs.spreading, verbs.taken_from, verbs.origin)
    return PhraseSet.union((*named, *done, verbs.verified, verbs.refuted, verbs.visible, stance.unverified))


def _verbs(table: _Table) -> Verbs:
    """What somebody denies is refuted too, and what they say they filmed is filmed: the file lists such verbs once."""
    found = _all_phrases(table, Verbs)
    refuted = PhraseSet.union((found["refuted"], found["denied"]))
    filmed = PhraseSet.union((found["filmed"], found["filmed_myself"]))
    return Verbs(**{**found, "refuted": refuted, "filmed": filmed})


def parse(data: Mapping[str, object], *, source: str) -> Lexicon:
    """A language file's tables as a lexicon.

    Raises:
        InputError: a key is missing, unknown or of the wrong kind; the message names ``source`` and the key.
    """
    root = _Table(data, source).only(*(name for name in _names(Lexicon) if name not in _GATHERED))
    determiners = root.table("determiners")
    nouns, verbs = Nouns(**_all_phrases(root.table("nouns"), Nouns)), _verbs(root.table("verbs"))
    stance, dates = _stance(root.table("stance")), _dates(root.table("dates"))
    return Lexicon(
        telling=_telling(nouns, verbs, stance),
        days=PhraseSet.union((*dates.months, *dates.weekdays, dates.counted, *(entry.words for entry in dates.relative))),
        code=root.text("code"),
        name=root.text("name"),
        grammar=_grammar(root.table("grammar")),
        nouns=nouns,
        determiners=Determiners(
            ordinals=determiners.phrase_lists("ordinals"), **_all_phrases(determiners, Determiners, beside=("ordinals",))
        ),
        verbs=verbs,
        stance=stance,
        agents=Agents(**_all_phrases(root.table("agents"), Agents)),
        places=Places(**_all_phrases(root.table("places"), Places)),
        platforms=_platforms(root.table("platforms")),
        dates=dates,
        generic=root.phrases("generic"),
        talk=Talk(**_all_phrases(root.table("talk"), Talk)),
    )
