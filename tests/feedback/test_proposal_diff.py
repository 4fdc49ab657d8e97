"""What differs between two versions, by words and by anchors."""

from __future__ import annotations

from dataclasses import replace

from feedback.analysis.diff import Part, differences
from feedback.analysis.document import Mockup, Paragraph, Scene, Version

ONE, TWO, THREE = (Paragraph(f"p{n}", f"{n} §", f"Så ska det vara i {n}.", "Så blir det.") for n in (1, 2, 3))
SCENE = Scene("a", "lived", "Första mötet", "Tre ställen.", "En person.", today_drawing="doors", today_alt="Dörrar.")
OLD = Version(
    1, "En plan", "Alla har samma plan.", unknowns=("Kostnad",), paragraphs=(ONE, TWO, THREE), scenes=(SCENE,)
)


def told(part: Part) -> tuple[str, str]:
    return part.anchor, part.how


def text(field, *kinds: str) -> str:
    return "".join(piece.space + piece.text for piece in field.pieces if piece.kind in kinds)


def test_the_same_twice_differs_in_nothing():
    found = differences(OLD, OLD)
    assert not found.is_any and not found.words
    assert found.same == {"paragraphs": ["1 §", "2 §", "3 §"], "scenes": ["Första mötet"]}
    assert [told(part) for part in found.paragraphs] == [("p1", "same"), ("p2", "same"), ("p3", "same")]


def test_words_that_changed_make_both_wordings():
    new = replace(OLD, summary="Alla har samma plan, med dig.", unknowns=("Kostnad", "Tid"), fidelity=3)
    found = differences(OLD, new)
    assert [field.name for field in found.words] == ["summary", "unknowns"]
    assert text(found.words[0], "same", "removed") == OLD.summary
    assert text(found.words[0], "same", "added") == new.summary
    assert found.fidelity == (2, 3)


def test_a_paragraph_is_followed_by_its_anchor_whatever_it_is_called():
    new = replace(OLD, paragraphs=(ONE, replace(TWO, label="4 §", legal="Så ska det inte vara i 2."), THREE))
    part = differences(OLD, new).paragraphs[1]
    assert (told(part), part.before, part.after) == (("p2", "changed"), "2 §", "4 §")
    assert [field.name for field in part.fields] == ["label", "legal"]


def test_what_is_gone_stands_where_it_stood_and_what_is_new_where_it_stands():
    new = replace(OLD, paragraphs=(ONE, THREE, Paragraph("ny", "4 §", "Nytt.")))
    found = differences(OLD, new).paragraphs
    assert [told(part) for part in found] == [("p1", "same"), ("p2", "removed"), ("p3", "same"), ("ny", "added")]
    assert text(found[1].fields[0], "removed") == TWO.legal
    first = differences(OLD, replace(OLD, paragraphs=(TWO, THREE))).paragraphs
    assert [told(part) for part in first] == [("p1", "removed"), ("p2", "same"), ("p3", "same")]


def test_only_what_was_lifted_is_told_as_moved():
    found = differences(OLD, replace(OLD, paragraphs=(THREE, ONE, TWO))).paragraphs
    assert [told(part) for part in found] == [("p3", "moved"), ("p1", "same"), ("p2", "same")]


def test_a_scene_with_another_picture_or_letter_is_changed():
    letter = Mockup("today", "letter", "Kallelse", "Välkommen.")
    for other in (replace(SCENE, today_drawing="table"), replace(SCENE, mockups=(letter,))):
        (part,) = differences(OLD, replace(OLD, scenes=(other,))).scenes
        assert (part.how, part.pictured, part.fields) == ("changed", True, ())


def test_nothing_and_something():
    bare = Version(1, "En plan", "Alla har samma plan.")
    assert [part.how for part in differences(bare, OLD).paragraphs] == ["added"] * 3
    assert [part.how for part in differences(OLD, bare).scenes] == ["removed"]
