"""The view's parts in words for people; one place for terminal and pages."""

from provenance.metadata.view import Value, View
from provenance.model import TrustList

__all__ = ["summary_of", "trust_words"]


def summary_of(view: View) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """(label, values), in the order in which they are told; what nobody states is left out."""
    parts = (
        ("filmed", view.captured),
        ("file made", view.created),
        ("changed", view.modified),
        ("where", view.places),
        ("place named", view.named_places),
        ("device", view.devices),
        ("by", view.authors),
        ("caption", view.captions),
        ("coded by", view.first_written),
        ("written by", view.last_written),
    )
    return tuple((label, values) for label, values in parts if values)


def trust_words(known: TrustList | None) -> str:
    """The trust list with its date, or that there is none."""
    if known is None:
        return "no trust list: none comes with the program, give one with --trust-anchors"
    count = f"{known.certificates} certificate{'s' if known.certificates != 1 else ''}"
    return f"{known.name}, {count}, last changed {known.dated}, {known.digest}"
