"""What a measuring module's `rows()` gives, as JSON on the last line: `python -m tests.perf.rows tests.perf.engine`."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    print(json.dumps({"rows": import_module(sys.argv[1]).rows()}, ensure_ascii=False))
