"""What is said about one video under several names: its references and its files are one subject."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.chain.standing import Standing
from provenance.chain.uploads import uploads
from provenance.model import Claim, Digest, IdentifierDate, Snapshot

__all__ = ["Subjects", "all_claims"]


def all_claims(snapshot: Snapshot) -> Iterator[Claim]:
    """Every claim of a case: the articles' first, in reading order, platforms' and files', then those that people wrote down."""
    for article in snapshot.articles:
        yield from article.reading.claims
    yield from snapshot.claims
    yield from Standing.of(snapshot.reviews).entered


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """Groups of names (reference ids and digests, as printed) that stand for one video."""

    names: dict[str, tuple[str, ...]]
    """Each name to its whole group, the group's representative first."""
    claims: dict[str, tuple[Claim, ...]]
    """Representative to the claims about any name of its group."""
    uploads: dict[str, tuple[tuple[str, IdentifierDate], ...]]
    """Representative to (reference, upload time by its identifier), the surest and earliest first."""

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Subjects":
        """Join each media file with the references that it was had from, and references that people say mean the same video."""
        parent: dict[str, str] = {}
        for record in snapshot.articles:
            parent.update({str(r.reference.id): str(r.reference.id) for r in record.references})
        for media in snapshot.media:
            _join(parent, (str(media.file.digest), *media.posted_in))
        for reference, other in Standing.of(snapshot.reviews).same.items():
            _join(parent, (str(other), str(reference)))
        return cls(names=_groups(parent), claims=_by_subject(parent, snapshot), uploads=_uploads(parent, snapshot))

    def root(self, name: str | Digest) -> str:
        """The representative of the group that ``name`` belongs to (itself, where nothing is known of it)."""
        group = self.names.get(str(name))
        return group[0] if group else str(name)

    def about(self, name: str | Digest) -> tuple[Claim, ...]:
        """Claims about the video that ``name`` stands for."""
        return self.claims.get(self.root(name), ())

    def uploaded(self, name: str | Digest) -> tuple[tuple[str, IdentifierDate], ...]:
        """(reference, upload time by its identifier) of the posts of that video."""
        return self.uploads.get(self.root(name), ())


def _find(parent: dict[str, str], name: str) -> str:
    """Representative of ``name``; halves the path on the way, so that long chains stay cheap."""
    parent.setdefault(name, name)
    while parent[name] != name:
        parent[name] = parent[parent[name]]
        name = parent[name]
    return name


def _join(parent: dict[str, str], names: tuple[str, ...]) -> None:
    root = _find(parent, names[0])
    for name in names[1:]:
        parent[_find(parent, name)] = root


def _groups(parent: dict[str, str]) -> dict[str, tuple[str, ...]]:
    members: dict[str, list[str]] = {}
    for name in list(parent):
        root = _find(parent, name)
        group = members.setdefault(root, [root])
        if name != root:
            group.append(name)
    return {name: tuple(group) for group in members.values() for name in group}


def _by_subject(parent: dict[str, str], snapshot: Snapshot) -> dict[str, tuple[Claim, ...]]:
    grouped: dict[str, list[Claim]] = {}
    for claim in all_claims(snapshot):
        if claim.about is not None:
            grouped.setdefault(_find(parent, str(claim.about)), []).append(claim)
    return {root: tuple(claims) for root, claims in grouped.items()}


def _uploads(parent: dict[str, str], snapshot: Snapshot) -> dict[str, tuple[tuple[str, IdentifierDate], ...]]:
    grouped: dict[str, list[tuple[str, IdentifierDate]]] = {}
    for reference, when in uploads(snapshot).items():
        if isinstance(when, IdentifierDate):
            grouped.setdefault(_find(parent, str(reference)), []).append((str(reference), when))
    return {root: tuple(sorted(found, key=lambda f: (f[1].weak, f[1].at))) for root, found in grouped.items()}
