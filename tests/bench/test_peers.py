"""What a peer kept, searched for addresses; and the measuring around it."""

from pathlib import Path

from bench.measuring import rows
from bench.peers import addresses
from bench.reading import costs


def test_addresses_are_found_in_markup_json_and_text() -> None:
    kept = ['<a href="https://a.example/x?y=1&amp;z=2">', '{"u": "https:\\/\\/b.example\\/v"}', "see //c.example/w."]
    assert addresses(kept) == ["https://a.example/x?y=1&z=2", "https://b.example/v", "//c.example/w"]


def test_a_reader_that_fails_on_a_page_is_measured_all_the_same(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f"<p>{name}</p>", "utf-8")

    def read(data: bytes, name: str) -> dict[str, object]:
        if name == "b.html":
            raise RecursionError(name)
        return {"urls": [], "seconds": 3.0}

    first, second = rows(read, tuple(sorted(tmp_path.glob("*.html"))))
    assert (first["file"], first["seconds"]) == ("a.html", 3.0)
    assert second["error"] == "RecursionError: b.html"
    assert costs([first, second]).worst == 3.0
    assert costs([first, second]).peak > 1_000_000
