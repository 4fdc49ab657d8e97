"""A map of 12 phases, 60 steps, 8 lanes and 30 gaps: what its page costs the server, and when a slow phone can use it.

`python -m tests.perf.journey_map URL`: the site is running there, on the database of this process's environment. Prints
JSON. Adds a map to the example lab: only for a database of its own.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys

SLOWER = 4  # times, of the processor
OPENINGS = 5
USABLE = """() => new Promise(done => {
    const free = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    if (document.readyState === 'complete') free(); else addEventListener('load', free);
})"""
"""Since the navigation began: all is loaded, the modules have run, and the page has been drawn once more since."""


def prepare() -> tuple[str, dict, dict]:
    """(address of the map's page, cookie of somebody who writes in it, what the page costs the server)."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from hlab.accounts.models import User
    from hlab.labs.models import Lab, Membership
    from journeys.actions.putting import make_journey
    from tests.journeys.sample import large
    from tests.perf.pages import measure, read

    lab = Lab.objects.filter(is_demo=True).order_by("pk").first()
    writer = User.objects.get(pk=Membership.objects.filter(lab=lab, role="facilitator").first().user_id)
    made = make_journey(lab=lab, document=large(12, 60, 30), by=None, at=timezone.now())
    client = Client()
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("journeys:journey", args=[made.pk])
    html = read(client, address)
    cost = measure(client, address) | {"raw": len(html), "html": len(gzip.compress(html, 6))}
    name = settings.SESSION_COOKIE_NAME
    return address, {"name": name, "value": client.cookies[name].value}, cost


def opened(url: str, address: str, cookie: dict, browser_path: str) -> dict:
    """Median milliseconds until the page can be used, in a browser with nothing kept, on a slower processor."""
    from playwright.sync_api import sync_playwright

    from tests.need import BROWSER_ARGS

    found: dict[str, list[float]] = {"phone": [], "laptop": []}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=BROWSER_ARGS)
        for name, width in (("phone", 375), ("laptop", 1280)):
            for _number in range(OPENINGS):
                context = browser.new_context(viewport={"width": width, "height": 900})
                context.add_cookies([cookie | {"url": url}])
                page = context.new_page()
                context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
                page.goto(url + address)
                found[name].append(page.evaluate(USABLE))
                assert page.locator(".jstep").count() == 60, page.url
                context.close()
        browser.close()
    return {name: round(statistics.median(ms)) for name, ms in found.items()}


def main(url: str) -> dict:
    from tests.need import browser_path

    address, cookie, cost = prepare()
    path = browser_path()
    return cost | {"usable": opened(url, address, cookie, path) if path else None}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hlab.settings.dev")
    json.dump(main(sys.argv[1].rstrip("/")), sys.stdout)
