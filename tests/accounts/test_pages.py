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

ADMINISTRATION = ("people", "new_person", "organisations", "history")


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


def test_the_browser_may_fill_in_my_own_name_but_not_another_persons(client_of, outsider, administrator):
    page = client_of(outsider).get(reverse("accounts:change")).content.decode()
    assert 'autocomplete="given-name"' in page and 'autocomplete="family-name"' in page
    page = client_of(administrator).get(reverse("accounts:new_person")).content.decode()
    assert "given-name" not in page


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
        assert client_of(user).post(url, {}).status_code == 404 or name in ("people", "history")
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


def test_an_added_organisation_is_corrected_and_taken_away_when_nobody_uses_it(client_of, administrator, outsider):
    row = factories.make_organisation(name="Kamratforeningen", kind="civil_society")
    factories.make_organisation(name="Hamnen", kind="civil_society")
    client = client_of(administrator)
    change, remove = (reverse(f"accounts:{name}_organisation", args=[row.pk]) for name in ("change", "remove"))
    assert change in client.get(reverse("accounts:organisations"), {"q": "Kamrat"}).content.decode()
    assert client.post(change, {"name": "hamnen", "kind": "civil_society"}).status_code == 422
    assert client.post(change, {"name": "Kamratföreningen", "kind": "other"}).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.kind) == ("Kamratföreningen", "other")
    outsider.organisation = row
    outsider.save()
    assert remove not in client.get(change).content.decode()
    refused = client.post(remove)
    assert refused.status_code == 409 and "används av en person eller ett labb" in refused.content.decode()
    outsider.organisation = None
    outsider.save()
    assert remove in client.get(change).content.decode()
    assert "Ta bort Kamratföreningen?" in client.get(remove).content.decode()
    client.post(remove)
    assert not Organisation.objects.filter(pk=row.pk).exists()
    acts = list(AuditEvent.objects.filter(subject=f"organisation:{row.pk}").values_list("act", flat=True))
    assert acts == ["organisation.removed", "organisation.changed"]


def test_an_organisation_is_in_use_when_a_lab_leans_on_it(lab):
    from hlab.accounts.queries import is_used

    assert is_used(lab.principals.first())
    actor = lab.actors.first()
    actor.organisation = factories.make_organisation()
    assert not is_used(actor.organisation)
    actor.save()
    assert is_used(actor.organisation)


def test_the_official_lists_are_not_changed_here(client_of, administrator):
    from hlab.accounts.actions.organisations import ensure_reference

    ensure_reference()
    client = client_of(administrator)
    for name in ("Region Skåne", "Socialstyrelsen"):
        row = Organisation.objects.get(name=name)
        for act in ("change", "remove"):
            assert client.get(reverse(f"accounts:{act}_organisation", args=[row.pk])).status_code == 404
        assert (
            f"/mitt/organisationer/{row.pk}/"
            not in client.get(reverse("accounts:organisations"), {"q": name}).content.decode()
        )


def test_invented_people_and_organisations_are_said_to_be_so(client_of, administrator, outsider):
    invented = factories.make_user(organisation=factories.make_organisation(is_demo=True))
    client = client_of(administrator)
    for there in (
        reverse("accounts:people"),
        reverse("accounts:person", args=[invented.pk]),
        reverse("accounts:close_person", args=[invented.pk]),
        reverse("accounts:organisations"),
        reverse("accounts:change_organisation", args=[invented.organisation_id]),
        reverse("accounts:history"),
    ):
        assert "Exempeldata." in client.get(there).content.decode(), there
    assert "Exempeldata." in client_of(invented).get("/mitt/").content.decode()
    for there in ("/mitt/", reverse("accounts:person", args=[outsider.pk])):
        assert "Exempeldata." not in client.get(there).content.decode()


def test_whoever_has_a_role_in_an_example_lab_is_told_that_it_is_one(client_of, outsider):
    factories.make_member(lab=factories.make_lab(is_demo=True), user=outsider)
    assert "Exempeldata." in client_of(outsider).get("/mitt/").content.decode()


@pytest.mark.parametrize(("role", "shown"), [("editor", True), ("administrator", True), ("", False)])
def test_the_editors_room_is_in_the_menu_and_on_mitt_konto_of_those_who_may_enter(client_of, role, shown):
    page = client_of(factories.make_user(site_role=role)).get("/mitt/").content.decode()
    assert ('<a href="/redaktion/">Redaktion</a>' in page) == ("Till redaktionen" in page) == shown


def test_the_trail_keeps_no_name_or_address(client_of, administrator, outsider):
    client_of(administrator).post(reverse("accounts:person", args=[outsider.pk]), {"site_role": "editor"})
    written = json.dumps(list(AuditEvent.objects.values_list("act", "actor", "subject", "facts")))
    for word in (outsider.email, outsider.first_name, outsider.last_name, administrator.email):
        assert word not in written


@pytest.mark.parametrize("rows", [1, 20])
@pytest.mark.parametrize("name", ["people", "organisations", "account", "history"])
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
