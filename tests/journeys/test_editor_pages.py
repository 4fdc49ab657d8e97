"""The pages where a map is changed: each act by its form, without script."""

from __future__ import annotations

import re
import uuid

import pytest
from django.urls import reverse

from journeys.actions.actors import add_actor
from journeys.actions.steps import change_step, remove_step
from journeys.models import Gap, Journey, Step
from journeys.queries.document import document
from tests.factories import make_journey, make_member
from tests.journeys.editing import WHO, acts, step_of, titles
from tests.journeys.sample import large

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def journey(lab):
    return make_journey(lab=lab)


@pytest.fixture
def client(client_of, editor):
    return client_of(editor)


def form_of(client, url: str) -> dict:
    """What a browser would send, were the form on the page sent as it is."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self):
            super().__init__()
            self.data, self.select, self.area, self.inside = {}, None, None, False

        def handle_starttag(self, tag, attrs):
            a = dict(attrs)
            if tag == "main":
                self.inside = True
            if not self.inside or (tag in ("input", "select", "textarea") and not a.get("name")):
                return
            if tag == "input":
                kind = a.get("type", "text")
                if kind in ("radio", "checkbox") and "checked" not in a:
                    return
                self.data.setdefault(a["name"], []).append(
                    a.get("value", "on" if kind in ("radio", "checkbox") else "")
                )
            elif tag == "select":
                self.select, self.first = a["name"], True
            elif tag == "option" and self.select:
                if "selected" in a or self.first:
                    self.data[self.select] = [a.get("value", "")]
                self.first = False
            elif tag == "textarea":
                self.area = a["name"]
                self.data[self.area] = [""]

        def handle_data(self, text):
            if self.area:
                self.data[self.area][0] += text

        def handle_endtag(self, tag):
            if tag == "textarea" and self.area:
                self.data[self.area][0] = self.data[self.area][0].removeprefix("\n")
                self.area = None
            elif tag == "select":
                self.select = None
            elif tag == "main":
                self.inside = False

    page = client.get(url)
    assert page.status_code == 200, page.content.decode()
    reader = Reader()
    reader.feed(page.content.decode())
    return reader.data


def send(client, url: str, **changes):
    """Open the form, change some fields, send it."""
    return client.post(url, form_of(client, url) | changes)


def url(name: str, part, query: str = "") -> str:
    return reverse(f"journeys:{name}", args=[part.pk]) + query


def errors(response) -> str:
    return " ".join(re.findall(r'class="alert alert--err.*?</div>', response.content.decode(), re.DOTALL))


def test_a_map_is_begun(client, lab, editor):
    there = url("new_journey", lab)
    sent = form_of(client, there) | {"title": "Kims väg", "question": "Vad hjälpte?", "person": "Kim"}
    for _n in "ab":
        response = client.post(there, sent)
    made = Journey.objects.get()
    assert response["Location"] == url("journey", made)
    assert (made.owner, made.created_by, len(titles(made))) == (editor, editor, 3)


def test_a_form_left_empty_says_what_is_missing(client, lab, journey):
    for name, part in (("new_journey", lab), ("add_step", journey), ("add_phase", journey), ("actors", journey)):
        response = client.post(url(name, part), {})
        assert response.status_code == 422
        assert "Skriv" in errors(response), name


def test_a_step_is_added_where_it_was_pointed_and_the_next_follows(client, journey):
    first = step_of(journey, "s1")
    there = url("add_step", journey, f"?efter={first.pk}")
    response = send(client, there, title="Väntar i telefon", lane_person="Lyssnar på musik.", feeling="-1", mer="1")
    made = Step.objects.get(title="Väntar i telefon")
    assert titles(journey)[0] == ["Ringer vårdcentralen", "Väntar i telefon"]
    assert f"efter={made.pk}" in response["Location"]
    send(client, response["Location"], title="Får prata")
    assert titles(journey)[0][-1] == "Får prata"


def test_a_step_form_sent_as_it_is_changes_nothing(client, journey):
    for step in journey.steps.all():
        assert send(client, url("step", step)).status_code == 302
    for gap in journey.gaps.all():
        send(client, url("gap", gap))
    for name, part in (("phase", journey.phases.first()), ("actor", journey.actors.first())):
        send(client, url(name, part))
    send(client, url("change_journey", journey))
    assert acts(journey) == ["made"]


def test_every_part_of_a_step_is_saved_from_one_page(client, journey):
    step = step_of(journey, "s2")
    there = url("step", step)
    response = send(
        client, there, title="Besöket", feeling="", word="afraid", grade="observed", moment="", from_day="40",
        lane_life="Tappar jobbet.", lane_person="", actors=[str(journey.actors.get(name="Alex").pk)],
    )  # fmt: skip
    assert response.status_code == 302
    told = document(journey).step(str(step.pk))
    assert (told.title, told.feeling, told.word, told.grade, told.moment) == ("Besöket", None, "afraid", "observed", "")
    assert told.cells == {"life": "Tappar jobbet.", "support": "Ersättning per besök."}
    assert (told.from_day, len(told.actors)) == (40, 1)
    assert acts(journey) == ["made", "step_changed"]


def test_two_pages_with_different_fields_do_not_meet(client, journey):
    step = step_of(journey, "s1")
    mine = form_of(client, url("step", step))
    send(client, url("step", step), feeling="2", lane_back="Två mottagningar.")
    assert client.post(url("step", step), mine | {"title": "Ringer", "lane_front": "Någon lyssnar."}).status_code == 302
    told = document(journey).step(str(step.pk))
    assert (told.title, told.feeling) == ("Ringer", 2)
    assert (told.cells["back"], told.cells["front"]) == ("Två mottagningar.", "Någon lyssnar.")


@pytest.mark.parametrize(("field", "theirs", "mine"), [("title", "Deras", "Min"), ("lane_back", "Deras", "Min")])
def test_two_pages_with_the_same_field_show_both_and_then_save_knowingly(client, journey, field, theirs, mine):
    step = step_of(journey, "s1")
    opened = form_of(client, url("step", step))
    send(client, url("step", step), **{field: theirs})
    response = client.post(url("step", step), opened | {field: mine})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Någon hann före dig" in page
    assert (theirs in page, mine in page) == (True, True)
    assert client.post(url("step", step), resent(response) | {field: mine}).status_code == 302
    told = document(journey).step(str(step.pk))
    assert (told.title if field == "title" else told.cells["back"]) == mine


def resent(response) -> dict:
    """The form of an answered page."""

    class Once:
        def get(self, _url):
            response.status_code = 200
            return response

    return form_of(Once(), "")


def test_what_was_typed_for_a_step_that_somebody_removed_is_not_lost(client, journey):
    step = step_of(journey, "s2")
    opened = form_of(client, url("step", step))
    remove_step(step=step, **WHO)
    response = client.post(url("step", step), opened | {"lane_person": "Mina ord."})
    assert response.status_code == 409
    assert "Mina ord." in response.content.decode()
    assert "tagits bort" in errors(response)
    gone = client.get(url("step", step))
    assert gone.status_code == 410
    assert url("map_history", journey) in gone.content.decode()


def test_a_step_is_moved_by_the_form_and_by_a_pointer(client, journey):
    step, first = step_of(journey, "s4"), journey.phases.first()
    send(client, url("move_step", step), after=str(step_of(journey, "s1").pk))
    assert titles(journey)[0] == ["Ringer vårdcentralen", "SIP-möte"]
    client.post(url("move_step", step), {"phase": str(first.pk), "after": ""})
    assert titles(journey)[0] == ["SIP-möte", "Ringer vårdcentralen"]
    assert client.post(url("move_step", step), {"after": str(uuid.uuid4())}).status_code == 422


def test_a_step_is_split_merged_and_removed_by_forms(client, journey):
    step = step_of(journey, "s1")
    send(client, url("split_step", step), second_title="Berättar", moved=["front"])
    assert titles(journey)[0] == ["Ringer vårdcentralen", "Berättar"]
    send(client, url("merge_step", step), title="Ringer och berättar")
    assert titles(journey)[0] == ["Ringer och berättar"]
    page = client.get(url("remove_step", step)).content.decode()
    assert "1 mellanrum efter steget försvinner också" in page
    send(client, url("remove_step", step))
    assert titles(journey)[0] == []


def test_a_post_without_a_yes_removes_nothing(client, journey):
    for name, part in (
        ("remove_step", journey.steps.first()), ("remove_gap", journey.gaps.first()),
        ("remove_way", journey.links.first()), ("remove_actor", journey.actors.last()), ("archive_journey", journey),
        ("remove_phase", journey.phases.first()),
    ):  # fmt: skip
        assert client.post(url(name, part), {}).status_code in (200, 422), name
    journey.refresh_from_db()
    assert (acts(journey), journey.archived_at) == (["made"], None)


def test_phases_by_forms(client, journey):
    send(client, url("add_phase", journey), title="Sedan")
    last = journey.phases.get(title="Sedan")
    send(client, url("phase", last), title="Efteråt")
    send(client, url("move_phase", last), after="")
    assert document(journey).phases[0].title == "Efteråt"
    send(client, url("remove_phase", last))
    send(client, url("remove_phase", journey.phases.get(title="Söker hjälp")), steps="kvar")
    assert titles(journey) == [["Ringer vårdcentralen", "Första besöket"], ["Möte på socialkontoret", "SIP-möte"]]


def test_a_gap_by_forms(client, journey):
    page = client.get(url("add_gap", journey)).content.decode()
    assert f"?efter={step_of(journey, 's3').pk}" in page
    there = url("add_gap", journey, f"?efter={step_of(journey, 's3').pk}")
    wrong = send(client, there, title="Ingen kallar", days_told="-3")
    assert (wrong.status_code, "under noll" in errors(wrong)) == (422, True)
    send(client, there, title="Ingen kallar", days_told="40", kind="handover", bridge="En sköterska ringde.")
    gap = Gap.objects.get(title="Ingen kallar")
    assert (gap.before.title, gap.days_told, gap.kind) == ("SIP-möte", 40, "handover")
    send(client, url("gap", gap), before="", carried_by="relative")
    gap.refresh_from_db()
    assert (gap.before, gap.carried_by, gap.bridge) == (None, "relative", "En sköterska ringde.")
    send(client, url("remove_gap", gap))
    assert "Ingen kallar" not in [gap.title for gap in document(journey).gaps]


def test_a_gap_that_lies_wrong_is_put_after_another_step_and_comes_back(client, journey):
    gap = journey.gaps.get(title="Ingen hör av sig")
    was, third = gap.after, step_of(journey, "s3")
    send(client, url("gap", gap), after=str(third.pk), before=str(step_of(journey, "s4").pk))
    gap.refresh_from_db()
    assert (gap.after, gap.before.title) == (third, "SIP-möte")
    wrong = send(client, url("gap", gap), before=str(third.pk))
    assert (wrong.status_code, "annat steg" in errors(wrong)) == (422, True)
    send(client, reverse("journeys:undo_edit", args=[journey.pk, 2]))
    gap.refresh_from_db()
    assert gap.after == was


def test_what_cannot_be_true_is_said_at_its_field_also_of_what_is_there_already(client, journey):
    gap, step = journey.gaps.get(title="Ingen tar över"), step_of(journey, "s3")
    for address, said, words in (
        (url("gap", gap), {"days_measured": "9"}, "varifrån de uppmätta"),
        (url("gap", gap), {"days_told": "-3"}, "under noll"),
        (url("step", step), {"to_day": "4"}, "vilken dag steget började"),
        (url("step", step), {"from_day": "9", "to_day": "4"}, "kan inte sluta dag 4"),
    ):
        wrong = send(client, address, **said)
        assert (wrong.status_code, words in errors(wrong)) == (422, True), said
    assert acts(journey) == ["made"]


def test_two_who_tick_who_was_there_at_once_undo_nothing_of_each_others(client, journey):
    step = step_of(journey, "s1")
    add_actor(journey=journey, name="Ambulansen", kind="region", **WHO)
    mine = theirs = form_of(client, url("step", step))
    who = {actor.name: str(actor.pk) for actor in journey.actors.all()}
    assert set(mine["actors"]) == {who["Alex"], who["Vårdcentralen"]}
    client.post(url("step", step), theirs | {"actors": [*theirs["actors"], who["Ambulansen"]]})
    client.post(url("step", step), mine | {"actors": [who["Alex"], who["Psykiatrin"]]})
    there = set(step.step_actors.values_list("actor__name", flat=True))
    assert there == {"Alex", "Ambulansen", "Psykiatrin"}, "each added one, and one took one away"


def test_what_two_have_saved_is_told_in_the_words_of_the_form(client, journey):
    gap, other = journey.gaps.get(title="Ingen hör av sig"), step_of(journey, "s4")
    mine = form_of(client, url("gap", gap))
    client.post(url("gap", gap), mine | {"before": str(other.pk), "named_contact": "used"})
    met = client.post(url("gap", gap), mine | {"before": "", "named_contact": "unused"})
    text = met.content.decode()
    assert met.status_code == 409
    for words in ("Vad kom till sist: SIP-möte", "Fast vårdkontakt: Fanns men användes inte"):
        assert words in text, words
    step = step_of(journey, "s1")
    mine = form_of(client, url("step", step))
    client.post(url("step", step), mine | {"moment": "best"})
    text = client.post(url("step", step), mine | {"moment": "worst"}).content.decode()
    assert "Ytterpunkt: Den bästa stunden" in text and "Ytterpunkt: Den tyngsta stunden" in text


def test_those_who_are_there_stand_in_their_order(client, journey):
    page = client.get(url("actors", journey)).content.decode()
    names = ["Alex", "Vårdcentralen", "Psykiatrin", "Socialkontoret"]
    assert re.findall(r'<h2 class="h3"><a[^>]*>([^<]+)', page) == names


@pytest.mark.parametrize("sent", ["-", ""])
def test_a_feeling_can_be_unsaid_again(client, journey, sent):
    step = step_of(journey, "s2")
    send(client, url("step", step), feeling=sent)
    step.refresh_from_db()
    assert step.feeling is None


def test_ways_and_actors_by_forms(client, journey):
    way = journey.links.get()
    assert url("remove_way", way) in client.get(url("step", way.source)).content.decode()
    send(client, url("remove_way", way))
    assert url("remove_way", way) not in client.get(url("step", way.source)).content.decode()
    there = url("add_way", step_of(journey, "s4"))
    wrong = send(client, there, target=str(step_of(journey, "s1").pk), kind="branch")
    assert "rundgång" in errors(wrong)
    send(client, there, target=str(step_of(journey, "s1").pk), kind="loop", words="Ibland")
    assert [link.words for link in document(journey).links] == ["Ibland"]
    send(client, url("actors", journey), name="Systern", kind="person")
    sister = journey.actors.get(name="Systern")
    send(client, url("actor", sister), name="Storasystern")
    send(client, url("remove_actor", sister))
    assert "Storasystern" not in [actor.name for actor in document(journey).actors]


def test_each_act_offers_to_be_undone_and_the_history_tells_of_both(client, journey):
    step = step_of(journey, "s1")
    response = client.post(url("step", step), form_of(client, url("step", step)) | {"title": "Annat"}, follow=True)
    undo = reverse("journeys:undo_edit", args=[journey.pk, 2])
    assert f'href="{undo}"' in response.content.decode()
    send(client, undo)
    assert titles(journey)[0] == ["Ringer vårdcentralen"]
    page = client.get(url("map_history", journey)).content.decode()
    assert page.index("En ändring ångrades") < page.index("Ett steg ändrades") < page.index("Kartan gjordes")
    assert (undo not in page, "Ångrad" in page) == (True, True)


def test_an_undo_that_cannot_be_says_why(client, journey):
    step = step_of(journey, "s1")
    for n, title in enumerate(("Ett", "Två"), start=1):
        change_step(step=step, row_version=n, title=title, **WHO)
    response = send(client, reverse("journeys:undo_edit", args=[journey.pk, 2]))
    assert (response.status_code, "sedan dess" in response.content.decode()) == (409, True)
    assert client.get(reverse("journeys:undo_edit", args=[journey.pk, 99])).status_code == 404


def test_a_map_is_put_aside_and_taken_out_by_forms(client, journey):
    send(client, url("archive_journey", journey))
    response = send(client, url("step", step_of(journey, "s1")), title="Annat")
    assert "lagd åt sidan" in errors(response)
    send(client, url("archive_journey", journey))
    assert send(client, url("step", step_of(journey, "s1")), title="Annat").status_code == 302


@pytest.mark.parametrize("role", ["listener", "researcher"])
def test_who_may_only_see_reads_the_history_and_changes_nothing(client_of, lab, journey, role):
    client = client_of(make_member(lab=lab, role=role))
    page = client.get(url("map_history", journey))
    assert (page.status_code, "angra" in page.content.decode()) == (200, False)
    for name, part in (("step", journey.steps.first()), ("add_step", journey), ("gap", journey.gaps.first())):
        assert client.post(url(name, part), {"title": "x"}).status_code == 403


@pytest.mark.parametrize("steps", [4, 120])
def test_no_page_asks_more_for_a_large_map(client, lab, steps, django_assert_max_num_queries):
    journey = make_journey(lab=lab, document=large(4, steps, 3))
    for n in range(2 if steps == 4 else 25):
        add_actor(journey=journey, name=f"Nr {n}", kind="other", **WHO)
    step, gap = journey.steps.first(), journey.gaps.first()
    pages = [
        *(url(name, journey) for name in ("add_step", "add_phase", "actors", "map_history", "change_journey")),
        *(url(name, step) for name in ("step", "move_step", "split_step", "merge_step", "remove_step", "add_way")),
        *(url(name, journey.phases.first()) for name in ("phase", "move_phase", "remove_phase")),
        url("gap", gap), url("remove_gap", gap), url("add_gap", journey, f"?efter={step.pk}"),
        url("new_journey", lab), reverse("journeys:undo_edit", args=[journey.pk, 2]),
    ]  # fmt: skip
    for page in pages:
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(page).status_code == 200, page
