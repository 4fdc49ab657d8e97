"""Components: what they say to those who see, those who listen and those who write hostile text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from tests.design.render import html, soup

COMPONENTS = Path(settings.BASE_DIR) / "templates" / "components"
FRAME = {
    "demo",
    "language",
    "messages",
    "live_scripts",
    "figures",
    "journey_styles",
    "field",
    "form",
}  # parts of the page; bound fields
HOSTILE = "<script>alert('å')</script> & \"x\""


class Form(forms.Form):
    kod = forms.CharField(label="Kod", help_text="Står på inbjudan.")
    lapp = forms.CharField(label="Lapp", max_length=20, required=False, widget=forms.Textarea)
    roll = forms.ChoiceField(
        label="Roll", choices=[("a", "Anhörig"), ("x", "Vill inte svara")], widget=forms.RadioSelect
    )
    ja = forms.BooleanField(label="Ja", help_text="Du kan ändra dig.")
    fil = forms.FileField(label="Fil", required=False)
    nyckel = forms.CharField(widget=forms.HiddenInput)


def field(name: str, data=None, **attrs) -> object:
    extra = " ".join(f'{key}="{value}"' for key, value in attrs.items())
    return soup(f'<c-field :field="field" {extra} />', field=Form(data)[name])


def test_a_field_with_an_error_is_tied_to_its_hint_and_its_error():
    page = field("kod", {})
    control = page.find("input")
    assert control["aria-invalid"] == "true"
    ids = control["aria-describedby"].split()
    assert [page.find(id=one).get_text(strip=True)[:4] for one in ids] == ["Står", "Fel:"]
    assert page.find("label")["for"] == control["id"]


def test_a_field_without_error_says_nothing_of_errors():
    page = field("kod")
    assert "aria-invalid" not in page.find("input").attrs
    assert not page.select(".field--err, .err")


def test_a_text_has_a_counter_and_no_hard_stop():
    page = field("lapp", {"lapp": "x" * 30})
    box = page.find("textarea")
    assert "maxlength" not in box.attrs, "a paste would be cut without a word"
    assert box.get_text(strip=True) == "x" * 30
    counter = page.find(id=f"{box['id']}_count")
    assert counter["data-max"] == "20"
    assert counter["id"] in box["aria-describedby"].split()


def test_a_draft_is_kept_only_where_asked_for():
    assert "data-draft" not in field("lapp").find("textarea").attrs
    box = field("lapp", draft="lapp-7").find("textarea")
    assert box["data-draft"] == "lapp-7"
    assert box["data-draft-words"].count("|") == 2


def test_choices_are_a_fieldset_with_a_legend_and_labels():
    page = field("roll", {}, unknown="x")
    group = page.find("fieldset")
    assert group.find("legend").get_text(strip=True) == "Roll"
    assert page.find(id=group["aria-describedby"]).get_text(strip=True).startswith("Fel:")
    assert [label["for"] for label in page.find_all("label")] == [box["id"] for box in page.find_all("input")]
    assert [label.get_text(strip=True) for label in page.select(".choice--unk")] == ["Vill inte svara"]


def test_a_box_to_tick_has_its_label_and_hint():
    page = field("ja")
    assert page.find("label")["for"] == page.find("input")["id"]
    assert page.find(id=page.find("input")["aria-describedby"]).get_text() == "Du kan ändra dig."


def test_what_may_be_skipped_says_so_only_where_something_else_may_not():
    assert "(frivilligt)" in field("lapp").get_text()
    assert "(frivilligt)" not in field("kod").get_text()

    class Free(forms.Form):
        one = forms.CharField(required=False)

    assert "(frivilligt)" not in html('<c-field :field="form.one" />', form=Free())


def test_a_hint_left_out_is_not_pointed_at():
    assert "aria-describedby" not in field("kod", None, **{":bare": "True"}).find("input").attrs


def test_no_field_is_named_by_its_placeholder():
    class Shy(forms.Form):
        one = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Skriv här"}))

    assert "placeholder" not in html('<c-field :field="form.one" />', form=Shy())


def test_the_error_summary_leads_to_each_field():
    form = Form({})
    page = soup('<c-form :form="form" action="/spara/" submit="Spara" />', form=form)
    box = page.find(id="fel")
    assert box["role"] == "alert" and box["tabindex"] == "-1" and box.has_attr("autofocus")
    assert box.find("h2").get_text() == "4 saker behöver rättas"
    targets = [link["href"][1:] for link in box.find_all("a")]
    assert targets == ["id_kod", "id_roll_0", "id_ja"]
    assert all(page.find(id=target).name == "input" for target in targets)


def test_what_was_left_out_says_what_to_do():
    class Empty(Form):
        val = forms.ChoiceField(label="Val", choices=[("a", "A")])
        fil = forms.FileField(label="Fil")
        namn = forms.CharField(label="Namn", error_messages={"required": "Skriv vad hunden heter."})

    page = soup('<c-form :form="form" />', form=Empty({}))
    said = dict(link.get_text().split(" – ") for link in page.find(id="fel").find_all("a"))
    assert said == {
        "Kod": "Skriv något här.",
        "Roll": "Välj ett av alternativen.",
        "Ja": "Kryssa i rutan.",
        "Fil": "Välj en fil.",
        "Val": "Välj ett av alternativen.",
        "Namn": "Skriv vad hunden heter.",
    }
    assert "Fel: Skriv något här." in page.find(id="id_kod_error").get_text()


def test_what_is_needed_later_is_no_matter_of_choice():
    class Later(forms.Form):
        kod = forms.CharField()
        vem = forms.CharField(required=False)

    form = Later()
    form.fields["vem"].needed_later = True
    assert "(frivilligt)" not in html('<c-field :field="form.vem" />', form=form)


def test_one_thing_to_put_right_is_said_as_one():
    page = soup('<c-errors :form="form" />', form=Form({"kod": "A", "roll": "a", "ja": "on"}))
    assert page.find("h2").get_text() == "En sak behöver rättas"


def test_a_form_without_errors_has_no_summary():
    assert not soup('<c-form :form="form" />', form=Form()).find(id="fel")


def test_a_form_is_whole():
    page = soup('<c-form :form="form" action="/x/" cancel="/y/">extra</c-form>', form=Form())
    form = page.find("form")
    assert form.find("input", {"name": "csrfmiddlewaretoken"})
    assert form["enctype"] == "multipart/form-data", "it has a file field"
    assert form.has_attr("novalidate") and form.has_attr("data-submit-once")
    assert {control["name"] for control in form.select("[name]")} >= set(Form.base_fields)
    assert len(form.select("button")) == 1
    assert "extra" in form.get_text()


def test_a_chip_says_in_words_what_it_shows():
    for kind in ("now", "done", "wait", "no", "unk", "service", "prod"):
        chip = soup(f'<c-chip kind="{kind}">Väntar</c-chip>').find("span")
        assert chip.get_text(strip=True) == "Väntar"
        assert chip["class"] == ["chip", f"chip--{kind}"]
    assert soup("<c-chip>Neutral</c-chip>").find("span")["class"] == ["chip"]


@pytest.mark.parametrize(
    "source",
    [
        '<c-note text="{{ text }}" by="{{ text }}" />',
        '<c-note :text="text" :by="text" />',
        '<c-voice text="{{ text }}" by="{{ text }}" />',
        '<c-chip kind="now">{{ text }}</c-chip>',
        '<c-alert title="{{ text }}">{{ text }}</c-alert>',
        '<c-crumbs :items="rows" />',
        '<c-facts :items="rows" />',
        '<c-phases :items="rows" />',
        '<c-trail :items="trail" />',
        '<c-stat label="{{ text }}" value="{{ text }}">{{ text }}</c-stat>',
        '<c-cluster title="{{ text }}" count="{{ text }}" />',
        '<c-story text="{{ text }}" />',
        '<c-dissent text="{{ text }}" by="{{ text }}" />',
        '<c-said said="{{ text }}" did="{{ text }}" refused="{{ text }}" />',
        '<c-confirm id="d" title="{{ text }}" action="/x/" submit="{{ text }}">{{ text }}</c-confirm>',
        '<c-join code="{{ text }}" url="http://testserver/ga-med/" />',
        '<c-pager :page="text" query="{{ text }}" />',
        '<c-empty title="{{ text }}">{{ text }}</c-empty>',
    ],
)
def test_what_people_write_is_shown_and_never_run(source):
    trail = [{"at": date(2026, 3, 12), "strong": HOSTILE, "text": HOSTILE, "label": HOSTILE}]
    out = html(source, text=HOSTILE, rows=[(HOSTILE, HOSTILE)], trail=trail)
    assert "<script" not in out
    assert "&amp;amp;" not in out and "&amp;lt;" not in out, "escaped twice"


def test_a_component_takes_nothing_from_the_page_around_it():
    around = {
        "title": "LÄCKA",
        "text": "LÄCKA",
        "by": "LÄCKA",
        "items": [("LÄCKA", "x")],
        "kind": "no",
        "label": "LÄCKA",
    }
    for file in sorted(COMPONENTS.glob("[a-z]*.html")):
        if file.stem in FRAME:
            continue
        name = file.stem
        assert "LÄCKA" not in html(f"<c-{name} />", **around), name


def test_a_note_that_is_held_looks_and_is_a_list_item():
    note = soup('<c-note text="rad ett\nrad två" :held="True">Flytta</c-note>').find("li")
    assert note["class"] == ["note", "note--held"]
    assert note.find("br") and note.select_one(".actions").get_text() == "Flytta"
    assert not soup('<c-note text="x" />').select(".actions, .by")


def test_a_confirmation_asks_by_itself_and_the_safe_answer_has_focus():
    page = soup('<c-confirm id="d" title="Stänga?" action="/stang/" submit="Stäng" kind="stop">Text</c-confirm>')
    dialog = page.find("dialog")
    assert page.find(id=dialog["aria-labelledby"]).get_text() == "Stänga?"
    form = dialog.find("form")
    assert (form["method"], form["action"]) == ("post", "/stang/")
    assert form.find("input", {"name": "confirm"})["value"] == "1"
    act, wait = form.find_all("button")
    assert "btn--stop" in act["class"] and "autofocus" not in act.attrs
    assert wait["formmethod"] == "dialog" and wait.has_attr("autofocus"), "closes without script"


def test_steps_say_which_are_done_and_which_is_now():
    page = soup('<c-phases :items="rows" />', rows=[("Läs", "done"), ("Skriv", "now"), ("Sortera", "")])
    first, second, third = page.find_all("li")
    assert first.get_text() == "Läs, klart"
    assert second["aria-current"] == "step"
    assert third.attrs == {}


def test_a_trail_is_dashed_from_the_last_thing_done():
    rows = [
        {"at": date(2026, 3, 12), "text": "Läst", "state": "last-done"},
        {"at": None, "text": "Sen", "state": "next"},
    ]
    first, second = soup('<c-trail :items="rows" />', rows=rows).find_all("li")
    assert first["class"] == ["is-last-done"] and second["class"] == ["is-next"]
    assert first.find("time")["datetime"] == "2026-03-12"
    assert first.find("time").get_text() == "12 mars 2026"
    assert second.find("time") is None


def test_all_three_parts_of_said_and_did_are_always_there():
    heads = [head.get_text() for head in soup('<c-said said="Att få ringa." />').find_all("h4")]
    assert heads == ["Det här sa ni", "Det här gjorde vi", "Det här gjorde vi inte, och varför"]


def test_the_clock_follows_the_server():
    clock = soup('<c-timer :seconds="left" />', left=380).find("time")
    assert clock.get_text() == "6.20"
    assert clock["data-server-now"] < clock["data-ends"]
    assert soup('<c-timer :seconds="left" />', left=-5).find("time").get_text() == "0.00"


def test_a_count_is_said_in_words_too():
    page = soup('<c-count done="12" total="15" label="är klara" />')
    assert page.find("progress")["aria-label"] == "12 av 15 är klara"
    assert page.find("p").get_text() == "12 av 15 är klara"


def test_a_qr_code_says_where_it_leads():
    page = soup('<c-join code="BJÖRK 27" url="http://testserver/ga-med/" />')
    assert page.find("svg")["role"] == "img" and page.find("svg").find("title").get_text()
    assert page.select_one(".code").get_text() == "BJÖRK 27"


@pytest.mark.parametrize(("key", "shown"), [("ABCDEFGHIJ", "ABCD EFGH IJ"), ("ABCD", "ABCD"), ("", "")])
def test_a_long_key_is_read_in_fours(key, shown):
    assert html("{% load design %}{{ key|in_fours }}", key=key) == shown
