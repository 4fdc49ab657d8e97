"""The example's proposals, as stories find them."""

from __future__ import annotations

import json

PLAN = "/forslag/en-plan-som-foljer-med-dig/"
NUMBERS = """
import json
from datetime import timedelta
from django.utils import timezone
from feedback.models import Proposal, Remark, Round
ended, asked = Round.objects.filter(is_demo=True).order_by("pk")[:2]
plan, later = Proposal.objects.get(slug="en-plan-som-foljer-med-dig"), timezone.now() + timedelta(days=9)
if asked.closes_at < later:  # the example's year does not end for those who try it
    Round.objects.filter(pk=asked.pk).update(closes_at=later, paper_until=later, answer_by=later)
    asked.workshop.exercises.update(open_until=later)
version = plan.versions.get(number=2)
print(json.dumps({name: str(key) for name, key in {
    "lab": plan.lab_id, "plan": plan.pk, "version": version.pk, "ended": ended.pk, "asked": asked.pk,
    "scene": version.scenes.order_by("place").first().pk,
    "goal": version.goal_accounts.order_by("pk").first().goal_version_id,
    "assumption": plan.assumptions.order_by("pk").first().pk, "answer": ended.answers.order_by("pk").first().pk,
    "remark": Remark.objects.filter(response__round=ended).order_by("at", "contribution__text", "pk").first().pk,
}.items()}))
"""


def proposals_of(site) -> dict[str, str]:
    """What they are numbered: lab, plan (a proposal with two versions), version (its second), one of its scenes
    and assumptions, a målbild that it serves; the rounds that are ended and asked (open), an answer and a remark of
    the first."""
    return json.loads(site.run(NUMBERS).splitlines()[-1])
