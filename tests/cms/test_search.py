"""Search finds what is public, in any form of the word, and takes any query."""

import pytest

from hlab.cms.actions.publishing import ensure_lab_page
from hlab.cms.models import InfoPage
from hlab.labs.actions.actor_map import put_concept, remove
from tests import factories


def found(client, query):
    answer = client.get("/sok/", {"q": query})
    assert answer.status_code == 200
    return [page.title for page in answer.context["page"].object_list] if "page" in answer.context else []


@pytest.fixture
def goal_page(publish):
    return publish(slug="ringa", title="Jag vet vem jag ska ringa", statement="Samordnaren svarar på kvällarna.")


@pytest.mark.parametrize(
    "query", ["samordnare", "SAMORDNARENS", "samordnaren kväll", "kvallarna", " vet\t samordnare ", "kvällar!"]
)
def test_any_form_of_a_word_finds_a_malbild(anyone, goal_page, query):
    assert found(anyone, query) == ["Jag vet vem jag ska ringa"]


def test_a_lab_is_found_by_its_question_and_purpose(anyone, lab, lead):
    ensure_lab_page(lab=lab, by=lead, at=factories.NOON)
    assert lab.name in found(anyone, "förstå hjälper")


def test_a_lab_and_the_glossary_are_found_by_the_words_the_lab_uses_now(anyone, lab, lead):
    assert found(anyone, "nykterhet") == []
    word = put_concept(lab=lab, term="Nykterhet", definition="Att inte dricka.", by=lead, at=factories.NOON)
    assert sorted(found(anyone, "nykterhet")) == sorted([lab.name, "Ordlista"])
    remove(lab=lab, row=word, by=lead, at=factories.NOON)
    assert found(anyone, "nykterhet") == []


def test_words_of_a_lab_that_is_not_public_are_not_found(anyone, lead):
    put_concept(lab=factories.make_lab(is_public=False), term="Nykterhet", by=lead, at=factories.NOON)
    assert found(anyone, "nykterhet") == []


@pytest.mark.parametrize("query", ["målbild", "målbilden", "malbilder", "målbilder samordnare"])
def test_a_malbild_is_found_by_what_it_is(anyone, goal_page, query):
    assert "Jag vet vem jag ska ringa" in found(anyone, query)


def test_the_beginning_of_a_word_finds_it_from_four_letters(anyone, goal_page):
    assert "Så deltar du utan konto" in found(anyone, "kvitto")
    assert found(anyone, "samo") == found(anyone, "SAMORD") == ["Jag vet vem jag ska ringa"]
    assert found(anyone, "sam") == []


def test_information_is_found_by_its_body(anyone):
    assert "Tillgänglighetsredogörelse" in found(anyone, "skärmläsare")


def test_some_words_are_better_than_none(anyone, goal_page):
    answer = anyone.get("/sok/", {"q": "samordnare zebra"})
    assert [page.title for page in answer.context["page"]] == ["Jag vet vem jag ska ringa"]
    assert "Ingen sida har alla orden" in answer.content.decode()


def test_nothing_found_says_so_and_shows_ways_on(anyone):
    text = anyone.get("/sok/", {"q": "zebra"}).content.decode()
    assert "Inget hittades" in text and "/om/ordlista/" in text


@pytest.mark.parametrize(
    "query",
    [
        "", "   ", "'", '"', '"ringa', "ringa' OR 1=1 --", "NEAR(ringa)", "a AND", "NOT", "*", "ringa*", "(((", "%s %d",
        "\\", "😀", "👩‍👩‍👧", "שלום עולם", "مرحبا", "a" * 1000, "ord " * 250, "och det att", "title:ringa",
        "{body} : x",
        "<script>alert(1)</script>", "\x00", "-", "^", "ringa\n\nringa", "ß ø æ",
    ],
)  # fmt: skip
def test_an_odd_query_never_fails(anyone, goal_page, query):
    answer = anyone.get("/sok/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_a_changed_page_is_found_by_its_new_words_only(anyone):
    page = InfoPage.objects.get(slug="ring-eller-papper")
    page.body = [("text", "<p>Pelikaner svarar.</p>")]
    page.save_revision().publish()
    assert found(anyone, "pelikan") == ["Ring eller svara på papper"]
    assert "Ring eller svara på papper" not in found(anyone, "blankett")


def test_unpublished_words_are_not_found(anyone):
    page = InfoPage.objects.get(slug="ring-eller-papper")
    page.body = [("text", "<p>Pelikaner svarar.</p>")]
    page.save_revision()
    assert found(anyone, "pelikan") == []


def test_results_are_paged_and_example_content_is_marked(anyone, lab, tree):
    from hlab.cms.actions.site import ensure_site

    for _number in range(22):
        factories.make_published_goal(goal=factories.make_goal(lab=lab, is_demo=True))
    ensure_site()
    answer = anyone.get("/sok/", {"q": "ringa person"})
    text = answer.content.decode()
    assert answer.context["page"].paginator.count == 22
    assert "q=ringa+person&amp;page=2" in text and "Exempelinnehåll – påhittat" in text and "Exempeldata." in text
    assert len(found(anyone, "ringa person")) == 20
