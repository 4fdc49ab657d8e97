"""What anyone sees: open sessions, labs, målbilder; what is empty says so, what is small is hidden."""

from datetime import date

import pytest
from django.urls import reverse

from goals.enums import GoalOrigin
from hlab.cms.actions.publishing import ensure_lab_page
from hlab.cms.models import ArticleIndexPage, ArticlePage
from hlab.labs.models import Concept, Initiative
from tests import factories


def text_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split())


# --- Start ------------------------------------------------------------------------------------


def test_an_empty_start_page_promises_nothing(anyone):
    text = text_of(anyone, "/")
    assert "Ingen verkstad är öppen just nu" in text
    for heading in ("Målbilder</h2>", "Labb som är i gång", "Det här hände med det ni sa", "Exempeldata"):
        assert heading not in text


def test_the_front_door_has_a_name_of_its_own(anyone):
    assert "<title>Det du har varit med om visar vägen – Hälsolabb</title>" in anyone.get("/").content.decode()


def test_the_latest_articles_are_on_the_start_page_and_all_of_them_are_found_from_the_foot(anyone):
    text = text_of(anyone, "/")
    assert "Senast skrivet" not in text and '<a href="/artiklar/">Artiklar</a>' in text
    shelf = ArticleIndexPage.objects.get()
    for day in range(1, 5):
        shelf.add_child(instance=ArticlePage(title=f"Artikel {day}", published_on=date(2026, 11, day)))
    text = text_of(anyone, "/")
    assert "Senast skrivet" in text and "Exempeldata." not in text
    assert [f"Artikel {day}</a>" in text for day in range(1, 5)] == [False, True, True, True]
    ArticlePage.objects.update(is_demo=True)
    assert "Exempeldata." in text_of(anyone, "/")


def test_an_open_session_is_told_with_what_is_open_and_decided(anyone, lab):
    factories.make_open_workshop(lab=lab, title="Vad står i vägen?", place="Ekby")
    text = text_of(anyone, "/")
    assert "Vad står i vägen?" in text and "Pågår just nu" in text and "Ekby" in text
    assert lab.open_scope in text and lab.closed_scope in text


def test_times_are_written_as_elsewhere(anyone, lab):
    factories.make_open_workshop(lab=lab, starts_at=factories.NOON.replace(hour=7, minute=5))
    assert "från 8.05" in text_of(anyone, "/")


def test_a_session_in_a_lab_that_is_not_public_is_not_told(anyone):
    hidden = factories.make_lab(is_public=False, name="Hemligt labb")
    factories.make_open_workshop(lab=hidden, title="Sluten verkstad")
    text = text_of(anyone, "/")
    assert "Sluten verkstad" not in text and "Hemligt labb" not in text


def test_the_code_box_posts_and_keeps_the_code_out_of_the_address(anyone):
    text = text_of(anyone, "/")
    assert f'action="{reverse("workshops:join")}" method="post"' in text
    assert "csrfmiddlewaretoken" in text and 'name="kod"' in text


def test_a_code_from_the_start_page_opens_the_session(tree, client):
    workshop = factories.make_open_workshop()
    answer = client.post(
        reverse("workshops:join"), {"kod": workshop.site.join_code.lower().replace(" ", "")}, follow=True
    )
    assert answer.status_code == 200 and workshop.title in answer.content.decode()


@pytest.mark.parametrize("address", ["/", "/malbilder/", "/labb/"])
def test_example_content_is_marked_wherever_it_is_listed(anyone, publish, lab, address):
    lab.is_demo = True
    lab.save()
    publish(is_demo=True, origin=GoalOrigin.INVENTED)
    text = text_of(anyone, address)
    assert "Exempeldata." in text
    assert address == "/labb/" or "Påhittat exempel" in text


# --- Labs -------------------------------------------------------------------------------------


def test_a_lab_tells_its_frame(anyone, lab, lead):
    Initiative.objects.create(lab=lab, title="Gemensam mottagning", owner="Region Exempel", state="ongoing")
    lab.concepts.add(Concept.objects.create(term="Fast kontakt", definition="En person med namn."))
    ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    text = text_of(anyone, f"/labb/{lab.slug}/")
    for said in (
        lab.name, lab.question, lab.purpose, lab.open_scope, lab.closed_scope, lab.decider, lab.people,
        "Socialtjänsten", "Gemensam mottagning", "En person med namn.", "Ingen verkstad har hållits ännu",
        "Ingen målbild är publicerad ännu", *lab.principals.values_list("name", flat=True),
    ):  # fmt: skip
        assert said in text, said


def test_a_lab_draws_who_stands_around_the_person_and_names_nobody_who_works_there(anyone, lab, lead):
    text = anyone.get(f"/labb/{lab.slug}/").content.decode()
    drawn = text.partition('<figure class="chart')[2].partition("</figure>")[0]
    assert "Socialtjänsten" in drawn and "figures.css" in text
    assert str(lead) not in text and lead.email not in text


def test_a_lab_whose_page_nobody_has_made_is_shown_all_the_same(anyone, lab):
    assert lab.question in text_of(anyone, f"/labb/{lab.slug}/")
    assert lab.name in text_of(anyone, "/labb/")


def test_a_lab_that_is_not_public_does_not_exist(anyone, lead, lab):
    ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    lab.is_public = False
    lab.save()
    text_of(anyone, f"/labb/{lab.slug}/", 404)
    for address in ("/labb/", f"/sok/?q={lab.name}", "/sitemap.xml", "/", "/api/v1/labs/"):
        assert lab.slug not in text_of(anyone, address), address
    text_of(anyone, "/labb/finns-inte/", 404)
    text_of(anyone, f"/labb/{lab.slug}/mer/", 404)


