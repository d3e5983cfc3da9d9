"""A post of pictures as a Mastodon server tells of it, on loopback: gallery-dl's own extractor reads it."""

import json

import cv2
import numpy as np

from tests.fetch.servers import Route, Server, body

ID = "11223344"
PATH = f"/@user/{ID}"
API = f"/api/v1/statuses/{ID}"


def picture(number: int, *, suffix: str = ".jpg", size: tuple[int, int] = (96, 128)) -> bytes:
    """A still with something to recognise in it."""
    rough = np.random.default_rng(number).integers(0, 255, (8, 10, 3), dtype=np.uint8)
    return bytes(cv2.imencode(suffix, cv2.resize(rough, size[::-1], interpolation=cv2.INTER_CUBIC))[1])


def post(server: Server, files: dict[str, Route], **more: object) -> str:
    """Serve a post with ``files`` (path → route) in their order; its address."""
    server.routes |= files
    told = {
        "id": ID,
        "content": "<p>The river &amp; the bridge</p>",
        "created_at": "2026-03-05T10:11:12.000Z",
        "account": {"acct": "user", "username": "user", "display_name": "A User", "url": server.url("/@user")},
        "reblog": None,
        "in_reply_to_id": None,
        "tags": [],
        "media_attachments": [{"id": str(n), "type": "image", "url": server.url(path)} for n, path in enumerate(files)],
    }
    server.routes[API] = body(json.dumps({**told, **more}).encode(), "application/json")
    return server.url(PATH)


def carousel(server: Server, count: int = 3) -> str:
    """A post of so many good pictures."""
    return post(server, {f"/media/{n}.jpg": body(picture(n), "image/jpeg") for n in range(count)})
