"""What one database is enough for: the pass on PostgreSQL leaves it out (`--again`).

Whatever is not named here is in it, so that a new file or folder is tried on both until somebody says otherwise.

Three kinds are left out:
- a test that asks for no database;
- files whose subject is the same on any: what a page, a picture or a paper looks like, how words are put;
- what is marked `once`.

That every page can be asked of PostgreSQL is told by one phase of `tests/matrix`, which opens all of them there.
"""

from __future__ import annotations

from fnmatch import fnmatch

from django.test import SimpleTestCase

FILES = {  # path below tests → what it is about
    "architecture/*": "the source",
    "demo/*": "sentences of the example lab, which the stories put into PostgreSQL too",
    "design/*": "components and what they weigh",
    "stats/*": "numbers",
    "matrix/test_between.py": "who reads whose words: the rules of tests/workshops/sites, at every address",
    "ops/test_headers.py": "headers and settings",
    "*/test_*page*.py": "pages",
    "*/test_*words*.py": "words",
    "*/test_*picture*.py": "pictures",
    "*/pictures/*": "pictures",
    "*/test_*printing.py": "paper",
    "*/test_poster.py": "paper",
    "*/test_storyboard.py": "paper",
    "*/test_curve.py": "pictures",
    "*/test_export.py": "files that are given out",
}
# Their tests start processes on the database of the pass, and need none in their own.
PROCESSES = {"faults", "live", "ops"}
DATABASES = {"db", "transactional_db", "django_db_setup", "_django_db_helper"}


def named(path: str) -> str:
    """What a file is about that is left out (its path below tests); blank for one that is tried again."""
    return next((about for pattern, about in FILES.items() if fnmatch(path, pattern)), "")


def is_enough(path: str, item) -> bool:
    """Whether this test need not be tried on a second database."""
    if item.get_closest_marker("once") or named(path):
        return True
    return path.split("/")[0] not in PROCESSES and not _asks_for_a_database(item)


def _asks_for_a_database(item) -> bool:
    case = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return case or bool(item.get_closest_marker("django_db") or DATABASES & set(item.fixturenames))
