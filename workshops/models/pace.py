from django.db import models
from django.db.models import F, Q

from hlab.core.constraints import only_codes
from workshops.enums import ExerciseState


class Pace(models.Model):
    """How far one step has come at one site. There is a row for every step of the site from the beginning.

    arrived_at: when the site came to a step where sites wait for each other. revealed_at: shown to the whole site;
    released_at: shown to the other sites too, once they have answered themselves. Closing the writing and showing
    are separate acts, and each showing can be taken back.
    secret: turns a person into somebody unknown in an anonymous step; forgotten when the step closes, so that
    nobody can turn it back.
    """

    site = models.ForeignKey("workshops.Site", models.CASCADE, related_name="paces")
    exercise = models.ForeignKey("workshops.Exercise", models.CASCADE, related_name="paces")
    state = models.CharField(max_length=8, choices=ExerciseState, default=ExerciseState.PENDING)
    arrived_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    revealed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    secret = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["site_id", "exercise_id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "exercise"], name="workshops_pace_once"),
            models.CheckConstraint(
                name="workshops_pace_times_follow_state",
                condition=Q(
                    state=ExerciseState.PENDING,
                    opened_at__isnull=True,
                    closed_at__isnull=True,
                    revealed_at__isnull=True,
                )
                | Q(state=ExerciseState.OPEN, opened_at__isnull=False, closed_at__isnull=True)
                | Q(state=ExerciseState.CLOSED, opened_at__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="workshops_pace_ladder", condition=Q(released_at__isnull=True) | Q(revealed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="workshops_pace_secret_while_open", condition=Q(secret="") | Q(state=ExerciseState.OPEN)
            ),
            models.CheckConstraint(
                name="workshops_pace_ends_after_opening",
                condition=Q(ends_at__isnull=True) | Q(opened_at__isnull=True) | Q(ends_at__gte=F("opened_at")),
            ),
            only_codes("workshops_pace_codes", state=ExerciseState),
        ]

    def __str__(self):
        return f"{self.exercise_id} at {self.site_id}"


class GroupPace(models.Model):
    """The two lowest rungs of the ladder for one table in one step: shown to the table, and confirmed by it.

    confirmed_at: the table has read what was written down and stands by it; before that nothing leaves the table.
    """

    group = models.ForeignKey("workshops.Group", models.CASCADE, related_name="paces")
    exercise = models.ForeignKey("workshops.Exercise", models.CASCADE, related_name="group_paces")
    shown_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["group_id", "exercise_id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "exercise"], name="workshops_group_pace_once"),
            models.CheckConstraint(
                name="workshops_confirmed_by_someone",
                condition=Q(confirmed_at__isnull=True, confirmed_by="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by="")),
            ),
        ]

    def __str__(self):
        return f"{self.exercise_id} at {self.group_id}"
