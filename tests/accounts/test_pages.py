"""Mitt konto and the administrators' pages."""

from __future__ import annotations

import json
import re

import pytest
from django.core import mail
from django.urls import reverse

from hlab.accounts.models import Organisation, User
from hlab.core.models import AuditEvent
from tests import factories

pytestmark = pytest.mark.django_db

ADMINISTRATION = ("people", "new_person", "organisations")


def test_mitt_konto_shows_who_i_am_and_where_to_log_in_more_safely(client_of, lab):
    member = factories.make_member(lab=lab, role="facilitator", first_name="Robin", last_name="Ek")
    page = client_of(member).get(reverse("accounts:account")).content.decode()
    assert "Robin Ek" in page
    assert lab.name in page and "Processledare" in page
    assert "Skydda ditt konto" in page and reverse("mfa_index") in page


def test_somebody_with_a_key_is_not_nagged(client_of, outsider):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=outsider, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert "Skydda ditt konto" in client_of(outsider).get("/mitt/").content.decode()
    Authenticator.objects.create(user=outsider, type=Authenticator.Type.WEBAUTHN, data={})
    assert "Skydda ditt konto" not in client_of(outsider).get("/mitt/").content.decode()


def test_change_my_name_and_organisation(client_of, outsider):
    Organisation.objects.create(name="Boden", kind="municipality", code="2582", county="25")
    client = client_of(outsider)
    answer = client.post(
        reverse("accounts:change"), {"first_name": "Å", "last_name": "Öst", "organisation": "boden (KOMMUN)"}
    )
    assert answer.status_code == 302
    outsider.refresh_from_db()
    assert (str(outsider), outsider.organisation.code) == ("Å Öst", "2582")
    assert "Boden (kommun)" in client.get("/mitt/").content.decode()


