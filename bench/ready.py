"""The program as far as it can be ready before a command: all its modules, the report's templates, yt-dlp's patterns.

Importing this module does it. A command forked from a process that has (:mod:`bench.commands`) begins with the work.
"""

import importlib
import pkgutil

import dateparser  # noqa: F401 - imported when first needed, as yt-dlp is
from yt_dlp.extractor import gen_extractor_classes

import provenance
from provenance.cli.language import spoken
from provenance.exporters.html.page import environment

for _module in pkgutil.walk_packages(provenance.__path__, "provenance."):
    # Children's own modules are for processes that are confined.
    if not _module.name.endswith(("__main__", "child")):
        importlib.import_module(_module.name)
for _name in (_templates := environment(spoken(None))).list_templates():
    _templates.get_template(_name)
for _extractor in gen_extractor_classes():
    _extractor.suitable("http://127.0.0.1/")  # its pattern is compiled when first asked
