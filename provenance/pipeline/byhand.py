"""What the analyst brings: the post that a sentence speaks of, or the file itself."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from provenance import platforms
from provenance.errors import InputError, UsageError
from provenance.exporters.text import shortened
from provenance.fetch import ytdlp
from provenance.model import (
    Acquisition,
    ActivityKind,
    FileRole,
    KeptFile,
    ReferenceRecord,
    Resolution,
    Slug,
)
from provenance.pipeline.reading import is_url
from provenance.pipeline.run import Run, now
from provenance.pipeline.single import require_file
from provenance.pipeline.snapshot import reference_records
from provenance.store.blobs import safe_suffix

__all__ = ["Obtained", "UnknownReferenceError", "attach", "find_reference", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obtained:
    """What the analyst says of how she came by a file; empty where she says nothing."""

    how: str = ""
    by: str = ""
    """Who obtained it."""
    when: str = ""
    """In her words."""
    url: str = ""
    """Where it was got, if from the web."""

    def __str__(self) -> str:
        parts = (self.how, self.by and f"obtained by {self.by}", self.when and f"on {self.when}", self.url and f"from {self.url}")
        return "; ".join(part for part in parts if part)


class UnknownReferenceError(UsageError):
    """No reference's id begins so."""

    def __init__(self, said: str, *, listed: str) -> None:
        super().__init__(f"{said}\n{listed}")
        self.said = said
        """Without the references that there are, for whoever asked for many."""
        self.listed = listed
        """One a line."""


def find_reference(run: Run, prefix: str) -> ReferenceRecord:
    """The reference whose id begins with ``prefix``.

    Raises:
        UnknownReferenceError: none does; the message lists what there is.
        UsageError: several do; the message lists them.
    """
    records = reference_records(run.case)
    found = [record for record in records if record.reference.id.startswith(prefix)]
    if prefix and len(found) == 1:
        return found[0]
    listed = "\n".join(
        f"  {record.reference.id}  {record.platform}  {record.state}  {shortened(record.reference.quote, 60)}"
        for record in found or records
    )
    said = f"{prefix}: expected the id of one reference of this case, found {len(found) or 'none'}"
    raise UsageError(f"{said}\n{listed}") if found else UnknownReferenceError(said, listed=listed)


def resolve(run: Run, prefix: str, url: str, *, note: str = "", by: str = "") -> Resolution:
    """Record that the post which reference ``prefix`` speaks of is at ``url``; ``by``: the reviewer's name.

    Raises:
        UsageError: no such reference, or no web address.
    """
    record, started = find_reference(run, prefix), now()
    _require_address(url, "the post's address")
    known = platforms.recognise(url, fallback=ytdlp.url_patterns())
    resolution = Resolution(
        reference=record.reference.id,
        platform=known.platform if known else Slug("other"),
        platform_id=known.platform_id if known else None,
        url=known.url if known else url,
        note=note,
        at=started,
    )
    options = (("url", url), ("note", note))
    message = f"the post is at {url}"
    activity = run.activity(
        ActivityKind.RESOLVE, record.reference.id, started, tool="analyst", options=options, message=message, by=by
    )
    with run.case.commit(activity) as write:
        write.resolution(resolution)
    return resolution


def _require_address(url: str, what: str) -> None:
    """Raises: UsageError: no web address."""
    host = None
    if is_url(url) and not any(c.isspace() for c in url):
        with suppress(ValueError):  # brackets that hold no address
            host = urlsplit(url).hostname
    if not host:
        raise UsageError(f"{url}: expected {what}, beginning with http:// or https://, with a host and without spaces")


def attach(
    run: Run, prefix: str, path: Path, *, obtained: Obtained, instead: bool = False, by: str = "", given: str = ""
) -> Acquisition:
    """Keep a copy of ``path`` as media of reference ``prefix``.

    With ``instead``, files attached before are no longer the reference's (they stay in the case and its log). ``by``: the
    reviewer's name. ``given``: what the analyst gave, where ``path`` is but a copy of it on its way.

    Raises:
        UsageError: no such reference, or no web address where it was got.
        InputError: no such file, or an empty one.
    """
    if obtained.url:
        _require_address(obtained.url, "the address where it was got")
    record, started, note = find_reference(run, prefix), now(), str(obtained)
    require_file(path)
    if path.stat().st_size == 0:
        raise InputError(f"{path}: expected a media file, found an empty one")
    suffix = safe_suffix(path.name)
    digest, size = run.case.media.put_file(path, suffix=suffix)
    file = KeptFile(
        digest=digest,
        role=FileRole.MEDIA,
        size=size,
        name=path.name,
        suffix=suffix,
        by_hand=True,
        note=note,
        source=obtained.url,
    )
    before = record.acquisition.files if record.acquisition else ()
    files = (*(each for each in before if each.digest != digest and not (instead and each.by_hand)), file)
    notes = "; ".join(dict.fromkeys(each.note for each in files if each.note))
    url = record.acquisition.url if record.acquisition else None
    acquisition = Acquisition(reference=record.reference.id, files=files, at=now(), url=url, by_hand=True, note=notes)
    told = (
        ("how", obtained.how),
        ("obtained_by", obtained.by),
        ("obtained_when", obtained.when),
        ("obtained_from", obtained.url),
    )
    options = (("file", given or str(path)), *(each for each in told if each[1]), ("instead", str(instead)))
    message = f"{path.name}, {digest}"
    activity = run.activity(
        ActivityKind.ATTACH, record.reference.id, started, tool="analyst", options=options, message=message, by=by
    )
    with run.case.commit(activity) as write:
        write.acquisition(acquisition, (file,))
    return acquisition
