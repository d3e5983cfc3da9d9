"""The program as far as it can be ready before a command: its modules, the report's templates, yt-dlp's patterns, and what
reading an article loads.

Importing this module does it. A command forked from a process that has (:mod:`bench.commands`) begins with the work.
"""

import importlib
import os
import pkgutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

import dateparser  # noqa: F401 - imported when first needed, as yt-dlp is
from yt_dlp.extractor import gen_extractor_classes

import provenance
from provenance.cli import app
from provenance.cli.language import spoken
from provenance.exporters.html.page import environment

importlib.import_module("yt_dlp.extractor.generic")  # loaded when first used
for _module in pkgutil.walk_packages(provenance.__path__, "provenance."):
    # Children's own modules are for processes that are confined.
    if not _module.name.endswith(("__main__", "child")):
        importlib.import_module(_module.name)
for _name in (_templates := environment(spoken(None))).list_templates():
    _templates.get_template(_name)
for _extractor in gen_extractor_classes():
    _extractor.suitable("http://127.0.0.1/")  # its pattern is compiled when first asked
with (
    TemporaryDirectory() as _folder,
    Path(os.devnull).open("w") as _nowhere,
    redirect_stdout(_nowhere),
    redirect_stderr(_nowhere),
):
    (_note := Path(_folder, "note.txt")).write_text(
        "Storm\n\nThe footage, shared on Telegram on Friday by a fisherman, was filmed in Constanta, the mayor said.\n", "utf-8"
    )
    # The words of the language, names of places, the model that tells languages, the command line itself.
    app(["read", str(_note), "--html", str(_note.with_suffix(".html")), "--quiet"], standalone_mode=False)
