"""The scenes on paper and on a big screen."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from feedback.actions.mockups import add_mockup
from feedback.enums import Drawing, ProposalKind
from feedback.models import Scene
from tests.factories import NOON
from tests.feedback.sample import make_proposal, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(lab):
    return make_version(proposal=make_proposal(lab=lab, slug="plan"), scenes=3)


def url(name, *args):
    return reverse(f"feedback:{name}", args=args)


@pytest.mark.parametrize("code", Drawing.values)
@pytest.mark.parametrize("side", ["today", "proposed"])
def test_every_drawing_is_there_and_tells_what_it_shows(code, side):
    drawn = render_to_string(f"feedback/drawings/{code}.svg", {"side": side, "alt": "<Kim> & ett hus"})
    assert "<title>&lt;Kim&gt; &amp; ett hus</title>" in drawn and drawn.count("<svg") == 1
    assert "style=" not in drawn and "href" not in drawn and "v--" not in drawn


def test_on_paper_each_scene_says_that_nothing_is_decided(client_of, listener, version):
    scene = version.scenes.first()
    add_mockup(scene=scene, side="today", kind="form", title="Ansökan", body="Fyll i.", fields=["Vad behöver du?"],
               by=None, at=NOON)  # fmt: skip
    page = client_of(listener).get(url("storyboard", version.pk)).content.decode()
    assert page.count("Detta är en prövning, inte ett beslut.") == 4  # three scenes, and the form on a sheet of its own
    assert "Scen 3. Scen 3." in page and "Vad behöver du?" in page and scene.today_alt in page
    assert "Berättelse" in page  # how finished it is, in words
    assert "inte ett förslag" not in page


def test_a_provotype_is_marked_on_paper_and_on_the_screen(client_of, listener, lab):
    proposal = make_proposal(lab=lab, kind=ProposalKind.PROVOTYPE)
    version, client = make_version(proposal=proposal), client_of(listener)
    for there in (url("scenes", version.pk), url("storyboard", version.pk), url("big_screen", version.pk, 1)):
        page = client.get(there).content.decode()
        assert 'class="watermark" aria-hidden="true"' in page and "ankeväckare" in page


def test_one_scene_at_a_time_by_links(client_of, listener, version):
    client = client_of(listener)
    page = client.get(url("big_screen", version.pk, 2)).content.decode()
    assert f'rel="prev" href="{url("big_screen", version.pk, 1)}"' in page
    assert f'rel="next" href="{url("big_screen", version.pk, 3)}"' in page and "Scen 2 av 3" in page
    assert "inte ett beslut" in page
    assert 'rel="prev"' not in client.get(url("big_screen", version.pk, 1)).content.decode()
    assert 'rel="next"' not in client.get(url("big_screen", version.pk, 3)).content.decode()
    assert client.get(url("big_screen", version.pk, 9))["Location"] == url("big_screen", version.pk, 3)
    assert client.get(url("big_screen", version.pk, 0)).status_code == 404


def test_one_persons_scenes_stay_one_persons(client_of, listener, version):
    Scene.objects.filter(pk__in=[row.pk for row in version.scenes.all()[1:]]).update(who="staff")
    page = client_of(listener).get(url("big_screen", version.pk, 1), {"vem": "staff"}).content.decode()
    assert "Scen 1 av 2" in page and f"{url('big_screen', version.pk, 2)}?vem=staff" in page


def test_anyone_sees_what_is_published_and_nothing_else(client_of, version):
    anyone = client_of(None)
    there = (url("public_storyboard", "plan", 1), url("public_big_screen", "plan", 1, 1))
    assert [anyone.get(one).status_code for one in there] == [404, 404]
    version.frozen_at = version.published_at = NOON
    version.save()
    version.replaced_at = NOON  # what has been replaced stays to be read
    version.save(update_fields=["replaced_at"])
    for one in there:
        page = anyone.get(one)
        assert page.status_code == 200 and version.proposal.address in page.content.decode()


def test_a_version_without_scenes(client_of, listener, lab):
    bare, client = make_version(proposal=make_proposal(lab=lab), scenes=0), client_of(listener)
    assert "inga scener" in client.get(url("storyboard", bare.pk)).content.decode()
    assert "inga scener" in client.get(url("big_screen", bare.pk, 1)).content.decode()
