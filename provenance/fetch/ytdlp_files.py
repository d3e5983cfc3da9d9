"""What a result of yt-dlp's holds: its videos, the files they left, and where the media lie."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from provenance.fetch.interface import DownloadedFile
from provenance.fetch.session import Secrets, scrub_answer, scrub_text
from provenance.model import FileRole

__all__ = ["files_of", "media_addresses", "videos_of"]

TOUCHABLE = ("http", "https", "m3u8", "m3u8_native", "http_dash_segments", "ism", "f4m")
"""yt-dlp's names for protocols whose address answers by itself."""


def videos_of(info: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The single videos of a result, playlists within playlists included."""
    if info and info.get("_type", "video") == "video":
        yield info
    for entry in info.get("entries") or ():
        if entry:
            yield from videos_of(entry)


def media_addresses(video: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Address and request headers of each file that would be downloaded."""
    for chosen in video.get("requested_formats") or (video,):
        url = chosen.get("url")
        if isinstance(url, str) and chosen.get("protocol", "https") in TOUCHABLE and url.startswith(("http://", "https://")):
            yield url, chosen.get("http_headers") or {}


def files_of(video: Mapping[str, Any], secrets: Secrets) -> Iterator[DownloadedFile]:
    """Media first; the other files of a video are noted at the video, or at its downloads (copies of it)."""
    downloads = list(video.get("requested_downloads") or ())
    for part in downloads:
        yield from _media(part, secrets)
    for part in (video, *downloads):
        for answer in _kept(FileRole.INFO, part.get("infojson_filename"), secrets):
            scrub_answer(answer.path, secrets)
            yield answer
            yield from _description(answer.path, secrets)
        for picture in part.get("thumbnails") or ():
            yield from _kept(FileRole.THUMBNAIL, picture.get("filepath"), secrets, source=_source(picture, secrets))
        for text in (part.get("requested_subtitles") or {}).values():
            yield from _kept(FileRole.SUBTITLES, text.get("filepath"), secrets, source=_source(text, secrets))


def _media(download: Mapping[str, Any], secrets: Secrets) -> Iterator[DownloadedFile]:
    """A file as served; or one joined here, with the parts that were served."""
    named = {Path(p["filepath"]): _source(p, secrets) for p in download.get("requested_formats") or () if p.get("filepath")}
    sources = {path: source for path, source in named.items() if path.is_file()}
    parts = tuple(sources)
    whole = download.get("filepath")
    if whole and Path(whole).is_file():
        source = _source(download, secrets)
        yield DownloadedFile(path=Path(whole), role=FileRole.MEDIA, name=_name(Path(whole), secrets), parts=parts, source=source)
    for path in parts:
        # Without ffmpeg there is no whole: each part is what can be had.
        role = FileRole.PART if whole and Path(whole).is_file() else FileRole.MEDIA
        yield DownloadedFile(path=path, role=role, name=_name(path, secrets), source=sources.get(path, ""))


def _description(answer: Path, secrets: Secrets) -> Iterator[DownloadedFile]:
    """yt-dlp notes everywhere where it wrote a file, but for the description: it lies beside the answer."""
    path = answer.with_name(answer.name.removesuffix(".info.json") + ".description")
    for found in _kept(FileRole.DESCRIPTION, str(path), secrets):
        scrub_text(found.path, secrets)
        yield found


def _kept(role: FileRole, name: str | None, secrets: Secrets, *, source: str = "") -> Iterator[DownloadedFile]:
    path = Path(name) if name else None
    if path is not None and path.is_file():
        yield DownloadedFile(path=path, role=role, name=_name(path, secrets), source=source)


def _source(of: Mapping[str, Any], secrets: Secrets) -> str:
    return secrets.scrub(str(of.get("url") or ""))


def _name(path: Path, secrets: Secrets) -> str:
    """Without the number in front."""
    return secrets.scrub(path.name[4:])
