"""What may be a name is pointed out to whoever decides whether the words are shown."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from feedback.actions.showing import show_remark
from feedback.analysis.naming import MOST, perhaps_names
from feedback.enums import RoundState
from hlab.core.errors import RuleBroken
from tests.factories import NOON
from tests.feedback.sample import make_remark, make_response, make_round


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Det var Anna Svensson på Solgården som sa nej.", ["Anna Svensson", "Solgården"]),
        ("Hälsa till Karl-Erik", ["Karl-Erik"]),
        ("Han heter Åke.\nHan bor i Örebro, Åke alltså.", ["Åke", "Örebro"]),
        ("Skriv SIP i planen. Börja där. Att IVO och Region Exempel ser det", ["Exempel"]),
        ("”Börja nu”, sa de. (Men ingen kom.) Varför: Ingen vet.\n- Tänk om", []),
        ("", []),
    ],
)
def test_a_capital_within_a_sentence_may_be_a_name(text, names):
    assert perhaps_names(text) == names


def test_a_few_are_enough():
    assert len(perhaps_names("och Anna, Bo, Cilla, Dan, Eva, Frida, Gun")) == MOST


@pytest.mark.django_db
def test_words_with_a_name_are_read_once_more_before_they_are_shown(client_of, lead, lab):
    """In another language than Swedish capitals say something else."""
    round = make_round(lab=lab, state=RoundState.COUNTED)
    remark, english = (
        make_remark(response=make_response(round=round), text=text)
        for text in ("Jag ringde till Anna Svensson.", "Then I waited until Monday.")
    )
    for row, language in ((remark, "sv"), (english, "en")):
        row.contribution.consent_quote, row.contribution.language = True, language
        row.contribution.save()
    assert show_remark(remark=english, by=lead, at=NOON).shown_at
    with pytest.raises(RuleBroken, match="peka ut någon"):
        show_remark(remark=remark, by=lead, at=NOON)
    client, here = client_of(lead), reverse("feedback:remark", args=[remark.pk])
    page = client.get(here).text
    assert "Kan innehålla ett namn" in page and "i tanke: Anna Svensson." in page
    words = BeautifulSoup(page, "html.parser").select_one("[name=ord]")["value"]
    asked = client.post(here, {"act": "visa", "ord": words})
    assert asked.status_code == 422 and "Jag har läst orden igen." in asked.text
    assert client.post(here, {"act": "visa", "ord": words, "confirmed": "1"}).status_code == 302
    remark.refresh_from_db()
    assert remark.shown_at
