from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import StatementState

STATEMENT_LENGTH = 200


class Statement(models.Model):
    """One sentence to agree or disagree with. Its words never change: another wording is another statement.

    contribution: the note by which a participant put it forward; none where who leads wrote it. number: as people
    read it. client_key: made where it was written.
    """

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=STATEMENT_LENGTH)
    contribution = models.OneToOneField("workshops.Contribution", models.PROTECT, null=True, related_name="statement")
    state = models.CharField(max_length=8, choices=StatementState, default=StatementState.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["exercise_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "number"], name="workshops_statement_number_once"),
            models.CheckConstraint(name="workshops_statement_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="workshops_statement_left_out_for_a_reason",
                condition=~Q(state=StatementState.REJECTED) | ~Q(reason=""),
            ),
            only_codes("workshops_statement_codes", state=StatementState),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"


class Stance(models.Model):
    """Where one person stands on one statement: 1 agrees, 0 passes, −1 disagrees. Not seen is no row.

    counted: not staff's (`workshops.rules.counts`). at: when it was last said.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="stances")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="stances")
    value = models.SmallIntegerField()
    counted = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "participation"], name="workshops_stance_once"),
            models.CheckConstraint(name="workshops_stance_sane", condition=Q(value__gte=-1, value__lte=1)),
        ]

    def __str__(self):
        return f"{self.value}"


class OpinionRun(models.Model):
    """The opinion map of a step as it was worked out once: what is shown, and what the next one starts from.

    result: the map without anybody's id, as pages read it. state: what the next run needs so that groups keep their
    name and place, by participation id; and where each person stands, for their own "här är du". stances: how many
    had been left then. settings: seed, version of the engine, thresholds.
    """

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="opinion_runs")
    number = models.PositiveIntegerField()
    stances = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    drawable = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    state = models.JSONField(default=dict)
    settings = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        ordering = ["exercise_id", "number"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="workshops_opinion_run_once")]

    def __str__(self):
        return f"{self.exercise_id} {self.number}"
