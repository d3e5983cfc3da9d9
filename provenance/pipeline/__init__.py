"""The only place that joins pure code to the edges: one stage a module, run in order by ``jobs.py``.

Each stage asks the case what is missing, does it item by item, and commits every result with the activity
that made it. A run that was killed goes on where it stopped when it is started again.

Nothing is imported here: a command that compares two files must not wait until all that reads articles is loaded.
"""
