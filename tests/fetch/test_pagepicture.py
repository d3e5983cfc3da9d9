"""A page is drawn from its bytes; whatever it asks for, nobody is asked."""

import io
import socket
import threading

import pytest
from PIL import Image

from provenance.errors import MediaError, MissingExtraError
from provenance.fetch import devtools
from provenance.fetch.pagepicture import TALLEST, draw

try:
    BROWSER = devtools.executable()
except MissingExtraError as error:
    pytest.skip(str(error), allow_module_level=True)

pytestmark = pytest.mark.browser
GREEDY = """\
<!doctype html><html><head><meta charset="utf-8">
<link rel="preconnect" href="{0}"><link rel="dns-prefetch" href="{0}"><link rel="prefetch" href="{0}/a">
<link rel="icon" href="{0}/i">
<link rel="stylesheet" href="{0}/s.css"><link rel="preload" as="image" href="{0}/p"><link rel="modulepreload" href="{0}/m.js">
<style>@import "{0}/t.css"; @font-face {{ font-family: f; src: url({0}/f.woff2) }} body {{ margin: 0;
background: url({0}/b.png) lime; font-family: f }}</style><meta http-equiv="refresh" content="0; url={0}/refresh">
<script src="{0}/x.js"></script><script>document.body.style.background = "red"; fetch("{0}/fetch"); new Image().src = "{0}/y";
location = "{0}/z"; new WebSocket("ws://{1}/w"); navigator.sendBeacon("{0}/beacon")</script></head>
<body><div style="height: 900px"></div><img src="{0}/i.png" srcset="{0}/j.png 2x"><iframe src="{0}/frame"></iframe>
<video src="{0}/v.mp4" poster="{0}/w.png" autoplay></video><object data="{0}/o.svg"></object><embed src="{0}/e.pdf">
<iframe srcdoc="&lt;img src={0}/inner&gt;"></iframe><iframe src="file:///etc/hostname"></iframe><img src="file:///etc/hostname">
<svg><image href="{0}/k.png"/><use href="{0}/u.svg#a"/></svg><form action="{0}/form"></form>
<a href="{0}/l" ping="{0}/n">l</a></body>"""


@pytest.mark.parametrize("alone", [True, False], ids=["own namespace", "settings alone"])
def test_it_is_drawn_and_no_connection_is_made(alone: bool) -> None:
    came: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        host = f"127.0.0.1:{listening.getsockname()[1]}"

        def accept() -> None:
            try:
                while True:
                    came.append(listening.accept())
            except OSError:
                return

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        drawn = draw(GREEDY.format(f"http://{host}", host).encode(), browser=BROWSER, alone=alone)
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)
    assert came == []
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert (picture.width, picture.height) == (drawn.width, drawn.height)
        assert drawn.height > 900
        assert picture.convert("RGB").getpixel((640, 450)) == (0, 255, 0), "lime: drawn, and no script ran"


def test_a_page_without_end_is_cut() -> None:
    drawn = draw(b"<p style='height: 99999px'>x", browser=BROWSER)
    assert (drawn.cut, drawn.height) == (True, TALLEST)


def test_a_browser_that_does_not_answer_is_an_error_of_ours() -> None:
    with pytest.raises(MediaError, match="gone"):
        draw(b"<p>x", browser="/bin/true")
