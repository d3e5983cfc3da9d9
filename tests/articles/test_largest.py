"""A page of a million embeds: read, bounded, and what was left out is said."""

import resource

import pytest

from tests.articles.test_hostile import page, read


@pytest.mark.slow
def test_a_million_embeds() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = read(page("<iframe src=//youtu.be/abcdefghijk></iframe>" * 1_000_000))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 60
    assert {reference.platform_id for reference in found.references if reference.url} == {"abcdefghijk"}
    assert any("elements" in note for note in found.notes)
