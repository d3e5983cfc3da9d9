"""Whole files of every kind that the program reads, small, made from the samples: what ``bench/mutations`` then breaks."""

import csv
import io
import json
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import av
import numpy as np
from PIL import Image, PngImagePlugin

__all__ = ["SAMPLES", "Seed", "archives", "articles", "exports", "geolocations", "hashes", "lists", "media", "zipped"]

SAMPLES = Path(__file__).parent.parent / "samples"
WIDTH, HEIGHT, PICTURES = 96, 54, 20
SAID = {
    "title": "Port en feu",
    "comment": "vid:v12345",
    "location": "+44.1000+028.6500/",
    "creation_time": "2024-05-03T10:00:00Z",
}
CODECS = {
    "a.mp4": ("mp4", "libx264", "aac", {}),
    "fragmented.mp4": ("mp4", "libx264", "aac", {"movflags": "frag_keyframe+empty_moov"}),
    "early.mp4": ("mp4", "libx264", None, {"movflags": "faststart+use_metadata_tags"}),
    "old.mp4": ("mp4", "mpeg4", None, {}),
    "a.mov": ("mov", "mjpeg", "pcm_s16le", {"movflags": "use_metadata_tags"}),
    "a.mkv": ("matroska", "libx264", "flac", {}),
    "a.webm": ("webm", "libvpx", "libopus", {}),
    "a.avi": ("avi", "mpeg4", "mp2", {}),
    "a.ts": ("mpegts", "libx264", "aac", {}),
    "a.3gp": ("3gp", "h263", None, {}),
}
"""Name → container, codecs of pictures and sound, options of the container."""
SOUNDS = {
    "a.mp3": ("mp3", "libmp3lame"),
    "a.flac": ("flac", "flac"),
    "a.ogg": ("ogg", "libopus"),
    "a.wav": ("wav", "pcm_s16le"),
    "a.m4a": ("ipod", "aac"),
}
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" '
    'xmp:CreateDate="2024-05-03T13:00:00+03:00" xmp:CreatorTool="Editor 1.0" tiff:Make="Maker" tiff:Model="Phone" '
    'exif:GPSLatitude="44,6.0N" exif:GPSLongitude="28,39.0E"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A whole file, and which family of changes it takes."""

    name: str
    data: bytes
    family: str


# ── media ───────────────────────────────────────────────────────────────────────────────────────


@cache
def _pictures() -> tuple[np.ndarray, ...]:
    """The first pictures of the sample's footage, small: height × width × 3, RGB."""
    with av.open(str(SAMPLES / "footage" / "port-en-feu.mp4")) as container:
        frames = islice(container.decode(video=0), PICTURES)
        return tuple(frame.reformat(width=WIDTH, height=HEIGHT, format="rgb24").to_ndarray() for frame in frames)


