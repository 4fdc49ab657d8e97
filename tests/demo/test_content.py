"""What the example lab says: invented, plain, and nobody's."""

from __future__ import annotations

import re

import pytest

from goals.enums import GoalOrigin
from hlab.accounts.reference import MUNICIPALITIES, REGIONS
from hlab.cms.demo import articles, barriers, codebook, goals, lab, plan, spring, spring_notes, stories, today, trial
from hlab.cms.demo.build_stories import name_of
from hlab.core.text import looks_personal

NOTES = [row for step in (spring_notes.HELPED, spring_notes.WORKED) for rows in step.values() for row in rows]
LIVE_NOTES = [(f"today-{n}", row[0], row[1]) for n, row in enumerate((*today.WHY_HERE, *today.NOTES))]
TOLD = [
    (name_of(person, part), person, text) for person, told, _codes in stories.STORIES for part, text in told.items()
]
SAID = [(f"trial-{person}", person, text) for person, said in trial.REMARKS.items() for text in said if text]
SAID += [(card[0], card[2], f"{card[3]} {card[4]}") for card in barriers.CARDS]
EVERYTHING = (articles, barriers, codebook, goals, lab, plan, spring, spring_notes, stories, today, trial)


def strings(value):
    """Every text in a content module or a structure of it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from strings(part)
    elif isinstance(value, tuple | list | set):
        for part in value:
            yield from strings(part)


def texts(module):
    yield from strings([value for name, value in vars(module).items() if name.isupper()])


def test_forty_people_and_everyone_says_something():
    counts = {who: spring.PERSPECTIVES.count(who) for who in spring.PERSPECTIVES}
    assert counts == {"lived": 17, "relative": 9, "staff": 8, "manager": 3, "elected": 3}
    assert {person for _key, person, _text in NOTES} == set(range(1, 41))


def test_notes_are_many_short_and_different():
    assert len(NOTES) >= 60
    assert len({key for key, _person, _text in NOTES}) == len(NOTES)
    assert len({text for _key, _person, text in NOTES}) == len(NOTES)
    assert all(20 <= len(text) <= 240 for _key, _person, text in NOTES)
    assert all(len(text) <= 240 for _key, _person, text in LIVE_NOTES)


def test_paper_telephone_and_languages_are_among_them():
    paper = [key for key, person, _text in NOTES if person in spring.PAPER]
    phone = [key for key, person, _text in NOTES if person in spring.PHONE]
    assert len(paper) >= 5
    assert len(phone) >= 2
    assert set(spring_notes.LANGUAGES.values()) == {"fi", "ar", "en"}


def test_forty_stories_after_the_guide_with_codes_of_the_book():
    asked, codes = {key for key, *_words in stories.GUIDE}, {code[0] for code in codebook.CODES}
    assert sorted(person for person, *_told in stories.STORIES) == list(range(1, 41))
    texts = {text for _key, _person, text in (*TOLD, *NOTES)}
    assert len(texts) == len(TOLD) + len(NOTES), "nobody says the same twice"
    for _person, told, coded in stories.STORIES:
        assert told.keys() <= asked and coded.keys() <= told.keys()
        assert {code for row in coded.values() for code in row} <= codes
    parts = {person: told for person, told, _codes in stories.STORIES}
    for person, part in (*codebook.OTHER_EYES, *codebook.STRETCHES, *codebook.EARLY_ON):
        assert part in parts[person]
    assert {code for row in codebook.OTHER_EYES.values() for code in row} <= codes
    assert {person for person, _part in codebook.OTHER_EYES} <= set(codebook.SECOND_READER)


def test_judgements_are_of_actions_and_malbilder_that_there_are():
    slugs = {goal["slug"] for goal in goals.GOALS}
    numbers = {int(line.split(";")[0]) for line in plan.SHEET.strip().splitlines()[1:]}
    assert {slug for _number, slug in plan.JUDGED} <= slugs
    assert {number for number, _slug in plan.JUDGED} == numbers
    assert {slug for card in barriers.CARDS for slug in card[5]} <= slugs


@pytest.mark.parametrize("note", [*NOTES, *LIVE_NOTES, *TOLD, *SAID], ids=lambda row: row[0])
def test_no_note_points_at_anybody(note):
    assert looks_personal(note[2]) == []


def test_only_held_notes_name_anybody():
    """The one that does waits for a facilitator; that is what it is there to show."""
    holds = {hold for _person, text, hold in today.NOTES if "Doktor" in text}
    assert holds == {"personal"}
    assert sorted(hold for _person, _text, hold in today.NOTES if hold) == ["distress", "personal"]
    assert not any(re.search(r"[Dd]oktor [A-ZÅÄÖ]", text) for _key, _person, text in NOTES)


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.__name__.rpartition(".")[2])
def test_no_real_region_or_municipality_is_named(module):
    """Only whole words with a capital count, so that "vara" and "mark" may be said."""
    names = {*REGIONS.values(), *MUNICIPALITIES.values()}
    names |= {name.removesuffix(" kommun").removesuffix("s") for name in MUNICIPALITIES.values()}
    names |= {name.removesuffix(" kommun") for name in MUNICIPALITIES.values()}
    names |= {name.removeprefix("Region ").removeprefix("Västra ") for name in REGIONS.values()}
    real = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(s|n)?\b")
    found = {match[0] for text in texts(module) for match in real.finditer(text)}
    assert found == set()


def test_at_most_three_rest_on_public_themes_and_the_rest_say_they_are_invented():
    origins = [goal["origin"] for goal in goals.GOALS]
    assert origins.count(GoalOrigin.PUBLIC_THEME) == 3
    assert origins.count(GoalOrigin.INVENTED) == len(origins) - 3
    assert "inte utredningens formulering" in GoalOrigin.PUBLIC_THEME.label


@pytest.mark.parametrize("module", EVERYTHING, ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_ten_are_never_claimed_and_nobody_is_called_names(module):
    words = " ".join(texts(module)).lower()
    for wrong in ("tio målbild", "10 målbild", "missbrukare", "utredningens målbild", "svaga grupper"):
        assert wrong not in words


def test_each_malbild_rests_on_notes_that_may_be_used():
    keys = {key for key, _person, _text in NOTES} - spring_notes.WITHDRAWN - spring_notes.NOT_ANALYSED
    taken_back = {name_of(person, part) for person, parts in stories.WITHDRAWN_LATER.items() for part in parts}
    told = {key for key, _person, _text in TOLD} - taken_back
    for goal in goals.GOALS:
        rests_on = set(goal["evidence"])
        for version in goal["versions"]:
            rests_on |= set(version.get("stories", ()))
            assert set(version.get("story_quotes", ())) <= set(version.get("stories", ())) <= told
            assert {key for carried in version.get("ties", ()) for key in carried} <= rests_on
        assert set(goal["evidence"]) <= keys
        assert len(set(goal["evidence"])) == len(goal["evidence"])
        assert set(goal["quotes"]) <= set(goal["evidence"])


def test_quotes_are_from_people_who_agree_to_be_quoted():
    person = {key: number for key, number, _text in [*NOTES, *TOLD]}
    for goal in goals.GOALS:
        told = {key for version in goal["versions"] for key in version.get("story_quotes", ())}
        assert not {person[key] for key in told} & spring.NO_QUOTE
        assert not {person[key] for key in goal["quotes"]} & spring.NO_QUOTE


def test_addresses_are_reserved_ones():
    addresses = re.findall(r"[\w.+-]+@[\w.-]+", " ".join(text for module in EVERYTHING for text in texts(module)))
    assert addresses
    assert all(address.endswith((".example", "example.org")) for address in addresses)


def test_dots_are_three_each_and_only_from_those_in_the_room():
    assert all(sum(dots) == 3 and len(dots) == len(spring.HELPED_THEMES) for dots in spring.DOTS.values())
    assert not set(spring.DOTS) & (spring.PAPER | spring.PHONE)


def test_a_word_may_have_two_senses_and_one_may_have_none():
    terms = [term for term, _definition, _source in lab.CONCEPTS]
    assert max(terms.count(term) for term in terms) == 2
    assert "" in [definition for _term, definition, _source in lab.CONCEPTS]
