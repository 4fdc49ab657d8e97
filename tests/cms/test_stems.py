"""Swedish words brought to a common form."""

import pytest

from hlab.cms.analysis.stems import MAX_TERMS, indexed, terms
from hlab.core.stems import stem, stems


@pytest.mark.parametrize(
    ("word", "root"),
    [
        # From the sample vocabulary of the Snowball project.
        ("jaktkarlarne", "jaktkarl"),
        ("jaktkarlens", "jaktkarl"),
        ("klostergården", "klostergård"),
        ("kloster", "klost"),
        ("klokast", "klok"),
        ("kloka", "klok"),
        ("klassiskt", "klassisk"),
        ("lugnt", "lugnt"),
        ("bo", "bo"),
        ("ö", "ö"),
    ],
)
def test_stem_follows_the_published_algorithm(word, root):
    assert stem(word) == root


def test_forms_of_a_word_are_one():
    assert len({*stems("målbild målbilden målbilder målbilderna målbildernas Malbilder MÅLBILD")}) == 1


def test_small_words_and_signs_are_left_out():
    assert stems("och det som är – ”i” på!") == []


def test_words_keep_their_order_and_repeats():
    assert stems("Ring, ring igen") == [stem("ring"), stem("ring"), stem("igen")]


def test_beginnings_of_four_letters_and_more_are_indexed_once_each_beside_the_stems():
    assert indexed("Kvittokod, kvittokoden och sip") == [
        "kvittokod", "kvittokod", "sip", "kvit", "kvitt", "kvitto", "kvittok", "kvittoko",
    ]  # fmt: skip
    assert len(indexed("a" * 40)) == 1 + 17


def test_a_query_is_short_and_says_each_word_once():
    assert terms("vård vården vårdens") == ["vard"]
    assert len(terms(" ".join(f"ord{n}" for n in range(50)))) == MAX_TERMS


@pytest.mark.parametrize("text", ["", "   ", "'\"%_\\", "😀", "\x00", "()&|!:*", "-", "a" * 10_000, "שלום", "́́"])
def test_odd_text_never_fails(text):
    assert all(word.isalnum() for word in terms(text))
