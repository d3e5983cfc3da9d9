"""The program as far as it can be ready before a run: what ``trace`` and ``verify`` import on their way, the report's templates.

Importing this module does it. A run forked from a process that has (``multiprocessing``'s fork server) begins with the work.
"""

from provenance.cli import outcome, progress
from provenance.cli.language import spoken
from provenance.exporters.html.page import environment
from provenance.fetch import guarded_ytdlp, ytdlp_run
from provenance.pipeline import custody, jobs

__all__ = ["custody", "guarded_ytdlp", "jobs", "outcome", "progress", "ytdlp_run"]

for _name in (_templates := environment(spoken(None))).list_templates():
    _templates.get_template(_name)