def film(name: str) -> bytes:
    """A film of 20 pictures with sound and metadata; ``name`` is one of :data:`CODECS`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        _write(path, *CODECS[name])
        return path.read_bytes()


def _write(path: Path, form: str, coder: str, sounding: str | None, options: dict[str, str]) -> None:
    with av.open(str(path), "w", format=form, options={**options, "fflags": "bitexact"}) as container:
        container.metadata.update(SAID)
        stream: Any = container.add_stream(coder, rate=10, options={"threads": "1"})
        pixels = {"mjpeg": "yuvj420p"}.get(coder, "yuv420p")
        # H.263 knows five sizes.
        stream.width, stream.height, stream.pix_fmt = *((128, 96) if coder == "h263" else (WIDTH, HEIGHT)), pixels
        sound: Any = container.add_stream(sounding, rate=48000, layout="mono") if sounding else None
        for number, picture in enumerate(_pictures()):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
        if sound is not None:
            for tone in _tone(sound.format.name):
                container.mux(sound.encode(tone))
            container.mux(sound.encode())


def _tone(form: str, *, seconds: int = 2, rate: int = 48000) -> Iterator[av.AudioFrame]:
    wave = (8000 * np.sin(2 * np.pi * 440 * np.arange(seconds * rate) / rate)).astype(np.int16)[None]
    frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="mono")
    frame.sample_rate, frame.pts = rate, 0
    yield from av.AudioResampler(format=form, layout="mono", rate=rate, frame_size=1024).resample(frame)


def sound(form: str, coder: str) -> bytes:
    """Sound alone, with tags."""
    out = io.BytesIO()
    with av.open(out, "w", format=form, options={"fflags": "bitexact"}) as container:
        container.metadata.update({"title": "A tone", "artist": "Nobody", "date": "2024"})
        stream: Any = container.add_stream(coder, rate=48000, layout="mono")
        for frame in _tone(stream.format.name):
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()


def photo(form: str) -> bytes:
    """A picture with EXIF (place, time, device), and XMP where the format holds it."""
    image, exif = Image.fromarray(_pictures()[0]), _exif()
    out = io.BytesIO()
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
        text.add_text("Software", "Editor 1.0")
        image.save(out, form, exif=exif, pnginfo=text)
    elif form == "GIF":
        others = [Image.fromarray(picture) for picture in _pictures()[1:6]]
        image.save(out, form, save_all=True, append_images=others)
    else:
        image.save(out, form, exif=exif, **({"xmp": XMP} if form in {"JPEG", "WEBP", "AVIF"} else {}))
    return out.getvalue()


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Maker", "Phone", "Editor 1.0"
    block, gps = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    block[0x9003], block[0x9011] = "2024:05:03 13:00:00", "+03:00"
    gps.update({1: "N", 2: (44.0, 6.0, 0.0), 3: "E", 4: (28.0, 39.0, 0.0)})
    return exif


def box(kind: bytes, *payload: bytes) -> bytes:
    """A box of ISO/IEC 14496-12."""
    data = b"".join(payload)
    return struct.pack(">I4s", 8 + len(data), kind) + data


def heic() -> bytes:
    """A HEIF picture (ISO/IEC 23008-12): one key picture of HEVC as an item, its decoder's settings as a property, and EXIF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.mp4"
        with av.open(str(path), "w", options={"fflags": "bitexact"}) as container:
            stream = container.add_stream("libx265", rate=1, options={"x265-params": "log-level=none:pools=none:frame-threads=1"})
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            frame = av.VideoFrame.from_ndarray(_pictures()[0], format="rgb24")
            frame.pts, frame.time_base = 0, Fraction(1, 1)
            for packet in (*stream.encode(frame), *stream.encode()):
                packet.dts = 0  # of a single picture the coder leaves it at whatever was in memory
                container.mux(packet)
        whole = path.read_bytes()
    settings, coded = _held(whole, b"hvcC"), _held(whole, b"mdat")
    exif = struct.pack(">I", 0) + _exif().tobytes().removeprefix(b"Exif\0\0")
    items = [box(b"infe", struct.pack(">IHH", 2 << 24, n, 0), kind, b"\0") for n, kind in ((1, b"hvc1"), (2, b"Exif"))]
    properties = box(b"ipco", box(b"hvcC", settings), box(b"ispe", struct.pack(">III", 0, WIDTH, HEIGHT)))
    bound = box(b"ipma", struct.pack(">IIHBBB", 0, 1, 1, 2, 0x81, 2))

    def meta(at: int) -> bytes:
        places = ((1, at, len(coded)), (2, at + len(coded), len(exif)))
        return box(
            b"meta",
            bytes(4),
            box(b"hdlr", bytes(8), b"pict", bytes(13)),
            box(b"pitm", struct.pack(">IH", 0, 1)),
            box(b"iinf", struct.pack(">IH", 0, 2), *items),
            box(b"iprp", properties, bound),
            box(b"iloc", struct.pack(">IHH", 0, 0x4400, 2), *(struct.pack(">HHHII", n, 0, 1, *place) for n, *place in places)),
        )

    kind = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    return kind + meta(len(kind) + len(meta(0)) + 8) + box(b"mdat", coded, exif)


