"""The example's action plan: read in from a file, judged by three groups, told on the pages of the målbilder."""

from __future__ import annotations

from datetime import timedelta

from goals.actions.plan_judging import Said, judge, put_group
from goals.actions.plan_uploads import read_in, take_in
from goals.actions.plans import create_plan, set_public
from goals.queries.plans import goals_to_judge
from hlab.accounts.models import User
from hlab.cms.demo import plan as content
from hlab.cms.demo.acts import key
from hlab.cms.demo.moments import moment
from hlab.labs.models import Lab

CAME, JUDGED, PUBLIC = moment(11, 2, 10), moment(11, 16, 13), moment(11, 19, 10)


def build_plan(*, lab: Lab, by: User, lead: User) -> None:
    """The plan, what each group says of its actions, and the decision to show it."""
    plan = create_plan(lab=lab, by=by, at=CAME, **content.PLAN)
    raw = content.SHEET.encode()
    upload = take_in(plan=plan, key=key("plan"), raw=raw, filename="handlingsplan.csv", by=by, at=CAME)
    version = read_in(upload=upload, by=by, at=CAME + timedelta(minutes=5))
    items = {int(item.number): item for item in version.items.all()}
    wordings = {wording.goal.slug: wording for wording in goals_to_judge(lab)}
    for order, (label, perspective, owns_plan, people) in enumerate(content.GROUPS):
        at = JUDGED + timedelta(days=order % 2, hours=order)
        group = put_group(
            plan=plan, label=label, perspective=perspective, people=people, owns_plan=owns_plan, by=by, at=at
        )
        cells = [
            Said(items[number], wordings[slug], *said[order])
            for (number, slug), said in content.JUDGED.items()
            if said[order] is not None and slug in wordings  # words that may still change are not judged
        ]
        _saved, refused = judge(assessor=group, cells=cells, by=by, at=at + timedelta(hours=1))
        if refused:
            raise next(iter(refused.values()))
    set_public(plan=plan, is_public=True, by=lead, at=PUBLIC)
