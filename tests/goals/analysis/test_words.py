"""Two wordings word by word, and stories sentence by sentence: nothing is lost, and it reads well."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.analysis.words import Segment, sentences, word_diff


def told(old: str, new: str) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[part.kind].format(part.text) for part in word_diff(old, new))


@pytest.mark.parametrize(
    ("old", "new", "reads"),
    [
        ("Jag får hjälp i tid.", "Jag får hjälp i tid.", "Jag får hjälp i tid."),
        ("Jag får hjälp.", "Jag får hjälp i tid.", "Jag får hjälp[+ i tid+]."),
        ("Jag får vänta på hjälp.", "Jag får hjälp.", "Jag får[- vänta på-] hjälp."),
        ("Jag vill ha kaffe och te hemma.", "Jag vill ha mjölk och saft hemma.",
         "Jag vill ha[- kaffe och te-][+ mjölk och saft+] hemma."),
        ("Vi ses. Jag kan tala.", "Vi ses. Jag vill tala. Hej.", "Vi ses. Jag[- kan-][+ vill+] tala.[+ Hej.+]"),
        ("", "Ny.", "[+Ny.+]"),
        ("Gammal.", "", "[-Gammal.-]"),
        ("a  b", "a b", "a[-  -][+ +]b"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_a_change_reads_as_one_would_mark_it_by_hand(old, new, reads):
    assert told(old, new) == reads


def test_a_change_in_one_sentence_leaves_the_others_alone():
    old = "Jag blir sedd. Jag får vara med och bestämma. Jag vet vem jag ringer."
    new = "Jag vet vem jag ringer. Jag blir sedd. Jag får alltid vara med och bestämma."
    kept = [part.text for part in word_diff(old, new) if part.kind == "same"]
    assert any("Jag blir sedd. Jag får" in text for text in kept)
    turned = told(
        "Jag får hjälp när jag själv säger till. Jag vill.", "Jag vill. Jag får alltid hjälp när jag själv säger till."
    )
    assert (
        turned
        == "[-Jag får hjälp när jag själv säger till. -]Jag vill.[+ Jag får alltid hjälp när jag själv säger till.+]"
    )
    paragraphs = word_diff("Ett.\n\nTvå ben.\n\nTre.", "Ett.\n\nTvå armar.\n\nTre.")
    assert paragraphs == [
        Segment("same", "Ett.\n\nTvå"), Segment("removed", " ben"), Segment("added", " armar"),
        Segment("same", ".\n\nTre."),
    ]  # fmt: skip


texts = st.one_of(
    st.lists(st.sampled_from([*"jag du vi får hjälp i tid och . , ! ? kl. 9 t.ex. ” 🙂 å".split(), " ", "\n"]))
    .map(" ".join),
    st.text(max_size=60),
)  # fmt: skip


@given(texts, texts)
def test_both_wordings_can_be_read_out_of_the_difference(old, new):
    parts = word_diff(old, new)
    assert "".join(part.text for part in parts if part.kind != "added") == old
    assert "".join(part.text for part in parts if part.kind != "removed") == new
    assert all(part.text for part in parts)
    kinds = [part.kind for part in parts]
    assert all(a != b for a, b in pairwise(kinds))
    assert ("added", "removed") not in list(pairwise(kinds))
    assert [part.kind for part in word_diff(old, old)] in (["same"], [])


@pytest.mark.parametrize("n", [150, 3000])
def test_long_texts_with_nothing_alike_but_the_small_words(n):
    old, new = (" ".join(f"och {word}{at} i det" for at in range(n)) for word in ("jag", "du"))
    parts = word_diff(old, new)
    assert (len(parts) > 2) == (n == 150)  # a stretch that would take too long is told as exchanged in whole
    assert "".join(part.text for part in parts if part.kind != "removed") == new


@given(texts)
def test_sentences_hold_every_sign_in_order(text):
    found = sentences(text)
    at = 0
    for one in found:
        assert text[one.start : one.end] == one.text == one.text.strip() != ""
        assert not text[at : one.start].strip()
        assert "\n" not in one.text
        at = one.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Jag ringde. Ingen svarade! Varför? Vet inte", ["Jag ringde.", "Ingen svarade!", "Varför?", "Vet inte"]),
        ("Hjälp, t.ex. När jag sover, bl.a. hemma. Sedan gick jag.",
         ["Hjälp, t.ex. När jag sover, bl.a. hemma.", "Sedan gick jag."]),
        ("Vi ses kl. 9 hos dr. Ek. Det blev bra.", ["Vi ses kl. 9 hos dr. Ek.", "Det blev bra."]),
        ("Läkare, kurator m.m. Sedan kom hon.", ["Läkare, kurator m.m.", "Sedan kom hon."]),
        ("Läkare, kurator m.m. kom hem.", ["Läkare, kurator m.m. kom hem."]),
        ("Det var den 3. maj 2026. Det regnade.", ["Det var den 3. maj 2026.", "Det regnade."]),
        ("Hon sa: ”Kom in.” Jag gick. ”Varför?” sa hon.", ["Hon sa: ”Kom in.”", "Jag gick.", "”Varför?” sa hon."]),
        ("Jag får tid i dec. nästa år.", ["Jag får tid i dec. nästa år."]),
        ("jag väntade. sen gick jag. ingen såg", ["jag väntade.", "sen gick jag.", "ingen såg"]),
        ("Jag ... visste inte. A. Ek kom", ["Jag ... visste inte.", "A. Ek kom"]),
        ("Första raden\nandra raden\r\n\n– Tredje", ["Första raden", "andra raden", "– Tredje"]),
        ("Det kostar 3.50 kr. Jag betalade 12.", ["Det kostar 3.50 kr.", "Jag betalade 12."]),
        ("🙂 Bra. 🙂", ["🙂 Bra.", "🙂"]),
        (" \n ", []),
    ],
)  # fmt: skip
def test_a_story_is_cut_where_one_draws_breath(text, parts):
    assert [one.text for one in sentences(text)] == parts
