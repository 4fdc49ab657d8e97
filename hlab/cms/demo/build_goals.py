"""The example målbilder, each on its way: tried, changed, adopted, public, or still a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from goals.actions.causes import put_causes
from goals.actions.checks import record_check
from goals.actions.evidence import put_voices
from goals.actions.sentences import tie_sentences
from goals.actions.status import adopt, validate
from goals.actions.values import add_area, link_areas
from goals.actions.versions import change_draft, create_goal, start_new_version
from goals.analysis.words import sentences
from goals.models import Excerpt, GoalVersion, MemberCheck, ValueArea
from hlab.accounts.models import User
from hlab.cms.actions.publishing import publish_goal
from hlab.cms.demo.build_trial import Trial
from hlab.cms.demo.goals import AREAS, GOALS
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.models import Contribution

WORDS = ("title", "statement", "easy_read", "level", "shifts", "what_changed", "why_changed")
AREAS_AT = moment(3, 23, 11)


@dataclass(frozen=True)
class Hands:
    """Who does what with the målbilder, and what they have at hand: notes and marked stretches by key."""

    writer: User
    editor: User
    lead: User
    notes: dict[str, Contribution]
    excerpts: dict[str, Excerpt]
    trial: Trial


def build_goals(*, lab: Lab, hands: Hands) -> None:
    """Write, publish, try and adopt, in the order of the calendar for each målbild."""
    areas = {
        name: add_area(lab=lab, name=words, description=means, by=hands.writer, at=AREAS_AT)
        for name, (words, means) in AREAS.items()
    }
    for content in GOALS:
        first, *later = content["versions"]
        at = moment(*first["written"])
        version = create_goal(
            lab=lab, origin=content["origin"], slug=content["slug"], by=hands.writer, at=at,
            contribution_ids=[hands.notes[name].pk for name in content["evidence"]],
            quotes=[hands.notes[name].pk for name in content["quotes"]],
            **{name: first[name] for name in WORDS if name in first},
        )  # fmt: skip
        _lay_under(version, first, hands, areas, at + timedelta(hours=1))
        _go_on(version, first, hands)
        for wording in later:
            at = moment(*wording["written"])
            version = start_new_version(goal=version.goal, by=hands.writer, at=at)
            version = change_draft(
                version=version, row_version=version.row_version, by=hands.writer, at=at + timedelta(hours=2),
                **{name: wording[name] for name in WORDS if name in wording},
            )  # fmt: skip
            _say_why(version, wording, hands.writer, at + timedelta(hours=2))
            _lay_under(version, wording, hands, areas, at + timedelta(hours=3))
            _go_on(version, wording, hands)


def _lay_under(version: GoalVersion, wording: dict, hands: Hands, areas: dict[str, ValueArea], at: datetime) -> None:
    """Parts of stories as voices, which voices carry which sentence, and the value areas that it touches."""
    notes, names = hands.notes, wording.get("stories", ())
    if names:
        put_voices(
            version=version, contribution_ids=[notes[name].pk for name in names], by=hands.writer, at=at,
            quotes=[notes[name].pk for name in wording["story_quotes"]],
            excerpts={notes[name].pk: hands.excerpts[name].pk for name in names if name in hands.excerpts},
        )  # fmt: skip
    if "ties" in wording:
        said = [sentence.text for sentence in sentences(version.statement)]
        ties = {
            text: [notes[name].pk for name in carry] for text, carry in zip(said, wording["ties"], strict=True)
        }  # fmt: skip
        seen = [note for carried in ties.values() for note in carried]
        tie_sentences(version=version, ties=ties, seen=seen, by=hands.writer, at=at)
    if "areas" in wording:
        reasons = {areas[name].pk: why for name, why in wording["areas"].items()}
        link_areas(version=version, reasons=reasons, by=hands.writer, at=at)


def _say_why(version: GoalVersion, wording: dict, writer: User, at: datetime) -> None:
    """What caused each change: how the version before was tried, or nobody's remark."""
    tried = MemberCheck.objects.filter(version__goal=version.goal_id, version__number=version.number - 1).last()
    remarks = {f"check-{tried.pk}": text for text, asked in wording["causes"] if asked} if tried else {}
    editorial = [text for text, asked in wording["causes"] if not asked]
    put_causes(version=version, remarks=remarks, editorial=editorial, by=writer, at=at)


def _go_on(version: GoalVersion, wording: dict, hands: Hands) -> None:
    """Take one version as far as it has come."""
    if "published" in wording:
        publish_goal(version=version, by=hands.editor, at=moment(*wording["published"], 10))
        version.refresh_from_db()
    if "check" in wording:
        held = moment(*wording["check"]["held_on"], 15)
        record_check(version=version, by=hands.writer, at=held, **wording["check"] | {"held_on": held.date()})
    if "tried" in wording:
        hands.trial.hold(version, by=hands.writer)
    if "validated" in wording:
        version = validate(version=version, by=hands.writer, at=moment(*wording["validated"], 16))
    if "adopted" in wording:
        adopt(
            version=version, decider=wording["decider"], reason=wording["reason"], by=hands.lead,
            at=moment(*wording["adopted"], 14),
        )  # fmt: skip
    if "tried" in wording:
        hands.trial.hear_own_views(version, hands.notes, by=hands.writer)
