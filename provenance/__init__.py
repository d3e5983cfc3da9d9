"""Provenance: from an article to one case folder that says where each video came from."""

import os

# Before numpy is loaded: what is multiplied here is small, and the waiting threads of BLAS spin, which on a busy machine takes
# longer than the work itself (on one with 10 waiting processes a search took 1.8 times the processor time).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from provenance._version import __version__

__all__ = ["__version__"]
