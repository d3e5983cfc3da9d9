"""Posts of pictures in the reports: a row of what was posted, and apart from it a row of what the page merely names."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache

from lxml import html

from provenance import chain
from provenance import model as m
from provenance.chain.subjects import Subjects
from provenance.exporters import json_report, markdown
from provenance.exporters.html import EXPORTER, render
from provenance.exporters.prov import JSON as PROV_JSON
from tests.exporters import sample
from tests.exporters.test_html import harmless

NAMED = "og:image, <script>window.hacked=1</script>"
SOURCE = "https://cdn.example.org/og.jpg?a=1&b=2"


def still(number: int, role: m.FileRole) -> m.MediaRecord:
    digest = m.Digest.of(f"still {role} {number}".encode())
    note, source = (NAMED, SOURCE) if role is m.FileRole.PICTURE else ("", "")
    file = m.KeptFile(digest=digest, role=role, size=900, name=f"{role}-{number}.jpg", suffix=".jpg", note=note, source=source)
    stream = m.Stream(index=0, kind="video", codec="mjpeg", width=240, height=135)
    return m.MediaRecord(
        file=file,
        references=(),
        probe=m.Probe(digest=digest, container="image2", duration=None, streams=(stream,)),
        keyframes=(sample.keyframe(digest, Fraction(0), number),),
    )


@cache
def case() -> tuple[m.Snapshot, m.ReferenceId, m.ReferenceId]:
    """Two posts that stand in the sample without media: three pictures were posted in the one, the other's page names two."""
    whole = sample.snapshot()
    article = whole.articles[0]
    bare = [r for r in article.references if r.state is m.ReferenceState.UNAVAILABLE and r.url] + [
        r for r in article.references if r.state is m.ReferenceState.PENDING and r.url
    ]
    named, posted = bare[:2]
    new: dict[m.ReferenceId, tuple[m.MediaRecord, ...]] = {}
    for record, role, count in ((posted, m.FileRole.MEDIA, 3), (named, m.FileRole.PICTURE, 2)):
        id_ = record.reference.id
        new[id_] = tuple(replace(still(n, role), references=(id_,)) for n in range(count))
    records = []
    for record in article.references:
        if record.reference.id in new:
            files = tuple(each.file for each in new[record.reference.id])
            had = m.Acquisition(reference=record.reference.id, files=files, at=sample.instant(3), url=record.url)
            record = replace(record, acquisition=had)  # noqa: PLW2901 - the same record, with its files
        records.append(record)
    media = (*whole.media, *(each for group in new.values() for each in group))
    snapshot = replace(whole, articles=(replace(article, references=tuple(records)), *whole.articles[1:]), media=media)
    return replace(snapshot, derivations=chain.derive(snapshot)), posted.reference.id, named.reference.id


def row(reference: m.ReferenceId, language: str = "en") -> tuple[str, list[str], str]:
    """Title and captions of the row of stills in the article about ``reference``, and the article's words."""
    root = html.document_fromstring(render(case()[0]) if language == "en" else _in(language))
    (post,) = root.xpath(f"//article[@id='ref-{reference}']")
    (strip,) = post.xpath(".//div[@class='strip']")
    captions = [" ".join(caption.text_content().split()) for caption in strip.xpath(".//figcaption")]
    assert len(strip.xpath(".//img")) == len(captions)
    return strip.get("aria-label"), captions, post.text_content()


def _in(language: str) -> bytes:
    assert EXPORTER.in_language is not None
    return EXPORTER.in_language(case()[0], language)


def test_the_pictures_of_a_post_stand_in_a_row() -> None:
    title, captions, _ = row(case()[1])
    assert title == "3 pictures of the post"
    assert len(set(captions)) == 3


def test_what_a_page_names_is_labelled() -> None:
    title, captions, words = row(case()[2])
    assert title == "2 pictures that the page names: perhaps mere previews, nothing shows that they were posted"
    assert all("og:image" in caption for caption in captions)
    assert SOURCE in words
    assert "peut-être de simples aperçus" in row(case()[2], "fr")[0]


def test_hostile_labels_stay_text() -> None:
    harmless(html.document_fromstring(render(case()[0])))


def test_what_a_named_picture_was_copied_from_is_no_source_of_the_article() -> None:
    snapshot, _, named = case()
    picture = next(media.file.digest for media in snapshot.media if named in media.references)
    copied = next(edge for edge in snapshot.derivations if edge.between_files)
    more = replace(copied, child=str(picture), parent=copied.parent)
    before, after = (
        PROV_JSON.render(each).count(b"PrimarySource")
        for each in (snapshot, replace(snapshot, derivations=(*snapshot.derivations, more)))
    )
    assert before == after


def test_a_still_is_what_does_not_last() -> None:
    probe = still(1, m.FileRole.MEDIA).probe
    assert probe is not None
    assert probe.still
    assert not replace(probe, streams=(replace(probe.streams[0], frame_rate=Fraction(25)),)).still


def test_a_named_picture_is_nobodys_post() -> None:
    snapshot, posted, named = case()
    held = {edge.parent for edge in snapshot.derivations if edge.relation is m.DerivationRelation.SPECIALIZATION_OF}
    assert str(posted) in held
    assert str(named) not in held
    subjects = Subjects.of(snapshot)
    (record,) = (r for r in snapshot.articles[0].references if r.reference.id == named)
    assert all(subjects.root(digest) != subjects.root(str(named)) for digest in record.named)


def test_the_other_reports_tell_it_too() -> None:
    snapshot, _, named = case()
    told = json.loads(json_report.EXPORTER.render(snapshot))
    (record,) = (r for a in told["articles"] for r in a["references"] if r["id"] == str(named))
    assert [(f["role"], f["source"], f["note"]) for f in record["acquisition"]["files"]] == [("picture", SOURCE, NAMED)] * 2
    (step,) = [step for step in told["next_steps"] if step["reference"] == str(named)]
    assert "Pictures that its page names are kept" in step["why"]
    assert "(picture that the page names)" in markdown.EXPORTER.render(snapshot).decode()
    assert "namedBy" in PROV_JSON.render(snapshot).decode()
