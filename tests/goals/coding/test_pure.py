"""The tree, the marking, the words of a code and the picture: without a database."""

from goals.analysis.code_words import as_description, as_parts
from goals.analysis.codetree import Entry, below, height, in_order, level
from goals.analysis.columns import NARROW, WIDE, columns
from goals.analysis.marking import chosen, found_again, lines, trimmed
from workshops.analysis.similarity import nearest, telling_words


def test_the_tree_leaves_nobody_out_and_ends_in_circles():
    book = [
        Entry(1, None, "Väntan"), Entry(2, 1, "brev"), Entry(3, 2, "Svar", gone=True), Entry(4, 3, "Sent"),
        Entry(5, 6, "Ett"), Entry(6, 5, "Två"), Entry(7, 99, "Lös"), Entry(8, None, "Ansvar"),
    ]  # fmt: skip
    places = in_order(book)
    assert {place.key for place in places} == {1, 2, 4, 5, 6, 7, 8}  # 3 is gone
    path = {place.key: place.path for place in places}
    assert path[4] == "Väntan / brev / Sent"
    assert next(place.key for place in places if not place.depth) == 8
    assert below(book, 1) == {2, 3, 4} and below(book, 5) == {5, 6}
    assert height(book, 1) == 4 and height(book, 5) == 2 and level(book, 4) == 4 and level(book, 5) == 2


def test_sentences_are_chosen_in_runs_and_show_what_is_marked():
    text = "Ett 🙂 hus. Två båtar. Tre vägar."
    assert chosen(text, [0, 1]) == [(0, 21)] and text[0:21] == "Ett 🙂 hus. Två båtar."
    assert chosen(text, [2, 0, 0, 77, -1]) == [(0, 10), (22, 32)]
    assert chosen(text, []) == [] and lines("") == []
    first, second, third = lines(text, [(4, 14), (11, 21)])
    assert [(piece.text, piece.marked) for piece in first.pieces] == [("Ett ", False), ("🙂 hus.", True)]
    assert [piece.marked for piece in second.pieces] == [True] and third.pieces[0].text == "Tre vägar."
    assert trimmed(text, 10, 22) == (11, 21)
    for wrong in ((-1, 3), (3, 3), (5, 2), (0, 33), (10, 11)):
        assert trimmed(text, *wrong) is None
    assert found_again("två", "två tre två", near=7) == (8, 11) and found_again("fyra", "två") is None


def test_words_of_a_code_come_back_as_they_went():
    parts = {"definition": "Ett\n\ntvå", "include": "Hit", "exclude": "Dit", "example": "Brev: hit hör"}
    assert as_parts(as_description(parts), most=600) == (parts, "")
    assert as_parts("x" * 700, most=600)[1] == "x" * 100
    assert as_description({"definition": "", "include": ""}) == ""


def test_columns_hold_any_number_of_stories():
    for n in (0, 1, 12, 13, 1000):
        for frame in (WIDE, NARROW):
            picture = columns([1] * n, frame)
            assert sum(column.n for column in picture.columns) == n and len(picture.columns) <= frame.most
            assert all(float(column.x) + float(column.width) <= frame.width + 0.1 for column in picture.columns)
            assert not picture.columns or picture.columns[-1].last == n
    assert columns([0, 0], WIDE).columns[0].height == "0.0"


def test_what_is_like_shares_telling_words():
    like = ["Remissen försvann mellan två mottagningar", "Min remiss kom aldrig fram"]
    texts = ["Maten var god", "Jag fick skicka remissen en gång till", "Remissen remissen"]
    assert telling_words(like)[0] == "remiss"
    found = nearest(texts, like, threshold=0.1)
    assert {near.place for near in found} == {1, 2} and all("remiss" in " ".join(near.words) for near in found)
    assert nearest(texts, []) == [] and nearest([], like) == [] and nearest(["och det att"], ["och"]) == []
