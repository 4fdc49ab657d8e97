"""The sessions that the fault tests break things around, made by the site's own acts: `python -m tests.faults.world`.

Prints JSON. Runs in the environment of the processes, whose database it is.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module

ROOMS = 8  # sessions whose notes are shown while people write; each test takes one
FOLLOWED_BY_NOTES = 6


def session_cookie(user) -> str:
    """Cookie of somebody who has logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()
    return f"{settings.SESSION_COOKIE_NAME}={store.session_key}"


def make() -> dict:
    """{"rooms", "sort", "vote"} as ids, codes and cookies."""
    from dataclasses import asdict

    from django.utils import timezone

    from tests import factories
    from tests.load.session import shown_and_open
    from workshops.actions.clustering import create_cluster, move_notes

    now = timezone.now()
    lab = factories.make_lab(at=now)
    hosts = [factories.make_member(lab=lab, role="facilitator") for _ in range(2)]
    rooms = [asdict(shown_and_open(lab)) for _ in range(ROOMS)]

    def sorted_room(step: int) -> dict:
        who = {"by": hosts[0], "at": timezone.now()}
        workshop, _written, notes = factories.make_room(people=FOLLOWED_BY_NOTES, lab=lab, at=timezone.now())
        workshop = factories.advance(workshop, 2, **who)
        sorting = workshop.exercises.get(position=2)
        themes = [create_cluster(exercise=sorting, title=title, **who) for title in ("Ett", "Två")]
        move_notes(exercise=sorting, note_ids=[note.pk for note in notes], cluster=themes[0], **who)
        if step > 2:
            workshop = factories.advance(workshop, step, **who)
        return {
            "pk": workshop.pk,
            "site": workshop.site.pk,
            "code": workshop.site.join_code,
            "step": workshop.exercises.get(position=step).pk,
            "notes": [str(note.pk) for note in notes],
            "themes": [theme.pk for theme in themes],
        }

    return {
        "rooms": rooms,
        "sort": sorted_room(2) | {"hosts": [session_cookie(host) for host in hosts]},
        "vote": sorted_room(3),
    }


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(make(), sys.stdout)
