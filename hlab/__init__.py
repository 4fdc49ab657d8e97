"""Hälsolabb: the project. Foundation rooms below, composition above."""

import os

# Before numpy is loaded. Requests and jobs share the cores already; linear algebra with threads of its own that wait
# for each other made an opinion map ten times slower on a busy machine, and let its last digits depend on the machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
