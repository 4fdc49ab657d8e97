"""Hälsolabb: the project. Foundation rooms below, composition above."""

import ctypes
import os
import sys
from pathlib import Path

THREADS = "OPENBLAS_NUM_THREADS"


def _one_thread_for_algebra() -> None:
    """Linear algebra on one thread, unless the environment says otherwise.

    Requests and jobs share the cores already. Threads of numpy's own that wait for each other made an opinion map ten
    times slower on a busy machine, and let its last digits depend on the number of cores. The variable is read when
    numpy is loaded; where that has happened already (a test, a notebook) its library is told.
    """
    if THREADS in os.environ:
        return
    os.environ[THREADS] = "1"
    numpy = sys.modules.get("numpy")
    if numpy is None or not numpy.__file__:
        return
    for library in Path(numpy.__file__).parent.with_name("numpy.libs").glob("libscipy_openblas*"):
        tell = getattr(ctypes.CDLL(str(library)), "scipy_openblas_set_num_threads64_", None)
        if tell is not None:
            tell(1)


_one_thread_for_algebra()