def test_an_unknown_organisation_is_named_in_the_error_and_nothing_typed_is_lost(client_of, outsider):
    answer = client_of(outsider).post(
        reverse("accounts:change"), {"first_name": "Kim", "last_name": "Lind", "organisation": "Region <Ingenstans>"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Region &lt;Ingenstans&gt;” finns inte i listan" in page
    assert 'value="Kim"' in page


def test_export_is_only_mine(client_of, lab):
    me, other = factories.make_member(lab=lab, role="lead"), factories.make_member(lab=lab, role="analyst")
    answer = client_of(me).get(reverse("accounts:export"))
    data = json.loads(answer.content)
    assert data["konto"]["e-post"] == me.email
    assert data["rum"]["labb"] == [{"labb": lab.name, "roll": "Labbansvarig"}]
    assert other.email not in answer.content.decode()
    assert "attachment" in answer["Content-Disposition"] and answer["Cache-Control"] == "no-store"


def test_leaving_asks_first_then_forgets_me(client_of, outsider):
    client, email = client_of(outsider), outsider.email
    assert "Det går inte att ångra" in client.get(reverse("accounts:leave")).content.decode()
    assert User.objects.get(pk=outsider.pk).email == email
    assert client.post(reverse("accounts:leave")).status_code == 302
    assert User.objects.get(pk=outsider.pk).is_erased
    assert client.get(reverse("accounts:account")).status_code == 302


def test_the_only_lead_is_told_to_hand_over_first(client_of, lab, lead):
    answer = client_of(lead).post(reverse("accounts:leave"))
    assert answer.status_code == 409
    assert lab.name in answer.content.decode()
    lead.refresh_from_db()
    assert lead.is_active and lead.memberships.count() == 1


@pytest.mark.parametrize("name", ADMINISTRATION)
def test_lists_are_only_for_administrators(client_of, outsider, lead, site_editor, administrator, name):
    url = reverse(f"accounts:{name}")
    for user in (outsider, lead, site_editor):
        assert client_of(user).get(url).status_code == 404
        assert client_of(user).post(url, {}).status_code == 404 or name == "people"
    assert client_of().get(url).status_code == 302
    assert client_of(administrator).get(url).status_code == 200


@pytest.mark.parametrize("name", ["person", "close_person", "open_person", "send_password"])
def test_one_account_is_only_for_administrators(client_of, outsider, lead, site_editor, name):
    url = reverse(f"accounts:{name}", args=[outsider.pk])
    for user in (outsider, lead, site_editor):
        assert client_of(user).post(url, {"site_role": "administrator"}).status_code == 404
    outsider.refresh_from_db()
    assert outsider.is_active and not outsider.site_role


def test_an_administrator_makes_an_account_and_the_person_chooses_a_password(client_of, client, administrator):
    answer = client_of(administrator).post(
        reverse("accounts:new_person"),
        {"email": "Ny.Person@Example.se", "first_name": "Ny", "last_name": "Person", "site_role": "editor"},
    )
    assert answer.status_code == 302
    user = User.objects.get(email="ny.person@example.se")
    assert user.site_role == "editor" and not user.has_usable_password()
    assert [message.to for message in mail.outbox] == [["ny.person@example.se"]]
    link = re.search(r"http://\S+", mail.outbox[0].body)[0]
    step = client.get(link, follow=True)
    done = client.post(
        step.request["PATH_INFO"], {"password1": "sju-gula-ekorrar-i-rad", "password2": "sju-gula-ekorrar-i-rad"}
    )
    assert done.status_code == 302
    assert client.login(email="ny.person@example.se", password="sju-gula-ekorrar-i-rad")


def test_a_taken_address_is_said_at_its_field(client_of, administrator, outsider):
    answer = client_of(administrator).post(
        reverse("accounts:new_person"),
        {"email": outsider.email.upper(), "first_name": "A", "last_name": "B", "site_role": ""},
    )
    assert answer.status_code == 422
    assert "Det finns redan ett konto med den e-postadressen." in answer.content.decode()
    assert not mail.outbox


def test_role_name_and_closing(client_of, administrator, outsider):
    client = client_of(administrator)
    url = reverse("accounts:person", args=[outsider.pk])
    client.post(url, {"site_role": "administrator"})
    client.post(url, {"first_name": "Nytt", "last_name": "Namn", "organisation": ""})
    outsider.refresh_from_db()
    assert (outsider.site_role, str(outsider)) == ("administrator", "Nytt Namn")
    theirs = client_of(outsider)
    assert theirs.get("/mitt/").status_code == 200
    close = reverse("accounts:close_person", args=[outsider.pk])
    assert "Nytt Namn kan inte längre logga in" in client.get(close).content.decode()
    client.post(close)
    assert theirs.get("/mitt/").status_code == 302
    client.post(reverse("accounts:open_person", args=[outsider.pk]))
    assert User.objects.get(pk=outsider.pk).is_active


def test_the_last_administrator_stays(client_of, administrator):
    client = client_of(administrator)
    role = client.post(reverse("accounts:person", args=[administrator.pk]), {"site_role": ""})
    close = client.post(reverse("accounts:close_person", args=[administrator.pk]))
    leave = client.post(reverse("accounts:leave"))
    for answer in (role, close, leave):
        assert answer.status_code == 409
        assert "den enda systemförvaltaren" in answer.content.decode()


def test_organisations_are_found_and_added(client_of, administrator):
    factories.make_organisation(name="Ångra vård", kind="civil_society")
    client = client_of(administrator)
    url = reverse("accounts:organisations")
    assert "Ångra vård" in client.get(url, {"q": "ångra"}).content.decode()
    assert client.post(url, {"name": "Utredningen X", "kind": "inquiry"}).status_code == 302
    again = client.post(url, {"name": "utredningen x", "kind": "inquiry"})
    assert again.status_code == 422 and "Organisationen finns redan." in again.content.decode()
    assert client.post(url, {"name": "Nyby", "kind": "municipality"}).status_code == 422


def test_the_trail_keeps_no_name_or_address(client_of, administrator, outsider):
    client_of(administrator).post(reverse("accounts:person", args=[outsider.pk]), {"site_role": "editor"})
    written = json.dumps(list(AuditEvent.objects.values_list("act", "actor", "subject", "facts")))
    for word in (outsider.email, outsider.first_name, outsider.last_name, administrator.email):
        assert word not in written


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("name", ["people", "organisations", "account"])
def test_pages_cost_the_same_at_one_row_and_at_twenty(
    client_of, administrator, name, rows, django_assert_max_num_queries
):
    for _row in range(rows):
        organisation = factories.make_organisation()
        factories.make_user(organisation=organisation)
        factories.make_member(lab=factories.make_lab(), user=administrator, role="lead")
    client = client_of(administrator)
    with django_assert_max_num_queries(9):
        assert client.get(reverse(f"accounts:{name}")).status_code == 200
