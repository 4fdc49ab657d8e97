"""What a lab does with its barriers: finds, fills in, judges, brings together, takes apart, shows."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goals.actions.barrier_merging import bring_together, take_apart
from goals.actions.barriers import add_barrier, change_barrier, judge_state, show_to_anyone, take_from_view
from goals.barrier_likeness import alike
from goals.models import Barrier, BarrierEvent, BarrierTag
from goals.queries.barrier_board import by_goal, by_level_and_kind, missing
from goals.queries.barrier_public import public_barriers
from goals.queries.barriers import seen_barriers, standing, totals, traces
from hlab.core.errors import RuleBroken, StaleEdit
from tests import factories
from tests.factories import NOON
from tests.goals.barriers.conftest import url
from workshops.actions.contributions import change_consent, hold_note, withdraw
from workshops.models import SiteHost

pytestmark = pytest.mark.django_db
ACT = {"by": None, "at": NOON}


def full(lab):
    return seen_barriers(lab, everything=True)


def titles(lab, **how) -> set[str]:
    return {barrier.title for barrier in standing(seen_barriers(lab, **({"everything": True} | how)))}


@pytest.fixture
def two(rooms):
    """A card at each of two places, both shown."""
    here, there = rooms()
    cards = here.card(text="Två journaler\n\nHos oss."), there.card(text="Journaler på två ställen")
    here.show()
    there.show()
    return cards


def together(lab, cards, title="Journalerna hänger inte ihop"):
    return bring_together(lab=lab, ids=[card.pk for card in cards], title=title, **ACT)


# --- Reading ----------------------------------------------------------------------------------


def test_what_is_hidden_in_a_room_is_hidden_here(room, lab, lead, editor, facilitator, client_of):
    card, held = room.card(text="Inte visat än"), room.card(text="Hålls kvar")
    hold_note(contribution=held.contribution, reason="other", **ACT)
    SiteHost.objects.create(site=room.site, user=lead)
    for user, seen in ((lead, True), (editor, False), (facilitator, False)):
        client = client_of(user)
        page = client.get(url("barriers", lab.pk)).content.decode()
        assert ("Inte visat än" in page) is seen and "Hålls kvar" not in page
        assert client.get(url("barrier", card.pk)).status_code == (200 if seen else 404)
        assert client.get(url("barrier_edit", card.pk)).status_code == (200 if seen else 404)
        assert client.post(url("barrier_state", card.pk), {"state": "remains", "reason": "A"}).status_code == (
            302 if seen else 404
        )
    assert "1 väntar på processledaren" in page
    room.show()
    assert "Inte visat än" in client_of(editor).get(url("barriers", lab.pk)).content.decode()


def test_the_list_is_narrowed_by_everything_and_counts_what_is_left(two, lab, lead, client_of, frozen):
    first, second = two
    change_barrier(barrier=first, row_version=1, kinds=["law", "culture"], level="macro", layer="back",
                   decided="national", goals=[frozen.goal_id], **ACT)  # fmt: skip
    change_barrier(barrier=second, row_version=1, goals=[], **ACT)
    add_barrier(lab=lab, title="Ur en plan", **ACT)
    client = client_of(lead)
    one = {"niva=macro", "slag=law", "lager=back", "beslut=national", "ort=n:Örebro", "sok=hos+oss",
           f"malbild={frozen.goal_id}"}  # fmt: skip
    for query in one:
        page = client.get(f"{url('barriers', lab.pk)}?{query}").content.decode()
        assert "Två journaler" in page and "Journaler på två ställen" not in page and "Ur en plan" not in page, query
    for query in ("slag=-", "niva=-", "malbild=-"):
        page = client.get(f"{url('barriers', lab.pk)}?{query}").content.decode()
        assert "Två journaler" not in page and "Journaler på två ställen" in page and "Ur en plan" in page, query
    shown = client.get(f"{url('barriers', lab.pk)}?lage=confirmed").content.decode()
    assert "Två journaler" in shown and "Ur en plan" not in shown
    assert "Välj ett giltigt alternativ" in client.get(f"{url('barriers', lab.pk)}?niva=giga").content.decode()
    rows = full(lab)
    assert totals(rows, standing(rows)) == {"barriers": 3, "notes": 2, "sites": 2}
    assert list(traces(rows, [first.pk])[first.pk].places) == ["Örebro"]


def test_boards_count_and_say_what_is_missing(two, lab, frozen):
    first, second = two
    change_barrier(barrier=first, row_version=1, kinds=["law", "culture"], level="macro", decided="regional", **ACT)
    change_barrier(barrier=second, row_version=1, goals=[], **ACT)
    table = by_level_and_kind(standing(full(lab)))
    rows = {row["code"]: row for row in table["rows"]}
    cells = {kind: n for kind, _label, n in rows["macro"]["cells"]}
    assert (rows["macro"]["n"], cells["law"], cells["culture"], cells["payment"], cells["-"]) == (1, 1, 1, 0, 0)
    assert {kind: n for kind, _label, n in rows["-"]["cells"]}["-"] == 1
    goals = {row["code"]: row["n"] for row in by_goal(lab, standing(full(lab)))}
    assert goals == {frozen.goal_id: 1, "-": 1}
    said = missing(lab, standing(full(lab)))
    assert len(said) == 3 and "kommunen kan ändra" in said[2] and "Mikro" in said[0]
    lab.principals.set([])
    assert any("Ingen region" in words for words in missing(lab, standing(full(lab))))
    assert missing(factories.make_lab(), standing(full(factories.make_lab()))) == []


def test_the_pages_cost_the_same_for_one_and_twenty(room, lab, lead, client_of, frozen):
    client = client_of(lead)
    room.card(text="Hinder om journaler")
    room.show()
    pages = [url(name, lab.pk) for name in ("barriers", "barrier_board", "barriers_alike", "barriers_csv")]

    def cost(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(page)
            b"".join(answer)
        return len(queries)

    first = [cost(page) for page in pages]
    cards = [_late(room) for _ in range(20)]
    whole = together(lab, cards[:10])
    second = [cost(page) for page in pages]
    assert all(n <= 15 for n in second), second
    more = [b - a for a, b in zip(first, second, strict=True)]
    assert more[:3] == [0, 0, 0] and more[3] <= 2, more  # the file also tells what the whole stands for
    assert cost(url("barrier", whole.pk)) <= 15
    show_to_anyone(barrier=whole, **ACT)
    with CaptureQueriesContext(connection) as queries:
        public_barriers(frozen.goal, frozen)
    assert len(queries) <= 5


def _late(room) -> Barrier:
    """A card written in after the room was shown."""
    place = factories.make_participation(site=room.site)
    text = f"Hinder om journaler {factories.serial()}"
    return factories.make_note(
        exercise=room.step, participation=place, text=text, transcribed_by=factories.make_user()
    ).barrier


def test_ten_thousand_barriers_are_a_list_like_any_other(lab, lead, client_of):
    made = Barrier.objects.bulk_create(
        (Barrier(lab=lab, title=f"Hinder {n}", level="meso", created_at=NOON) for n in range(10_000)), batch_size=1000
    )
    BarrierTag.objects.bulk_create((BarrierTag(barrier=row, kind="law") for row in made), batch_size=1000)
    client = client_of(lead)
    page = client.get(url("barriers", lab.pk) + "?page=200&slag=law")
    assert page.status_code == 200 and "Sida 200 av 200" in page.content.decode()
    assert len(page.content) < 150_000
    assert b">10000<" in client.get(url("barrier_board", lab.pk)).content


# --- Writing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 161}, "title"),
        ({"text": "x" * 1001}, "text"),
        ({"variety": "variety"}, "variety_reason"),
        ({"variety": "magic"}, "variety"),
        ({"kinds": ["magic"]}, "kinds"),
        ({"level": "giga"}, "level"),
        ({"goals": [999_999]}, "goals"),
        ({"who_can_act": "eva@exempel.se"}, "who_can_act"),
    ],
)
def test_a_card_that_cannot_be_is_refused(lab, fields, at_fault):
    barrier = add_barrier(lab=lab, title="Två journaler", **ACT)
    for act in (
        lambda: add_barrier(lab=lab, **({"title": "A"} | fields), **ACT),
        lambda: change_barrier(barrier=barrier, row_version=1, **fields, **ACT),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert broken.value.field == at_fault
    assert Barrier.objects.count() == 1


def test_two_who_fill_in_the_same_card_see_both(lab, lead, client_of):
    barrier = add_barrier(lab=lab, title="Två journaler", **ACT)
    client, sent = client_of(lead), {"title": "Två journaler", "row_version": 1, "level": "meso", "variety": "unclear"}
    assert client.post(url("barrier_edit", barrier.pk), sent).status_code == 302
    stale = client.post(url("barrier_edit", barrier.pk), sent | {"level": "macro"})
    body = stale.content.decode()
    assert stale.status_code == 409 and "Meso" in body and "Makro" in body and 'name="row_version" value="2"' in body
    assert client.post(url("barrier_edit", barrier.pk), sent | {"level": "macro", "row_version": 2}).status_code == 302
    with pytest.raises(StaleEdit):
        change_barrier(barrier=barrier, row_version=2, title="Annat", **ACT)
    assert [event.act for event in barrier.events.order_by("pk")] == ["made", "changed", "changed"]


def test_how_it_stands_is_said_with_a_reason_and_kept_in_the_history(lab, lead, client_of):
    barrier = add_barrier(lab=lab, title="Två journaler", **ACT)
    for wrong in ({"state": "merged", "reason": "A"}, {"state": "taken_on", "reason": " "},
                  {"state": "taken_on", "reason": "x" * 301}):  # fmt: skip
        with pytest.raises(RuleBroken):
            judge_state(barrier=barrier, **wrong, **ACT)
    client = client_of(lead)
    for _ in range(2):
        client.post(url("barrier_state", barrier.pk), {"state": "taken_on", "reason": "Styrgruppen äger frågan"})
    page = client.get(url("barrier", barrier.pk)).content.decode()
    assert "Tas om hand" in page and page.count("Styrgruppen äger frågan") == 2
    assert barrier.events.filter(act="judged").get().by == lead


def test_the_database_keeps_what_belongs_together(lab):
    barrier = add_barrier(lab=lab, title="Två journaler", **ACT)
    for wrong in ({"title": ""}, {"variety": "common"}, {"state": "merged"}, {"merged_into": barrier.pk},
                  {"state": "magic"}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Barrier.objects.filter(pk=barrier.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        BarrierEvent.objects.update(reason="Annat")


# --- Bringing together --------------------------------------------------------------------------


def test_originals_keep_words_place_and_row_and_come_back(two, lab, lead, client_of, frozen):
    first, second = two
    change_barrier(barrier=first, row_version=1, kinds=["law"], level="macro", **ACT)
    change_barrier(barrier=second, row_version=1, kinds=["culture"], level="macro", decided="national", **ACT)
    judge_state(barrier=second, state="remains", reason="Inget har hänt", **ACT)
    whole = together(lab, two)
    assert {tag.kind for tag in whole.tags.all()} == {"law", "culture"}
    assert (whole.level, whole.decided, whole.goals.get()) == ("macro", "", frozen.goal)
    rows = full(lab)
    assert titles(lab) == {whole.title}
    assert totals(rows, standing(rows)) == {"barriers": 1, "notes": 2, "sites": 2}
    assert set(traces(rows, [whole.pk])[whole.pk].places) == {"Örebro", "Karlstad"}
    page = client_of(lead).get(url("barrier", whole.pk)).content.decode()
    assert "Två journaler" in page and "från Örebro" in page and "från Karlstad" in page
    with pytest.raises(RuleBroken):
        judge_state(barrier=first, state="removed", reason="A", **ACT)
    withdraw(contribution=second.contribution, **ACT)
    page = client_of(lead).get(url("barrier", whole.pk)).content.decode()
    assert "Journaler på två ställen" not in page and "(återtaget)" in page and "1 bidrag" in page
    assert client_of(lead).post(url("barrier_apart", whole.pk)).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, first.state, first.merged_into, second.state) == ("Två journaler", "new", None, "remains")
    assert titles(lab) == {"Två journaler"}
    assert client_of(lead).get(url("barrier", whole.pk)).status_code == 404
    with pytest.raises(RuleBroken):
        take_apart(whole=whole, **ACT)


def test_what_was_brought_together_before_comes_back_whole(two, lab):
    third, fourth = add_barrier(lab=lab, title="Tredje", **ACT), add_barrier(lab=lab, title="Fjärde", **ACT)
    inner = together(lab, two, "Inre")
    middle = together(lab, [inner, third], "Mitten")
    outer = together(lab, [middle, fourth], "Yttre")
    assert set(outer.originals.all()) == {*two, third, fourth, inner, middle}
    assert not any(row.originals.exists() for row in (inner, middle)) and titles(lab) == {"Yttre"}
    with pytest.raises(RuleBroken):
        take_apart(whole=middle, **ACT)
    take_apart(whole=outer, **ACT)
    assert titles(lab) == {"Mitten", "Fjärde"} and set(middle.originals.all()) == {*two, third, inner}
    take_apart(whole=middle, **ACT)
    assert titles(lab) == {"Inre", "Tredje", "Fjärde"} and set(inner.originals.all()) == {*two}
    with pytest.raises(RuleBroken):  # it stands for nothing any more
        together(lab, [middle, fourth])


def test_what_cannot_be_brought_together_says_why(two, rooms, lab, lead, client_of):
    foreign = add_barrier(lab=factories.make_lab(), title="Ett annat labb", **ACT)
    hidden = rooms()[0].card(text="Inte visat")
    for ids, status in (([two[0].pk], 422), ([two[0].pk, foreign.pk], 404), ([two[0].pk, hidden.pk], 409)):
        with pytest.raises(RuleBroken) as broken:
            bring_together(lab=lab, ids=ids, title="A", **ACT)
        assert broken.value.status == status
    for title in ("", "x" * 161, "Ring 070-123 45 67"):
        with pytest.raises(RuleBroken):
            together(lab, two, title)
    client, sent = client_of(lead), {"hinder": [card.pk for card in two], "title": "Journalerna"}
    assert client.get(url("barrier_merge", lab.pk) + f"?hinder={two[0].pk}&hinder=x").status_code == 302
    assert "Två journaler" in client.get(url("barrier_merge", lab.pk), {"hinder": sent["hinder"]}).content.decode()
    assert client.post(url("barrier_merge", lab.pk), sent).status_code == 302
    second = client.post(url("barrier_merge", lab.pk), sent)  # somebody else had the same page open
    assert second.status_code == 409 and "har redan sammanfört ”Två journaler”" in second.content.decode()
    assert Barrier.objects.filter(title="Journalerna").count() == 1


def test_the_computer_only_suggests(lab, lead, client_of):
    for text in ("Journaler delas inte mellan kommun och region", "Kommun och region delar inte journaler",
                 "Ersättning per besök"):  # fmt: skip
        add_barrier(lab=lab, title=text, **ACT)
    groups, compared, total = alike(standing(full(lab)))
    assert (len(groups), groups[0]["total"], compared, total) == (1, 2, 3, 3)
    page = client_of(lead).get(url("barriers_alike", lab.pk)).content.decode()
    assert "Datorns förslag" in page and "Ersättning per besök" not in page
    assert not Barrier.objects.filter(merged_into__isnull=False).exists()


# --- Anyone -----------------------------------------------------------------------------------


def test_anyone_reads_only_what_was_made_public_and_never_who_or_where(two, lab, lead, client_of, frozen):
    first, _second = two
    whole = together(lab, two)
    assert public_barriers(frozen.goal, frozen) == []
    client = client_of(lead)
    preview = client.get(url("barrier_show", whole.pk)).content.decode()
    assert "Nämndes på alla 2 orter." in preview and "Örebro" not in preview
    assert client.post(url("barrier_show", whole.pk)).status_code == 302
    (told,) = public_barriers(frozen.goal, frozen)
    assert (told["title"], told["spread"]) == (whole.title, "Nämndes på alla 2 orter.")
    assert (told["people"], told["quotes"]) == ("", [])  # two people are too few to be told
    hold_note(contribution=first.contribution, reason="other", **ACT)
    assert public_barriers(frozen.goal, frozen)[0]["spread"] == "Nämndes på 1 av 2 orter."
    client.post(url("barrier_show", whole.pk))
    assert public_barriers(frozen.goal, frozen) == []
    show_to_anyone(barrier=whole, **ACT)
    for card in two:
        withdraw(contribution=card.contribution, **ACT)
    assert public_barriers(frozen.goal, frozen) == []


def test_own_words_stand_for_anyone_only_with_a_yes(room, lab, frozen):
    cards = [room.card(text=f"Hinder {n}\n\nExempel {n}") for n in range(6)]
    with pytest.raises(RuleBroken):  # not shown in the room
        show_to_anyone(barrier=cards[0], **ACT)
    room.show()
    with pytest.raises(RuleBroken):  # a person's own words
        show_to_anyone(barrier=cards[0], **ACT)
    change_consent(contribution=cards[0].contribution, use="quote", granted=True, **ACT)
    show_to_anyone(barrier=cards[0], **ACT)
    assert public_barriers(frozen.goal)[0]["quotes"] == []  # one person
    change_consent(contribution=cards[0].contribution, use="quote", granted=False, **ACT)
    assert public_barriers(frozen.goal) == []
    take_from_view(barrier=cards[0], **ACT)
    whole = together(lab, cards)
    change_consent(contribution=cards[1].contribution, use="quote", granted=True, **ACT)
    show_to_anyone(barrier=whole, **ACT)
    (told,) = public_barriers(frozen.goal)
    assert (told["people"], told["quotes"], told["spread"]) == ("Av minst 5 personer.", ["Exempel 1"], "")
    change_barrier(barrier=cards[1], row_version=2, who_can_act="Chefen på Torget", **ACT)
    change_barrier(barrier=whole, row_version=2, title="Hinder 1", who_can_act="chefen på torget", **ACT)
    (told,) = public_barriers(frozen.goal)  # said by somebody who lets it be quoted
    assert (told["title"], told["who"]) == ("Hinder 1", "Chefen på torget.")
    change_barrier(barrier=cards[2], row_version=2, who_can_act="Chefen på torget", **ACT)
    assert public_barriers(frozen.goal)[0]["who"] == ""  # somebody else wrote that, and does not
    withdraw(contribution=cards[1].contribution, **ACT)
    assert public_barriers(frozen.goal) == []
    loose = add_barrier(lab=lab, title="Utan målbild", **ACT)
    with pytest.raises(RuleBroken):
        show_to_anyone(barrier=loose, **ACT)


# --- The file ---------------------------------------------------------------------------------


def test_the_file_holds_what_the_list_holds_and_carries_nothing_out(two, lab, lead, client_of, frozen):
    whole = together(lab, two, '=HYPERLINK("x")')
    add_barrier(lab=lab, title="Inte i urvalet", level="micro", **ACT)
    answer = client_of(lead).get(url("barriers_csv", lab.pk) + f"?malbild={frozen.goal_id}")
    text = b"".join(answer).decode()
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ['\'=HYPERLINK("x")', "Två journaler", "Journaler på två ställen"]
    assert [row[1] for row in rows[1:]] == ["", str(whole.pk), str(whole.pk)]
    assert (rows[1][15], rows[1][16], rows[2][15]) == ("Örebro; Karlstad", "2", "Örebro")
    assert len({len(row) for row in rows}) == 1
