"""Settings for the whole suite."""

import atexit
import os
import shutil
import tempfile

from hypothesis import settings

# No example is judged by the clock: machines are shared. In CI the same examples are drawn every time; elsewhere new ones.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")

# Cases are sealed with a key made for the tests, never with that of whoever runs them.
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="provenance-tests-")
atexit.register(shutil.rmtree, os.environ["XDG_CONFIG_HOME"], ignore_errors=True)

# A process of Perl beside each file that is measured; exiftool's own tests and the demo have it.
os.environ["PROVENANCE_EXIFTOOL"] = ""
