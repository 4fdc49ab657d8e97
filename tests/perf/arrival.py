"""One participant's note, from POST to thirty listeners, on a site of its own. Prints JSON.

`python -m tests.perf.arrival URL`: the site is running there, on the database of this process's environment.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import re
import sys
import uuid
from http.cookies import SimpleCookie

LISTENERS = 30
POSTS = 20


def prepare() -> tuple[int, int, str, str]:
    """An open session in its first step: (workshop, step, cookie of a participant, stream address)."""
    import django

    django.setup()
    from django.core import signing
    from django.utils import timezone

    from hlab.accounts.actions.receipts import issue
    from hlab.accounts.receipts import _SALT, COOKIE
    from hlab.labs.models import Lab
    from hlab.live.tickets import ticket
    from workshops.actions.joining import join
    from workshops.actions.pacing import go_to, open_workshop
    from workshops.actions.planning import create_workshop
    from workshops.wire import desk

    now = timezone.now()
    lab = Lab.objects.filter(is_demo=True).order_by("pk").first()
    workshop = create_workshop(lab=lab, title="Mätning", starts_at=now, support_person="Robin Ek", by=None, at=now)
    workshop = open_workshop(workshop=workshop, by=None, at=now)
    step = workshop.exercises.get(position=1)
    go_to(site=workshop.site, step=step, seen_step=None, by=None, at=now)
    receipt, code = issue(at=now)
    join(site=workshop.site, receipt=receipt, perspective="lived", by=receipt, at=now)
    cookie = SimpleCookie({COOKIE: signing.get_cookie_signer(salt=COOKIE + _SALT).sign(code)})[COOKIE]
    return workshop.pk, step.pk, f"{COOKIE}={cookie.coded_value}", f"/live/stream?t={ticket([desk(workshop.site.pk)])}"


async def run(url: str) -> dict:
    import httpx

    from tests.perf.live_arrival import measure

    workshop, step, cookie, stream = await asyncio.to_thread(prepare)
    async with httpx.AsyncClient(base_url=url, timeout=10, trust_env=False) as client:
        page = await client.get(f"/delta/{workshop}/", headers={"Cookie": cookie})
        page.raise_for_status()
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        cookies = "; ".join([cookie, *(f"{name}={value}" for name, value in client.cookies.items())])

        async def post(number: int):
            form = {"csrfmiddlewaretoken": token, "key": str(uuid.uuid4()), "text": f"Någon som ringde, {number}."}
            answer = await client.post(
                f"/delta/{workshop}/steg/{step}/lamna/", data=form, headers={"Cookie": cookies, "Referer": url}
            )
            assert answer.status_code in (302, 303), answer.status_code

        arrival = await measure(
            base_url=url,
            streams=[stream] * LISTENERS,
            post=post,
            posts=POSTS,
            wanted=lambda heard: heard.kind == "note",
        )
    return dataclasses.asdict(arrival)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    json.dump(asyncio.run(run(sys.argv[1])), sys.stdout)
