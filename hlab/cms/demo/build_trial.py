"""Trying a målbild on the net: answers of those who have told before, a record of them, and what people say of how they
stand in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from goals.actions.checks import check_from_answers
from goals.actions.dissents import write_dissent
from goals.actions.judging import judge
from goals.actions.representing import reply_to_view, say_own_view
from goals.models import GoalVersion
from goals.queries.judged import KIND
from hlab.accounts.models import Receipt, User
from hlab.cms.demo import spring, trial
from hlab.cms.demo.acts import MINUTE, joined, key, opened, shown
from hlab.cms.demo.moments import moment
from workshops.actions import pacing, planning
from workshops.enums import Channel
from workshops.models import Contribution

BEGINS, ENDS, CLOSED = moment(9, 2, 8), moment(9, 16, 20), moment(9, 17, 9)
APART = timedelta(hours=13, minutes=7)
SEEN = moment(10, 5, 19)


@dataclass(frozen=True)
class Trial:
    """receipts: of those who have told before, by number."""

    receipts: dict[int, Receipt]

    def hold(self, version: GoalVersion, *, by: User) -> None:
        """A step that was open for two weeks, and the record that was made of its answers."""
        workshop = planning.create_workshop(
            lab=version.goal.lab, by=by, at=BEGINS - timedelta(days=1), with_programme=False, is_demo=True,
            starts_at=BEGINS, **trial.WORKSHOP,
        )  # fmt: skip
        step = planning.add_exercise(
            workshop=workshop, kind=KIND, title=trial.STEP_TITLE, minutes=10, open_until=ENDS,
            settings={"versions": [version.pk]}, by=by, at=BEGINS - timedelta(days=1),
        )  # fmt: skip
        pacing.open_workshop(workshop=workshop, by=by, at=BEGINS)
        step = opened(workshop.site, step, None, by, BEGINS)
        people = sorted((person, answer) for answer, persons in trial.ANSWERS.items() for person in persons)
        remarks = {}
        for order, (person, answer) in enumerate(people):
            at = BEGINS + order * APART
            place = joined(
                workshop.site, spring.PERSPECTIVES[person - 1], receipt=self.receipts[person], at=at,
                channel=Channel.ONLINE, consent_quote=person not in spring.NO_QUOTE,
                consent_reuse=person in spring.REUSE,
            )  # fmt: skip
            missing, wording = trial.REMARKS.get(person, ("", ""))
            said = judge(
                exercise=step, participation=place, version=version, answer=answer, missing=missing, wording=wording,
                client_key=key(f"trial-{person}"), language=trial.LANGUAGES.get(person, "sv"), by=place,
                at=at + 6 * MINUTE,
            )  # fmt: skip
            remarks[person] = said.missing
        shown(step, by, ENDS)
        pacing.close_workshop(workshop=workshop, by=by, at=CLOSED)
        check_from_answers(version=version, exercise=step, how=trial.HOW, by=by, at=CLOSED + timedelta(hours=1))
        person, text, group = trial.DISSENT
        write_dissent(
            version=version, text=text, group=group, note=remarks[person], by=by, at=CLOSED + timedelta(hours=2)
        )

    def hear_own_views(self, version: GoalVersion, notes: dict[str, Contribution], *, by: User) -> None:
        """What people say of how their words stand in the målbild, and what the lab answers."""
        for order, (name, answer, words, reply, replied) in enumerate(trial.OWN_VIEWS):
            note = notes[name]
            view = say_own_view(
                evidence=version.evidence.get(contribution=note), answer=answer, words=words,
                by=note.participation.receipt, at=SEEN + order * APART,
            )  # fmt: skip
            if reply:
                reply_to_view(view=view, reply=reply, by=by, at=moment(*replied, 11))
