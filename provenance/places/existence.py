"""Whether a gazetteer bears a name at all, whatever place it means here."""

from provenance.places.candidates import candidates, is_hamlet
from provenance.places.interface import Gazetteer

__all__ = ["bears"]


def bears(name: str, *, gazetteer: Gazetteer, language: str | None, hamlets: bool = False) -> bool:
    """Whether any entry can be meant by ``name``, in any of the forms it may have been bent from.

    ``hamlets``: also where only a hamlet bears it, for words that something else shows to be a place.

    Weaker than :func:`provenance.places.rank`, which answers nothing for a small namesake that the article does not speak
    for: a sentence may say "filmed in Vuhledar" although nobody can tell which one.
    """
    # Ukraine's villages bear too many common words ("Щастя", "Слово") for their names alone to prove anything.
    return any(hamlets or not is_hamlet(t) for t, _ in candidates(name, gazetteer=gazetteer, language=language))
