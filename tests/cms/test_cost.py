"""What a page costs in queries, with one row and with twenty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hlab.cms.actions.site import ensure_site
from hlab.labs.models import Actor, Concept, Initiative
from tests import factories

MOST = 15


def filled(count: int):
    """Labs, sessions, målbilder, actors and words: so many of each. Returns the first lab."""
    labs = [factories.make_lab() for _ in range(count)]
    first = labs[0]
    _workshop, _step, notes = factories.make_room(people=6, lab=first)
    for number, lab in enumerate(labs):
        factories.make_open_workshop(lab=lab)
        factories.make_published_goal(lab=first, notes=notes, people_count=6, people_by_perspective={"lived": 6})
        Actor.objects.create(lab=first, name=f"Någon {number}", does="Lyssnar", kind="person")
        Initiative.objects.create(lab=first, title=f"Prov {number}", owner="Kommunen")
        first.concepts.add(Concept.objects.create(term=f"Ord {number}", definition="Betyder något."))
    ensure_site()
    return first


@pytest.mark.parametrize("count", [1, 20])
def test_pages_cost_the_same_however_much_they_show(anyone, count):
    lab = filled(count)
    goal = lab.goals.first()
    addresses = (
        "/", "/labb/", f"/labb/{lab.slug}/", "/malbilder/", f"/malbilder/?labb={lab.pk}&sok=ringa",
        f"/malbilder/{goal.slug}/", f"/malbilder/{goal.slug}/v/1/", "/sok/?q=ringa", "/om/", "/om/ordlista/",
        "/om/tillganglighet/", "/artiklar/", "/sitemap.xml",
    )  # fmt: skip
    anyone.get("/")  # content types and the site's address are read once a process
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            assert anyone.get(address).status_code == 200
        assert len(queries) <= MOST, (address, len(queries), [query["sql"][:150] for query in queries])
