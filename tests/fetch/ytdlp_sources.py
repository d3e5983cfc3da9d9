"""The error sentences that stand in the installed yt-dlp's own source, read from its syntax trees.

``python -m tests.fetch.ytdlp_sources`` writes ``ytdlp_sentences.json`` anew: each sentence with the outcome it is given
now. Look at the difference: that file is a reviewed table, not a record of what the program happens to say.
"""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import yt_dlp.extractor
from yt_dlp.version import __version__

from provenance.fetch.availability import classify

TABLE = Path(__file__).with_name("ytdlp_sentences.json")
SOURCES = Path(yt_dlp.extractor.__file__).parent
PLATFORMS = (
    "instagram twitter youtube tiktok facebook telegram vk vimeo dailymotion odnoklassniki rutube reddit bluesky rumble lbry "
    "bitchute streamable twitch kick bilibili jwplatform brightcove kaltura weibo snapchat linkedin gab coub reuters "
    "archiveorg generic common"
)
"""Those that ``provenance/platforms`` names and yt-dlp has, and what all of its extractors share."""
RAISING = frozenset({"ExtractorError", "UserNotLive", "GeoRestrictedError", "UnsupportedError", "DownloadError", "report_drm"})
TELLING = ("msg", "message", "reason", "_ERRORS", "error_msg", "err_msg", "error_message")
"""Names of variables that hold such a sentence until it is raised."""
COOKIES = ". Use --cookies-from-browser or --cookies for the authentication"
"""What ``raise_login_required`` adds."""


def sentences() -> Iterator[tuple[str, str]]:
    """(file, sentence); what is filled in at run time stands as ``{}``."""
    for name in PLATFORMS.split():
        path = SOURCES / f"{name}.py"
        for source in [path] if path.exists() else sorted((SOURCES / name).glob("*.py")):
            found = dict.fromkeys(_in(ast.parse(source.read_text("utf-8"))))
            yield from ((source.relative_to(SOURCES).as_posix(), sentence) for sentence in found)


def _in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            if name in RAISING or name.startswith("raise_"):
                given = node.args[:1] or [keyword.value for keyword in node.keywords if keyword.arg == "msg"]
                more = COOKIES if name == "raise_login_required" else ""
                yield from (text + more for value in given for text in _texts(value))
        elif isinstance(node, ast.Assign) and any(getattr(target, "id", "") in TELLING for target in node.targets):
            yield from _texts(node.value)


def _texts(value: ast.expr) -> Iterator[str]:
    """Every string that an expression may be; only those with words in them."""
    branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else value.values if isinstance(value, ast.Dict) else []
    for branch in branches:
        yield from _texts(branch)
    text = _text(value)
    if text and any(char.isalpha() for char in text.replace("{}", "")):
        yield text


def _text(value: ast.expr) -> str | None:
    if isinstance(value, ast.Constant):
        return value.value.replace("%s", "{}") if isinstance(value.value, str) else None
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in value.values)
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mod):
        return _text(value.left)
    if isinstance(value, ast.BinOp):
        left, right = _text(value.left), _text(value.right)
        return None if left is None and right is None else (left or "{}") + (right or "{}")
    return None


def outcome(file: str, sentence: str) -> str:
    """As in a run: the blanks filled in, the extractor named."""
    return classify(sentence.replace("{}", "X1"), extractor=file.partition("/")[0].removesuffix(".py")).value


def main() -> None:
    table: dict[str, dict[str, str]] = {}
    for file, sentence in sentences():
        table.setdefault(file, {})[sentence] = outcome(file, sentence)
    TABLE.write_text(json.dumps({"yt-dlp": __version__, "sentences": table}, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
