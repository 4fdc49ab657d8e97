"""What a file holds, and which part of it a player asks for."""

from __future__ import annotations

import pytest

from hlab.core.byteranges import asked_range
from tests.workshops.kinds.sounds import NO_SOUNDS, SOUNDS
from workshops.analysis.sound import ENOUGH, SUFFIX, kind_of


@pytest.mark.parametrize(
    ("kind", "head"), [(kind, head) for kind, heads in SOUNDS.items() for head in heads], ids=lambda v: str(v)[:14]
)
def test_sounds_are_known_by_how_they_begin(kind, head):
    assert kind_of(head) == kind
    assert kind_of(head[:ENOUGH]) == kind
    assert kind in SUFFIX


@pytest.mark.parametrize("name", NO_SOUNDS)
def test_what_is_no_sound_is_not_taken_for_one(name):
    assert kind_of(NO_SOUNDS[name]) == ""


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", (0, 99)),
        ("bytes=10-19", (10, 19)),
        ("bytes=10-5000", (10, 99)),
        ("bytes=-30", (70, 99)),
        ("bytes=-5000", (0, 99)),
        ("Bytes = 5-6", (5, 6)),
        ("bytes=0-9,20-29", None),
        ("bytes=9-5", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=²-3", None),
        ("bytes=1-" + "9" * 40, None),
        ("bananer=0-9", None),
    ],
)
def test_one_range_is_given_and_nonsense_is_the_whole(header, part):
    assert asked_range(header, 100) == part


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=200-300", "bytes=-0"])
def test_beyond_the_file_is_an_error(header):
    with pytest.raises(ValueError, match="file"):
        asked_range(header, 100)


def test_nothing_can_be_asked_of_an_empty_file():
    with pytest.raises(ValueError, match="file"):
        asked_range("bytes=-1", 0)
