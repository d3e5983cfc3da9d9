"""Settings for the whole suite."""

import os

from hypothesis import settings

# No example is judged by the clock: machines are shared. In CI the same examples are drawn every time; elsewhere new ones.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")
