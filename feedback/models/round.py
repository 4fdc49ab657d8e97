from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import AssumptionStatus, FormKind, Influence, Risk, RoundState, Stage
from hlab.core.constraints import only_codes
from hlab.stats.suppression import DEFAULT_K


class Round(models.Model):
    """When, who, which versions and which questions. What is said lands in a session of its own (`workshop`), so that
    notes, receipts, paper and withdrawal work as everywhere; steps *try a prototype* in other sessions may belong to it
    too.

    asked: who is asked; open_scope, closed_scope: what can still be changed, and what cannot. k: the fewest people of
    whom anything is counted. paper_until: the last day for paper; then the result is counted, once and for all, into
    `RoundRelease`, and nobody can compare two counts of the same round. unanswered_reason: why the round ended with
    remarks that have no answer, published. finished_at: those who answered have been told what became of it, or why
    they will not be.
    """

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="rounds")
    title = models.CharField(_("namn"), max_length=120)
    asked = models.CharField(_("vilka som tillfrågas"), max_length=300)
    open_scope = models.TextField(_("det här kan du påverka"), max_length=600)
    closed_scope = models.TextField(_("det här är redan bestämt"), max_length=600)
    decider = models.CharField(_("vem som bestämmer"), max_length=200)
    answer_by = models.DateField(_("ni får svar senast"))
    stage = models.CharField(_("hur långt arbetet har kommit"), max_length=14, choices=Stage, default=Stage.PROPOSAL)
    influence = models.CharField(_("grad av inflytande"), max_length=12, choices=Influence, default=Influence.DIALOGUE)
    form = models.CharField(_("blankett"), max_length=6, choices=FormKind, default=FormKind.BOTH)
    opens_on = models.DateField(_("öppnar"))
    closes_at = models.DateTimeField(_("stänger"))
    paper_until = models.DateField(_("sista dag för papper"))
    k = models.PositiveSmallIntegerField(_("minsta grupp som visas"), default=DEFAULT_K)
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.PLANNED)
    workshop = models.OneToOneField("workshops.Workshop", models.PROTECT, null=True, related_name="feedback_round")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    unanswered_reason = models.TextField(_("varför allt inte är besvarat"), max_length=600, blank=True)
    is_demo = models.BooleanField(default=False)
    create_key = models.UUIDField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["lab_id", "-opens_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["lab", "create_key"], name="feedback_round_made_once"),
            models.CheckConstraint(
                name="feedback_round_declares",
                condition=~Q(title="") & ~Q(asked="") & ~Q(open_scope="") & ~Q(closed_scope="") & ~Q(decider=""),
            ),
            models.CheckConstraint(name="feedback_round_hides_small_groups", condition=Q(k__gte=DEFAULT_K)),
            models.CheckConstraint(
                name="feedback_round_is_somewhere",
                condition=Q(state=RoundState.PLANNED) | Q(opened_at__isnull=False, workshop__isnull=False),
            ),
            models.CheckConstraint(
                name="feedback_round_answered_has_time",
                condition=Q(state=RoundState.ANSWERED, answered_at__isnull=False)
                | (~Q(state=RoundState.ANSWERED) & Q(answered_at__isnull=True)),
            ),
            only_codes(
                "feedback_round_codes", state=RoundState, form=FormKind, stage=Stage, influence=Influence
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


class RoundVersion(models.Model):
    """A version that is asked about in a round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asks")
    version = models.ForeignKey("feedback.ProposalVersion", models.PROTECT, related_name="asked_in")
    place = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["round_id", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "version"], name="feedback_asked_once")]

    def __str__(self):
        return f"{self.round_id} {self.version_id}"


class RoundRelease(models.Model):
    """What the round came to, counted once when it was over, with small groups hidden. The only counts of a round that
    anybody is shown, on every page, chart, list and file. tables: see `feedback.analysis.release`. k: the threshold
    then."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="release")
    k = models.PositiveSmallIntegerField()
    tables = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="feedback_release_hides_small_groups", condition=Q(k__gte=DEFAULT_K))
        ]

    def __str__(self):
        return f"{self.round_id}"


class AnswerNotice(models.Model):
    """Where one message is sent when a round is answered, and nothing else: no way from here to anybody's answer, and
    none back. Deleted when it has been sent, or when they no longer want it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="notices")
    email = models.EmailField(max_length=254)
    token = models.CharField(max_length=64, unique=True)
    asked_on = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(fields=["round", "email"], name="feedback_told_once"),
            models.CheckConstraint(name="feedback_notice_has_address", condition=~Q(email="") & ~Q(token="")),
        ]

    def __str__(self):
        return str(self.pk)


class Assumption(models.Model):
    """Something that must be true for a proposal to work: who knows, what is at stake, and how it went. What is taken
    away keeps its row. learned: what trying it showed."""

    lab = models.ForeignKey("labs.Lab", models.PROTECT, related_name="assumptions")
    proposal = models.ForeignKey("feedback.Proposal", models.PROTECT, related_name="assumptions")
    text = models.CharField(_("det som måste vara sant"), max_length=300)
    who_knows = models.CharField(_("vem som vet"), max_length=200, blank=True)
    risk = models.CharField(_("risk om det inte stämmer"), max_length=7, choices=Risk, default=Risk.UNKNOWN)
    status = models.CharField(_("läge"), max_length=7, choices=AssumptionStatus, default=AssumptionStatus.UNTRIED)
    learned = models.TextField(_("vad vi har lärt oss"), max_length=600, blank=True)
    remarks = models.ManyToManyField("feedback.Remark", related_name="assumptions")
    gone_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["proposal_id", "created_at", "id"]
        constraints = [
            models.CheckConstraint(name="feedback_assumption_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="feedback_assumption_tried_says_how",
                condition=Q(status__in=["untried", "trying"]) | ~Q(learned=""),
            ),
        ]

    def __str__(self):
        return self.text
