"""Opening a page changes nothing: a GET or HEAD that writes to the database fails its test."""

from __future__ import annotations

import re
from contextlib import ExitStack

from django.db import connections

WRITES = re.compile(r'^\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO)\s+"?(?P<table>\w+)"?', re.IGNORECASE)
ALLOWED_TABLES = frozenset({"django_session"})
ALLOWED_COLUMNS = re.compile(
    r'^\s*UPDATE\s+"?\w+"?\s+SET\s+"?(?:last_seen_at|last_login)"?\s*=\s*(?:%s|\?|\'[^\']*\')\s+WHERE', re.IGNORECASE
)
OTHERS = ("/konto/", "/redaktion/", "/dokument/")  # allauth's and Wagtail's own pages


class PageWrote(AssertionError):
    """A page that was only opened changed the database."""


def refuse_writes(execute, sql, params, many, context):
    """Execute wrapper: let reads, sessions and "last seen" through, refuse everything else."""
    found = WRITES.match(sql)
    if found and found["table"] not in ALLOWED_TABLES and not ALLOWED_COLUMNS.match(sql):
        raise PageWrote(f"A GET wrote to the database: {sql[:200]}")
    return execute(sql, params, many, context)


def guarded(original):
    """Wrap BaseHandler._get_response so that GET and HEAD may only read."""

    def get_response(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(OTHERS):
            return original(self, request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(refuse_writes))
            return original(self, request)

    return get_response
