"""One media file breaks its decoder, for real; the run, the other files and the case live on."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

from provenance.confinement import Limits
from provenance.custody.findings import Verdict
from provenance.media.sandbox import Patience, Sandbox, Telling
from provenance.model import Acquisition, ActivityKind, Digest, FileRole, KeptFile
from provenance.pipeline import custody
from provenance.pipeline.inspecting import fingerprint_all, inspect_all
from provenance.pipeline.run import Settings, Silent
from provenance.pipeline.sealing import working
from tests.media import decoders, small
from tests.store import values

T = TypeVar("T")
NAMES = ("one.mp4", "two.mp4", "three.mp4")


class OneBreaks:
    """Implements ``Decoders``: a real sandbox, in which one file meets a decoder that breaks."""

    def __init__(self, broken: Digest, breaks: Callable[[Path], object]) -> None:
        self.broken, self.breaks = broken, breaks
        limits, patience = Limits(memory=512 << 20), Patience(silence=60, cpu=2, cpu_per_megabyte=0)
        self.sandbox = Sandbox(limits=limits, patience=patience)

    def call(
        self,
        work: Callable[..., T],
        *arguments: object,
        about: Path | None = None,
        telling: Telling | None = None,
        **options: object,
    ) -> T:
        if options.get("digest") == self.broken:
            return self.sandbox.call(self.breaks, *arguments)  # type: ignore[return-value]
        return self.sandbox.call(work, *arguments, about=about, telling=telling, **options)


@pytest.mark.parametrize("breaks", [decoders.writes_to_nowhere, decoders.fills_the_memory, decoders.never_ends])
def test_the_next_item_goes_on(tmp_path: Path, breaks: Callable[[Path], object]) -> None:
    with working(tmp_path / "case", settings=Settings(), progress=Silent(), create=True) as run:
        files = []
        for number, name in enumerate(NAMES):
            film = small.film(tmp_path / name, title=f"film {number}")
            digest, size = run.case.media.put_file(film, suffix=".mp4")
            files.append(KeptFile(digest=digest, role=FileRole.MEDIA, size=size, name=name, suffix=".mp4"))
        with run.case.commit(values.activity(ActivityKind.ACQUIRE, subject="post")) as write:
            write.reading(values.reading())
            write.acquisition(
                Acquisition(reference=values.reading().references[0].id, files=tuple(files), at=values.NOW), tuple(files)
            )
        run.decoders = decoding = OneBreaks(files[1].digest, breaks)
        inspect_all(run)
        fingerprint_all(run)
        decoding.sandbox.close()
        (failure,) = run.failures
        assert str(failure.error).startswith(f"two.mp4 ({files[1].digest.short}…): expected ")
        assert set(run.case.probes()) == run.case.fingerprinted() == {files[0].digest, files[2].digest}
    assert custody.verify(tmp_path / "case").verdict is Verdict.VERIFIED
    said = [(each.line.subject, each.line.ok) for each in custody.log(tmp_path / "case") if each.line.kind == "inspect"]
    assert said == [(str(file.digest), file.name != "two.mp4") for file in files]
