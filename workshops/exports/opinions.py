"""Votes and statements for analysts, as `manage.py opinionmap` reads them.

People are numbered at random for each file, so that two files cannot be laid beside each other or anything else.
"""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Iterable

from hlab.core.cells import safe
from workshops.models import Statement

STATES = {"accepted": 1, "waiting": 0, "rejected": -1}


def votes(rows: Iterable[tuple]) -> str:
    """rows: (person, statement number, 1, 0 or −1). `participant,statement,vote`, in an order that says nothing."""
    rows = list(rows)
    people = list({person for person, _number, _value in rows})
    secrets.SystemRandom().shuffle(people)
    names = {person: f"p{n}" for n, person in enumerate(people, start=1)}
    at = {person: n for n, person in enumerate(people)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["participant", "statement", "vote"])
    for person, number, value in sorted(rows, key=lambda row: (at[row[0]], row[1])):
        writer.writerow([names[person], number, value])
    return out.getvalue()


def statements(rows: Iterable[Statement], live: set[int]) -> str:
    """`comment-id,moderated,text,author`: moderated is 1, 0 (waits) or −1 (not there). Only what is 1 has its words."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["comment-id", "moderated", "text", "author"])
    for row in rows:
        state = STATES[row.state] if row.pk in live or row.state == "waiting" else -1
        told = row.text if row.pk in live else ""
        writer.writerow([row.number, state, safe(told), "deltagare" if row.contribution_id else "ledning"])
    return out.getvalue()
