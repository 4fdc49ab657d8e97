"""The example målbilder, each on its way: tried, changed, adopted, public, or still a draft."""

from __future__ import annotations

from datetime import timedelta

from goals.actions.causes import put_causes
from goals.actions.checks import record_check
from goals.actions.status import adopt, validate
from goals.actions.versions import change_draft, create_goal, start_new_version
from goals.models import GoalVersion, MemberCheck
from hlab.accounts.models import User
from hlab.cms.actions.publishing import publish_goal
from hlab.cms.demo.goals import GOALS
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab
from workshops.models import Contribution

WORDS = ("title", "statement", "what_changed", "why_changed")


def build_goals(*, lab: Lab, notes: dict[str, Contribution], writer: User, editor: User, lead: User) -> None:
    """Write, publish, try and adopt, in the order of the calendar for each målbild. notes: {key: note}."""
    for content in GOALS:
        first, *later = content["versions"]
        version = create_goal(
            lab=lab, title=first["title"], statement=first["statement"], origin=content["origin"],
            slug=content["slug"], contribution_ids=[notes[key].pk for key in content["evidence"]],
            quotes=[notes[key].pk for key in content["quotes"]], by=writer, at=moment(*first["written"]),
        )  # fmt: skip
        _go_on(version, first, writer, editor, lead)
        for wording in later:
            at = moment(*wording["written"])
            version = start_new_version(goal=version.goal, by=writer, at=at)
            version = change_draft(
                version=version, row_version=version.row_version, by=writer, at=at + timedelta(hours=2),
                **{name: wording[name] for name in WORDS},
            )  # fmt: skip
            _say_why(version, wording, writer, at + timedelta(hours=2))
            _go_on(version, wording, writer, editor, lead)


def _say_why(version: GoalVersion, wording: dict, writer: User, at) -> None:
    """What caused the change: how the version before was tried, where it was."""
    tried = MemberCheck.objects.filter(version__goal=version.goal_id, version__number=version.number - 1).last()
    remarks = {f"check-{tried.pk}": wording["what_changed"]} if tried else {}
    editorial = [] if tried else [wording["what_changed"]]
    put_causes(version=version, remarks=remarks, editorial=editorial, by=writer, at=at)


def _go_on(version: GoalVersion, wording: dict, writer: User, editor: User, lead: User) -> None:
    """Take one version as far as it has come."""
    if "published" in wording:
        publish_goal(version=version, by=editor, at=moment(*wording["published"], 10))
        version.refresh_from_db()
    if "check" in wording:
        held = moment(*wording["check"]["held_on"], 15)
        record_check(version=version, by=writer, at=held, **wording["check"] | {"held_on": held.date()})
    if "validated" in wording:
        version = validate(version=version, by=writer, at=moment(*wording["validated"], 16))
    if "adopted" in wording:
        adopt(
            version=version, decider=wording["decider"], reason=wording["reason"], by=lead,
            at=moment(*wording["adopted"], 14),
        )  # fmt: skip
