"""Folders of footage as clusters: one forest over each, the same sound apart."""

from pathlib import Path

import av
import numpy as np
import pytest

from bench import sounds
from provenance.model import DerivationRelation, Duplicates, MatchRelation
from provenance.pipeline import clustering
from provenance.pipeline.duplicates import find_duplicates
from provenance.pipeline.run import Silent
from tests.matching.scenes import caption, crop_left, edited, encode, mirror, scene


def talking(path: Path, frames: list[np.ndarray], samples: np.ndarray) -> Path:
    """A film with a soundtrack, both copied into one file."""
    silent, sound = (
        encode(path.with_suffix(".silent.mp4"), frames),
        sounds.write(path.with_suffix(".mka"), samples, bit_rate=32000),
    )
    with av.open(str(silent)) as film, av.open(str(sound)) as heard, av.open(str(path), "w") as out:
        sources = (film, heard)
        streams = [out.add_stream_from_template(source.streams[0]) for source in sources]
        for source, stream in zip(sources, streams, strict=True):
            for packet in source.demux(source.streams[0]):
                if packet.dts is not None:
                    packet.stream = stream
                    out.mux(packet)
    silent.unlink()
    sound.unlink()
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An original, its cropped copy, a captioned excerpt of that copy, its bytes again; a film that only sounds like it."""
    folder = tmp_path_factory.mktemp("films")
    cropped = edited(scene(1), crop_left)
    speech = sounds.speech(1, 6)
    talking(folder / "original.mp4", scene(1), speech)
    talking(folder / "other.mp4", scene(2), speech)
    encode(folder / "copy.mp4", cropped, bit_rate=300_000)
    encode(folder / "repost.mp4", edited(cropped, mirror, caption, start=1, end=5), bit_rate=120_000)
    (folder / "again.mp4").write_bytes((folder / "copy.mp4").read_bytes())
    return folder


@pytest.fixture
def cached(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent / "cache"))


def names(found: Duplicates) -> dict[str, str]:
    return {str(member.file.digest): Path(member.paths[0]).name for member in found.clusters[0].members}


@pytest.mark.usefixtures("cached")
def test_copies_hang_in_one_forest_and_sound_alike_is_told_apart(folder: Path) -> None:
    found, problems = find_duplicates((folder,), (), progress=Silent())
    assert problems == ()
    (cluster,) = found.clusters
    named = names(found)
    assert sorted(named.values()) == ["again.mp4", "original.mp4", "repost.mp4"]
    assert named[str(cluster.reference)] == "original.mp4"
    assert cluster.earliest_known == cluster.reference
    above = {named[e.child]: named[e.parent] for e in cluster.derivations if e.relation is DerivationRelation.WAS_DERIVED_FROM}
    assert above == {"again.mp4": "original.mp4", "repost.mp4": "again.mp4"}, "who was copied from whom, not all from the first"
    tied = {named[str(m.file.digest)]: named[str(m.tied_to)] for m in cluster.members if m.tied_to}
    assert tied == above
    for member in cluster.members[1:]:
        assert member.link is not None
        assert member.link.derivation in cluster.derivations
    (query, heard), *rest = found.sounds
    assert rest == []
    assert {query.name, heard.compared.name} == {"original.mp4", "other.mp4"}
    assert heard.match.relation is MatchRelation.SAME_SOUND
    assert heard.derivation is None


@pytest.mark.usefixtures("cached")
def test_a_cluster_too_large_for_a_forest_is_told_pair_by_pair(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "MOST", 2)
    found, _ = find_duplicates((folder,), (), progress=Silent())
    (cluster,) = found.clusters
    assert names(found)[str(cluster.reference)] == "original.mp4"
    assert (cluster.derivations, cluster.earliest_known) == ((), None)
    assert all(member.link and member.link.derivation for member in cluster.members[1:])
