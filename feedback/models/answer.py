from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import Verdict
from goals.enums import Leads
from hlab.core.constraints import only_codes
from hlab.labs.enums import Perspective


class Answer(models.Model):
    """What was decided about one or many remarks, and why (ställningstagande). Everyone who said one of them reads it.

    title: what the remarks have in common, in words that point at nobody. decider: in what role it was decided.
    changed_in: the version where it can be seen, when something changed. published_at: since when it may be read; from
    then on its words stand. replaces: an earlier answer that this one corrects.
    """

    round = models.ForeignKey("feedback.Round", models.PROTECT, related_name="answers")
    title = models.CharField(_("vad synpunkterna handlar om"), max_length=160)
    verdict = models.CharField(_("ställningstagande"), max_length=11, choices=Verdict)
    reason = models.TextField(_("därför att"), max_length=2000)
    decider = models.CharField(_("vem som har beslutat, i vilken roll"), max_length=160)
    decided_on = models.DateField(_("beslutat"))
    changed_in = models.ForeignKey(
        "feedback.ProposalVersion", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    published_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="feedback_answer_gives_a_reason", condition=~Q(title="") & ~Q(reason="") & ~Q(decider="")
            ),
            only_codes("feedback_answer_codes", verdict=Verdict),
        ]

    def __str__(self):
        return self.title

    @property
    def lab_id(self) -> int:
        return self.round.lab_id


class ProposalGoal(models.Model):
    """How a version of a proposal stands to a wording of a målbild, with the reason, from one perspective: the
    inquiry's own account (`national`), and how others see it. No row: nobody has judged."""

    version = models.ForeignKey("feedback.ProposalVersion", models.PROTECT, related_name="goal_accounts")
    goal_version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="proposal_accounts")
    perspective = models.CharField(_("vems bedömning"), max_length=12, choices=Perspective)
    leads = models.CharField(_("leder det till målbilden"), max_length=7, choices=Leads)
    reason = models.TextField(_("därför att"), max_length=2000)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version_id", "goal_version_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "goal_version", "perspective"], name="feedback_goal_account_once"
            ),
            models.CheckConstraint(name="feedback_goal_account_gives_a_reason", condition=~Q(reason="")),
            only_codes("feedback_goal_account_codes", perspective=Perspective, leads=Leads),
        ]

    def __str__(self):
        return f"{self.version_id} {self.goal_version_id}"

    @property
    def lab_id(self) -> int:
        return self.version.lab_id