def test_people_who_said_nothing_are_not_counted_among_those_who_did(anyone, lab):
    full = factories.make_room(people=6, lab=lab, title="Full verkstad")[0]
    factories.make_participation(workshop=full)
    quiet = factories.make_open_workshop(lab=lab, title="Tyst verkstad")
    places = [factories.make_participation(workshop=quiet) for _ in range(6)]
    factories.make_note(exercise=quiet.site.current, participation=places[0])
    text = text_of(anyone, f"/labb/{lab.slug}/")
    assert "6 lappar från 6 personer" in text
    assert "1 lapp från" not in text and "från 1 person" not in text


def test_few_people_are_not_counted_out_loud(anyone, lab):
    factories.make_room(people=4, lab=lab, title="Liten verkstad")
    factories.make_room(people=5, lab=lab, title="Större verkstad")
    text = text_of(anyone, f"/labb/{lab.slug}/")
    assert "5 lappar från 5 personer" in text
    assert "4 lappar" not in text and "4 personer" not in text


def test_a_planned_session_is_not_public_yet(anyone, lab):
    factories.make_workshop(lab=lab, title="Bara en plan")
    assert "Bara en plan" not in text_of(anyone, f"/labb/{lab.slug}/")


# --- Målbilder --------------------------------------------------------------------------------


def test_the_list_narrows_by_word_lab_and_status(anyone, publish):
    other = factories.make_lab()
    publish(slug="ringa", title="Jag vet vem jag ska ringa")
    publish(slug="sova", title="Jag får sova", statement="Jag sover hela natten.", lab=other)
    both = text_of(anyone, "/malbilder/")
    assert "/malbilder/ringa/" in both and "/malbilder/sova/" in both
    word = text_of(anyone, "/malbilder/?sok=natten+zebra")
    assert "/malbilder/sova/" not in word  # every word must be there
    word = text_of(anyone, "/malbilder/?sok=natten")
    assert "/malbilder/sova/" in word and "/malbilder/ringa/" not in word
    by_lab = text_of(anyone, f"/malbilder/?labb={other.pk}")
    assert "/malbilder/sova/" in by_lab and "/malbilder/ringa/" not in by_lab
    assert "Ingen målbild passar urvalet" in text_of(anyone, "/malbilder/?lage=adopted")
    assert "/malbilder/ringa/" in text_of(anyone, "/malbilder/?lage=draft")


@pytest.mark.parametrize("query", ["labb=999", "lage=nej", "page=99", "page=x", "sok=%22%27", "sok=" + "a" * 300])
def test_an_odd_choice_is_no_crash(anyone, publish, query):
    publish()
    assert "<h1>Målbilder</h1>" in text_of(anyone, f"/malbilder/?{query}")


def test_the_list_is_paged_and_keeps_the_choice(anyone, lab, tree):
    from hlab.cms.actions.site import ensure_site

    for _number in range(21):
        factories.make_published_goal(lab=lab)
    ensure_site()
    first = text_of(anyone, f"/malbilder/?labb={lab.pk}")
    assert "Sida 1 av 2" in first and f"labb={lab.pk}&amp;page=2" in first
    second = text_of(anyone, f"/malbilder/?labb={lab.pk}&page=2")
    assert second.count('class="big"') == 1
    assert "– Sida 2 av 2 – Hälsolabb</title>" in second and "Sida 1 av 2 – Hälsolabb</title>" not in first


def test_a_malbild_shows_its_words_and_hides_small_groups(anyone, publish):
    publish(slug="ringa", people=6)
    text = text_of(anyone, "/malbilder/ringa/")
    assert "Bygger på berättelser från 6 personer" in text
    assert "ingen ska kunna kännas igen" in text and "2 personer" not in text
    assert "/malbilder/ringa/v/1/" in text


# --- Editors' words ---------------------------------------------------------------------------


def test_rich_text_cannot_carry_a_script(anyone):
    from hlab.cms.models import InfoPage

    page = InfoPage.objects.get(slug="dina-uppgifter")
    page.body = [
        ("heading", "<script>alert(1)</script>"),
        ("text", "<p onclick='x()'>Hej<script>alert(2)</script></p>"),
    ]
    page.save()
    text = text_of(anyone, "/om/dina-uppgifter/")
    assert "alert(2)" not in text and "onclick" not in text
    assert "&lt;script&gt;alert(1)" in text and "Hej" in text


def test_a_long_compound_may_break_at_its_joint(anyone):
    assert "Tillgänglighets\u00adredogörelse</h1>" in text_of(anyone, "/om/tillganglighet/")


def test_the_glossary_gives_every_meaning_and_its_source(anyone, lab):
    for source, meaning in (("Labbet", "En person med namn."), ("Regionen", "")):
        lab.concepts.add(Concept.objects.create(term="Fast kontakt", source=source, definition=meaning))
    Concept.objects.create(term="Ensamt ord", definition="Hör inte till något labb.")
    text = text_of(anyone, "/om/ordlista/")
    assert text.count("<h3>Fast kontakt</h3>") == 1
    assert "En person med namn." in text and "Ingen gemensam betydelse" in text and ">Regionen<" in text
    assert "Ensamt ord" not in text


def test_machines_are_told_what_they_may_read(anyone, publish):
    publish(slug="ringa")
    assert "<loc>http://testserver/malbilder/ringa/</loc>" in text_of(anyone, "/sitemap.xml")
    robots = text_of(anyone, "/robots.txt")
    assert "Disallow: /kvitto/" in robots and "Sitemap: http://testserver/sitemap.xml" in robots