def _held(data: bytes, kind: bytes) -> bytes:
    """What the first box of a kind holds."""
    at = data.index(kind) - 4
    (size,) = struct.unpack_from(">I", data, at)
    return data[at + 8 : at + size]


def phone() -> bytes:
    """A film with what phones write: keys, user data, an edit list, a cover and XMP; the boxes stand at the end."""
    keys = {"com.apple.quicktime.location.ISO6709": "+44.1000+028.6500+010/", "com.apple.quicktime.make": "Maker"}
    names = b"".join(struct.pack(">I4s", 8 + len(key), b"mdta") + key.encode() for key in keys)
    items = b"".join(
        box(struct.pack(">I", number), box(b"data", struct.pack(">II", 1, 0), value.encode()))
        for number, value in enumerate(keys.values(), 1)
    )
    cover = box(b"covr", box(b"data", struct.pack(">II", 13, 0), photo("JPEG")))
    meta = box(
        b"meta",
        box(b"hdlr", bytes(8), b"mdta", bytes(13)),
        box(b"keys", struct.pack(">II", 0, 2), names),
        box(b"ilst", items, cover),
    )
    said = box(b"\xa9xyz", struct.pack(">HH", 18, 0x15C7), b"+44.1000+028.6500/")
    whole = film("a.mp4")
    at = whole.rindex(b"moov") - 4
    (size,) = struct.unpack_from(">I", whole, at)
    more = box(b"udta", said, box(b"XMP_", XMP)) + meta
    return whole[:at] + struct.pack(">I4s", size + len(more), b"moov") + whole[at + 8 : at + size] + more + whole[at + size :]


@cache
def media() -> tuple[Seed, ...]:
    """Films, pictures and sound."""
    films = [Seed(name=name, data=film(name), family="boxes" if _boxed(name) else "chunks") for name in CODECS]
    boxed = [Seed(name="phone.mp4", data=phone(), family="boxes"), Seed(name="a.heic", data=heic(), family="boxes")]
    photos = {"a.jpg": "JPEG", "a.png": "PNG", "a.gif": "GIF", "a.webp": "WEBP", "a.tiff": "TIFF", "a.avif": "AVIF"}
    pictures = [Seed(name=name, data=photo(form), family="boxes" if _boxed(name) else "chunks") for name, form in photos.items()]
    tones = [Seed(name=name, data=sound(*how), family="boxes" if _boxed(name) else "chunks") for name, how in SOUNDS.items()]
    return (*films, *boxed, boxed[0], *pictures, pictures[0], *tones)


def _boxed(name: str) -> bool:
    return name.endswith((".mp4", ".mov", ".3gp", ".m4a", ".avif"))


# ── pages, lists, exports ───────────────────────────────────────────────────────────────────────

PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>What the pictures show</title>
<meta property="og:video" content="https://cdn.example.org/v/1.mp4"><meta property="article:published_time" content="2024-05-03">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle",
"datePublished":"2024-05-03T10:00:00Z",
"author":{"@type":"Person","name":"A. Moreau"},"video":{"@type":"VideoObject","contentUrl":"https://cdn.example.org/v/2.mp4",
"uploadDate":"2024-05-02"}}]}</script><script>window.__STATE__={"posts":["https://twitter.com/nn/status/1400000000000000001"]};</script>
</head><body><article><h1>What the pictures show</h1><p>A video posted on Telegram on Sunday shows a burning lorry in Kyiv, police
said.</p><blockquote class="twitter-tweet"><p>Look</p>
<a href="https://twitter.com/nn/status/1400000000000000002">May 3</a></blockquote>
<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe><video controls src="/films/3.mp4"></video>
<div class="fb-video" data-href="https://www.facebook.com/nn/videos/123456789/"></div><figure><img src="https://x.example/a.jpg"
alt="a still"><figcaption>Screenshot of a video from <a href="https://t.me/nn/12">Telegram</a></figcaption></figure>
<p>The footage, which the BBC could not verify, was reportedly filmed near Odesa on 2 May.</p></article></body></html>
"""


def articles() -> tuple[Seed, ...]:
    """The sample's articles, a page with everything, the same as MHTML, and plain text."""
    folder = SAMPLES / "articles"
    pages = [Seed(name=path.name, data=path.read_bytes(), family="html") for path in sorted(folder.glob("*.html"))]
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example.org/1\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\nContent-Type: text/html\r\n'
        b"Content-Transfer-Encoding: 8bit\r\nContent-Location: https://news.example.org/1\r\n\r\n"
    )
    texts = [Seed(name=path.name, data=path.read_bytes(), family="text") for path in sorted(folder.glob("*.txt"))]
    whole = Seed(name="whole.html", data=PAGE, family="html")
    return (whole, whole, *pages, Seed(name="saved.mhtml", data=head + PAGE + b"\r\n------b--\r\n", family="html"), *texts)


def lists() -> tuple[Seed, ...]:
    """Lists of articles: CSV, text, feeds, sitemaps, a workbook."""
    urls = [f"https://news.example.org/story/{number}" for number in range(5)]
    head, table = '<?xml version="1.0"?>', [["id", "link", "note"], *([str(n), url, "x"] for n, url in enumerate(urls))]
    items = "".join(f"<item><title>Story</title><link>{url}</link><pubDate>Fri, 03 May 2024</pubDate></item>" for url in urls)
    entries = "".join(f'<entry><link href="{url}"/><updated>2024-05-03T10:00:00Z</updated></entry>' for url in urls)
    places = "".join(f"<url><loc>{url}</loc><lastmod>2024-05-03</lastmod></url>" for url in urls)
    documents = {
        "feed.xml": f'{head}<rss version="2.0"><channel><title>News</title>{items}</channel></rss>',
        "atom.xml": f'{head}<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>',
        "sitemap.xml": f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>',
    }
    return (
        Seed(name="urls.csv", data=_table(table), family="text"),
        Seed(name="urls.txt", data="\n".join(urls).encode(), family="text"),
        *(Seed(name=name, data=text.encode(), family="xml") for name, text in documents.items()),
        Seed(name="urls.xlsx", data=_workbook(urls), family="zip"),
    )


