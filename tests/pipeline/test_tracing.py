"""Copies at hand laid over each other: real files, a real case, a decoder that breaks."""

from dataclasses import replace
from pathlib import Path

import pytest

from provenance.matching import FootageIndex, MemorySource
from provenance.media.sandbox import Sandbox, shared
from provenance.model import Acquisition, ActivityKind, Digest, FileRole, KeptFile, Match, MatchRelation
from provenance.pipeline import tracing
from provenance.pipeline.comparing import THIS_CASE, match_all
from provenance.pipeline.inspecting import fingerprint_all, inspect_all
from provenance.pipeline.run import Settings, Silent
from provenance.pipeline.sealing import working
from provenance.pipeline.tracing import with_traces
from tests.matching.scenes import caption, edited, encode, footage, scene
from tests.store import values

Copies = dict[Digest, Path]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """A film, a copy with a caption, a copy of that one at a quarter of the bits; and another film."""
    folder = tmp_path_factory.mktemp("copies")
    frames = scene(4, seconds=2.5)
    made = [
        encode(folder / "first.mp4", frames, bit_rate=900_000),
        encode(folder / "captioned.mp4", edited(frames, caption), bit_rate=500_000),
        encode(folder / "again.mp4", edited(frames, caption), bit_rate=120_000),
        encode(folder / "other.mp4", scene(7, seconds=2.5)),
    ]
    return {Digest.of(path.read_bytes()): path for path in made}


@pytest.fixture(scope="module")
def matches(copies: Copies) -> tuple[Match, ...]:
    measured = [footage(path) for path in copies.values()]
    index = FootageIndex(MemorySource.of(measured))
    found = [match for each in measured for match in index.search(each, limit=9) if match.compared.digest < each.digest]
    assert len(found) == 3, "three copies hang together, the other film stands alone"
    return tuple(found)


def named(copies: Copies, name: str) -> Digest:
    return next(digest for digest, path in copies.items() if path.stem == name)


def between(matches: tuple[Match, ...], *ends: Digest) -> Match:
    return next(match for match in matches if {match.query, match.compared.digest} == set(ends))


def test_each_match_of_files_at_hand_says_what_their_pixels_show(copies: Copies, matches: tuple[Match, ...]) -> None:
    traced = with_traces(matches, copies, shared())
    assert [(match.query, match.compared) for match in traced] == [(match.query, match.compared) for match in matches]
    first, captioned, again = (named(copies, name) for name in ("first", "captioned", "again"))
    found = {one: between(traced, one, captioned) for one in (first, again)}
    assert found[first].traces is not None
    assert found[again].traces is not None
    here, there = found[first].traces.query_bears, found[first].traces.compared_bears
    assert (here - there) * (1 if found[first].query == captioned else -1) > 1
    assert (found[again].traces.detail < 0) == (found[again].query == again), "the fewer bits, the less detail"
    assert all(match.traces and match.traces.moments == 3 for match in traced)


def test_only_files_at_hand_and_only_the_same_footage(copies: Copies, matches: tuple[Match, ...]) -> None:
    gone = named(copies, "again")
    traced = with_traces(matches, {digest: path for digest, path in copies.items() if digest != gone}, shared())
    assert [match.traces is None for match in traced] == [gone in (match.query, match.compared.digest) for match in traced]
    scenes = tuple(replace(match, relation=MatchRelation.SAME_SCENE) for match in matches)
    assert with_traces(scenes, copies, shared()) == scenes


@pytest.mark.parametrize("name", ["first", "captioned", "again"])
def test_a_file_that_cannot_be_decoded_leaves_the_others_theirs(
    name: str, copies: Copies, matches: tuple[Match, ...], tmp_path: Path
) -> None:
    broken = named(copies, name)
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 2000)
    traced = with_traces(matches, {**copies, broken: tmp_path / "broken.mp4"}, shared())
    assert [match.traces is None for match in traced] == [broken in (match.query, match.compared.digest) for match in traced]


class Counting:
    """Implements ``Decoders``: the shared one, with the files that it was asked for."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox, self.calls = sandbox, list[object]()

    def call(self, *arguments: object, **options: object) -> object:
        self.calls.append(arguments[1])
        return self.sandbox.call(*arguments, **options)  # type: ignore[arg-type]


def test_what_does_not_hang_together_with_a_broken_file_is_not_decoded_again(
    copies: Copies, matches: tuple[Match, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, lone = Digest.of(b"broken"), named(copies, "other")
    (tmp_path / "broken.mp4").write_bytes(b"\0" * 2000)
    beside = replace(matches[0], query=lone, compared=replace(matches[0].compared, digest=broken))
    monkeypatch.setattr(tracing, "MOST", 2)  # so that the three copies are left with a match without traces
    counting = Counting(shared())
    traced = with_traces((*matches, beside), {**copies, broken: tmp_path / "broken.mp4"}, counting)  # type: ignore[arg-type]
    assert [match.traces is None for match in traced].count(False) == 1
    assert len(counting.calls) == len(set(counting.calls))


def test_a_case_keeps_the_traces_and_tries_once(copies: Copies, tmp_path: Path) -> None:
    with working(tmp_path / "case", settings=Settings(), progress=Silent(), create=True) as run:
        files = []
        for path in copies.values():
            digest, size = run.case.media.put_file(path, suffix=".mp4")
            files.append(KeptFile(digest=digest, role=FileRole.MEDIA, size=size, name=path.name, suffix=".mp4"))
        with run.case.commit(values.activity(ActivityKind.ACQUIRE, subject="post")) as write:
            write.reading(values.reading())
            write.acquisition(
                Acquisition(reference=values.reading().references[0].id, files=tuple(files), at=values.NOW), tuple(files)
            )
        inspect_all(run)
        fingerprint_all(run)
        match_all(run)
        kept = run.case.matches()
        assert len(kept) == 3
        assert all(match.traces for match in kept)
        done = run.case.last_activity(ActivityKind.MATCH, f"pixels of copies in {THIS_CASE}")
        assert done is not None
        assert done.message == "3 of 3 matches"
        counting = Counting(run.decoders)  # type: ignore[arg-type]
        run.decoders = counting  # type: ignore[assignment]
        match_all(run)
        assert counting.calls == []
        # As after a run in which no file could be decoded.
        with run.case.commit(values.activity(ActivityKind.MATCH, subject="none decoded", number=2)) as write:
            for query in {match.query for match in kept}:
                bare = tuple(replace(match, traces=None) for match in kept if match.query == query)
                write.comparison(query, THIS_CASE, run.case.compared(query, THIS_CASE) or "", bare)
        match_all(run)
        assert counting.calls == [], "what was tried is not tried again"
        again = run.case.last_activity(ActivityKind.MATCH, f"pixels of copies in {THIS_CASE}")
        assert again is not None
        assert again.id == done.id
        assert not run.failures
