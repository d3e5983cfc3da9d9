"""Against the platforms themselves: for people with internet (``make test-live``), never part of another target.

The addresses are those of yt-dlp's own tests, so that they are renewed with it. A post can be gone and a platform can refuse a
stranger: both are answers. Red is what an analyst could not act on: an outcome without a name, a post that is there and not had.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from provenance.fetch.guard import Guard
from provenance.fetch.interface import Downloaded, Failed, Found
from provenance.fetch.ytdlp import YtDlp
from provenance.model import Availability
from tests.fetch.test_expected_info import posts

pytestmark = pytest.mark.live

EACH = 2
"""Posts asked about of each extractor."""
NAMELESS = frozenset({Availability.UNKNOWN, Availability.NETWORK_ERROR, Availability.UNSUPPORTED})


def addresses() -> Iterator[tuple[str, str]]:
    """(extractor, address) of posts whose tests yt-dlp itself does not skip."""
    for extractor, tests in posts():
        whole = [test for test in tests if "skip" not in test and "only_matching" not in test and "info_dict" in test]
        yield from ((extractor, test["url"]) for test in whole[:EACH] if test["url"].startswith("http"))


@pytest.mark.parametrize(("extractor", "url"), list(addresses()))
def test_every_answer_has_a_name(extractor: str, url: str) -> None:
    answer = YtDlp(Guard()).check(url)
    assert isinstance(answer, Found) or answer.outcome not in NAMELESS, (extractor, answer)


def test_a_video_that_has_been_there_since_2005(tmp_path: Path) -> None:
    got = YtDlp(Guard()).acquire("https://www.youtube.com/watch?v=jNQXAC9IVRw", folder=tmp_path, progress=lambda *_: None)
    assert isinstance(got, Downloaded) or (isinstance(got, Failed) and got.outcome is Availability.BOT_CHECK), got
    if isinstance(got, Downloaded):
        assert (got.info.id, str(got.info.upload_date)) == ("jNQXAC9IVRw", "2005-04-24")
        assert all(file.path.stat().st_size for file in got.files)
