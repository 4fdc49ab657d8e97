from django.db import models
from django.db.models import Q

from workshops.models.cluster import Cluster
from workshops.models.contribution import MAX_LENGTH, Contribution

MOST_POINTS = 7
MOST_PLACES = 10


class ScaleAnswer(models.Model):
    """Where one person stands on a scale. The reason, if any, is a note of the same person in the same step.

    point: 1 is the first label; null is "vet inte / vill inte svara", which is no point.
    counted: not staff's (`workshops.rules.counts`).
    """

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="scale_answers")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="scale_answers")
    point = models.PositiveSmallIntegerField(null=True)
    counted = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "participation"], name="workshops_scale_answer_once"),
            models.CheckConstraint(
                name="workshops_scale_point_sane",
                condition=Q(point__isnull=True) | Q(point__gte=1, point__lte=MOST_POINTS),
            ),
        ]

    def __str__(self):
        return f"{self.point or '–'}"


class Preference(models.Model):
    """The place that one person gave one alternative: of the step's own (option, from 1) or a theme.

    counted: not staff's (`workshops.rules.counts`).
    """

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="preferences")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="preferences")
    cluster = models.ForeignKey(Cluster, models.PROTECT, null=True, related_name="preferences")
    option = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveSmallIntegerField()
    counted = models.BooleanField(default=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "participation", "place"], name="workshops_place_once"),
            models.UniqueConstraint(
                fields=["exercise", "participation", "cluster"], name="workshops_ranked_theme_once"
            ),
            models.UniqueConstraint(
                fields=["exercise", "participation", "option"], name="workshops_ranked_option_once"
            ),
            models.CheckConstraint(
                name="workshops_ranked_one_thing",
                condition=Q(cluster__isnull=False, option__isnull=True)
                | Q(cluster__isnull=True, option__isnull=False, option__gte=1, option__lte=MOST_PLACES),
            ),
            models.CheckConstraint(name="workshops_place_sane", condition=Q(place__gte=1, place__lte=MOST_PLACES)),
        ]

    def __str__(self):
        return f"{self.place}. {self.key}"

    @property
    def key(self) -> str:
        """As in `queries.rank_options`."""
        return f"c{self.cluster_id}" if self.option is None else f"o{self.option}"


class CheckOut(models.Model):
    """What one person sees at the end that they did not see in the morning. Theirs alone (S43-R1).

    note: the contribution that carries the words from when the person lets the group see them; until then, and again
    from when it is withdrawn, nothing but the person's own pages reads this row.
    """

    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="check_outs")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="check_outs")
    text = models.TextField(max_length=MAX_LENGTH)
    note = models.OneToOneField(Contribution, models.PROTECT, null=True, related_name="check_out")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["exercise", "participation"], name="workshops_check_out_once"),
            models.CheckConstraint(name="workshops_check_out_says_something", condition=~Q(text="")),
        ]

    def __str__(self):
        return f"{self.pk}"

    @property
    def is_shared(self) -> bool:
        """Whether the person lets the group see it now."""
        return self.note is not None and self.note.withdrawn_at is None

    @property
    def words(self) -> str:
        """As they stand now: a note that the group may see can have been changed on another page."""
        return self.note.text if self.note is not None and self.is_shared else self.text