def _table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def _workbook(urls: list[str]) -> bytes:
    """A workbook of one sheet (ECMA-376), by hand: the library that reads them is an extra."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{url}</t></is></c></row>' for n, url in enumerate(urls, 1))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.'
        f'openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip file of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 3, 10, 0, 0)), data)
    return out.getvalue()


CHAT = (
    b"03/05/2024, 10:15 - Messages and calls are end-to-end encrypted.\n"
    b"03/05/2024, 10:16 - Olena: Look at this https://t.me/nn/12\n"
    b"23/05/2024, 10:17 - Olena: VID-20240503-WA0001.mp4 (file attached)\nthe port is burning\n"
    b"23/05/2024, 10:20 - +380 44 000 00 00: https://www.youtube.com/watch?v=abcdefghijk\n"
)


def exports() -> tuple[Seed, ...]:
    """What other programs hand over, each under the name by which it is known."""
    info = {
        "id": "abcdefghijk",
        "title": "Port en feu",
        "webpage_url": "https://www.youtube.com/watch?v=abcdefghijk",
        "extractor": "youtube",
        "uploader": "Nobody",
        "upload_date": "20240503",
        "timestamp": 1714730000,
        "duration": 2.0,
        "description": "Filmed in Odesa",
        "_type": "video",
        "formats": [{"format_id": "18", "ext": "mp4", "width": 96}],
    }
    message = {
        "id": 1,
        "type": "message",
        "date": "2024-05-03T10:16:00",
        "date_unixtime": "1714730000",
        "from": "Olena",
        "from_id": "user1",
        "file": "video_files/a.mp4",
        "media_type": "video_file",
        "text": ["Look ", {"type": "link", "text": "https://t.me/nn/12"}],
        "text_entities": [{"type": "link", "text": "https://t.me/nn/12"}],
        "forwarded_from": "Another",
    }
    telegram = {"name": "Chat", "type": "personal_chat", "id": 1, "messages": [message, {**message, "id": 2, "text": "port"}]}
    rows = [
        ["Link", "Archive status", "Archive location", "Archive date", "Upload title", "Hash"],
        ["https://t.me/nn/12", "telethon: success", "a.mp4", "2024-05-03T10:00:00Z", "Port", "SHA-256:00"],
    ]
    html = (
        '<html><body><div class="page_wrap"><div class="message default clearfix" id="message1"><div class="body">'
        '<div class="pull_right date details" title="03.05.2024 10:16:00 UTC+03:00">10:16</div><div class="from_name">Olena</div>'
        '<div class="media_wrap"><a class="video_file_wrap" href="video_files/a.mp4"></a></div>'
        '<div class="text">Look <a href="https://t.me/nn/12">here</a></div></div></div></div></body></html>'
    )
    return (
        Seed(name="a.info.json", data=json.dumps(info).encode(), family="json"),
        Seed(name="result.json", data=json.dumps(telegram).encode(), family="json"),
        Seed(name="messages.html", data=html.encode(), family="html"),
        Seed(name="_chat.txt", data=CHAT, family="text"),
        Seed(name="archive.csv", data=_table(rows), family="text"),
    )


def archives() -> tuple[Seed, ...]:
    """A chat as WhatsApp hands it over, with its film."""
    return (
        Seed(
            name="WhatsApp Chat.zip", data=zipped({"_chat.txt": CHAT, "VID-20240503-WA0001.mp4": film("early.mp4")}), family="zip"
        ),
    )


def geolocations() -> tuple[Seed, ...]:
    """Lists of geolocations as the field writes them."""
    when = datetime(2024, 5, 3, tzinfo=UTC).isoformat()
    rows = [
        ["id", "latitude", "longitude", "source", "geolocation", "bearing", "radius", "filmed_from", "light"],
        ["1", "44.1021", "28.6503", "https://t.me/nn/12", "https://x.com/geo/status/1", "120", "20", when, "day"],
        ["2", "48.95", "38.49", "https://t.me/nn/13", "", "", "", "", ""],
    ]
    mark = (
        "<Placemark><name>Port</name><description>Source: https://t.me/nn/12 Geolocation: https://x.com/geo/status/1</description>"
        "<ExtendedData><Data name='radius'><value>20</value></Data></ExtendedData>"
        "<Point><coordinates>28.6503,44.1021,0</coordinates></Point></Placemark>"
    )
    feature = {
        "type": "Feature",
        "id": 1,
        "geometry": {"type": "Point", "coordinates": [28.6503, 44.1021]},
        "properties": {"place": "Port", "source": "https://t.me/nn/12", "filmed_from": when, "features": [{"note": "a crane"}]},
    }
    kml = f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{mark * 3}</Document></kml>'
    collection = {"type": "FeatureCollection", "features": [feature] * 2}
    return (
        Seed(name="places.csv", data=_table(rows), family="text"),
        Seed(name="places.kml", data=kml.encode(), family="xml"),
        Seed(name="places.geojson", data=json.dumps(collection).encode(), family="json"),
    )


def hashes() -> tuple[Seed, ...]:
    """Hashes that other programs made."""
    vpdq = "\n".join(f"{n},100,{'%064x' % (n * 2**200 + 12345)},{n}.000" for n in range(5))
    return (Seed(name="a.vpdq.txt", data=vpdq.encode(), family="text"),)
