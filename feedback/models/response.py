import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from feedback.enums import (
    ANSWERED_STATES,
    AnswersFor,
    Dimension,
    Effect,
    FormKind,
    OwnView,
    Part,
    RemarkState,
    Stance,
    Target,
)
from hlab.core.constraints import only_codes
from hlab.labs.enums import Level, Perspective

ANSWERED = Q(state__in=list(ANSWERED_STATES))


class Response(models.Model):
    """One person's structured view on one version, bound to it for ever. A second one changes the first, until the
    round closes.

    receipt: the participation's, so that a person who answers in two sessions is one. level, county: about which level
    and from where, as the person says; blank when they do not. counted: not staff's (`workshops.rules.counts`). late:
    written in from paper after the round had closed. withdrawn_at: taken back in whole; its words are taken back too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("feedback.Round", models.PROTECT, related_name="responses")
    version = models.ForeignKey("feedback.ProposalVersion", models.PROTECT, related_name="responses")
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="responses")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="responses")
    receipt = models.ForeignKey("accounts.Receipt", models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=6, choices=FormKind, default=FormKind.SHORT)
    effect = models.CharField(_("hur skulle det här påverka dig"), max_length=11, choices=Effect, blank=True)
    level = models.CharField(max_length=8, choices=Level, blank=True)
    county = models.CharField(_("län"), max_length=2, blank=True)
    answers_for = models.CharField(max_length=8, choices=AnswersFor, default=AnswersFor.SELF)
    counted = models.BooleanField(default=True)
    late = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "participation"], name="feedback_response_once"),
            models.UniqueConstraint(
                fields=["version", "receipt"], condition=Q(receipt__isnull=False), name="feedback_one_answer_a_person"
            ),
            models.CheckConstraint(
                name="feedback_response_codes",
                condition=Q(effect__in=["", *Effect.values])
                & Q(level__in=["", *Level.values])
                & Q(answers_for__in=AnswersFor.values)
                & Q(form__in=[FormKind.SHORT, FormKind.EXPERT]),
            ),
        ]
        indexes = [models.Index(fields=["round", "version"])]

    def __str__(self):
        return f"{self.version_id} {self.effect}"

    @property
    def lab_id(self) -> int:
        return self.round.lab_id


class Remark(models.Model):
    """One thing that somebody said about a version, a scene or a paragraph: a note like any other (`contribution`), so
    that it can be changed, held and taken back, with what became of it.

    part: which question it answers. target, anchor: what it is about. dimension, concerns, stance: of a consequence in
    the expert form, for whom and whether it speaks for the proposal. parent: the remark it answers, in a thread.
    state, answer: how far the inquiry has come with it; owner: who answers for that. own_view: what whoever said it
    thinks of the answer. shown_at: read by staff, and shown openly with the person's consent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.PROTECT, related_name="remarks")
    contribution = models.OneToOneField("workshops.Contribution", models.PROTECT, related_name="remark")
    part = models.CharField(max_length=11, choices=Part)
    target = models.CharField(max_length=9, choices=Target, blank=True, default=Target.WHOLE)
    anchor = models.CharField(max_length=36, blank=True)
    dimension = models.CharField(max_length=15, choices=Dimension, blank=True)
    concerns = models.CharField(max_length=12, choices=Perspective, blank=True)
    stance = models.CharField(max_length=7, choices=Stance, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies")
    state = models.CharField(max_length=11, choices=RemarkState, default=RemarkState.RECEIVED)
    owner = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answer = models.ForeignKey("feedback.Answer", models.PROTECT, null=True, related_name="remarks")
    own_view = models.CharField(max_length=6, choices=OwnView, blank=True)
    own_words = models.TextField(_("vad svaret missar"), max_length=600, blank=True)
    shown_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "part", "target", "anchor", "dimension", "concerns", "stance"],
                condition=Q(parent__isnull=True),
                name="feedback_remark_once",
            ),
            models.CheckConstraint(
                name="feedback_remark_is_about_something",
                condition=Q(target="", anchor="") | (~Q(target="") & ~Q(anchor="")),
            ),
            models.CheckConstraint(
                name="feedback_consequence_is_whole",
                condition=(Q(part=Part.CONSEQUENCE) & ~Q(dimension="") & ~Q(concerns="") & ~Q(stance=""))
                | (~Q(part=Part.CONSEQUENCE) & Q(dimension="", concerns="", stance="")),
            ),
            models.CheckConstraint(
                name="feedback_answered_has_an_answer",
                condition=(ANSWERED & Q(answer__isnull=False)) | (~ANSWERED & Q(answer__isnull=True)),
            ),
            models.CheckConstraint(
                name="feedback_own_view_of_an_answer", condition=Q(own_view="") | Q(answer__isnull=False)
            ),
            only_codes("feedback_remark_codes", part=Part, state=RemarkState),
            models.CheckConstraint(name="feedback_remark_target", condition=Q(target__in=Target.values)),
        ]
        indexes = [models.Index(fields=["state", "at"])]

    def __str__(self):
        return str(self.id)

    @property
    def lab_id(self) -> int:
        return self.response.lab_id


class Reply(models.Model):
    """What the inquiry says in a thread about a paragraph, before there is an answer. What is taken away keeps its
    row."""

    remark = models.ForeignKey(Remark, models.PROTECT, related_name="staff_replies")
    text = models.TextField(_("svar i tråden"), max_length=1000)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["remark_id", "at", "id"]
        constraints = [models.CheckConstraint(name="feedback_reply_says_something", condition=~Q(text=""))]

    def __str__(self):
        return f"{self.remark_id}"

    @property
    def lab_id(self) -> int:
        return self.remark.lab_id
