from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MapLink(models.Model):
    """A step or a gap of a journey that shows why a målbild is needed, or where a barrier stands in the way, and the
    reason in words. What is taken away keeps its row. It is public from when the journey is published after it was
    made, and its målbild, or barrier, is public too."""

    goal = models.ForeignKey("goals.Goal", models.PROTECT, null=True, related_name="map_links")
    barrier = models.ForeignKey("goals.Barrier", models.PROTECT, null=True, related_name="map_links")
    journey = models.ForeignKey("journeys.Journey", models.PROTECT, related_name="goal_links")
    step = models.ForeignKey("journeys.Step", models.PROTECT, null=True, related_name="goal_links")
    gap = models.ForeignKey("journeys.Gap", models.PROTECT, null=True, related_name="goal_links")
    reason = models.CharField(_("hur de hör ihop"), max_length=300)
    gone_at = models.DateTimeField(null=True)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["journey_id", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goals_map_link_of_one_thing",
                condition=Q(goal__isnull=False, barrier__isnull=True) | Q(goal__isnull=True, barrier__isnull=False),
            ),
            models.CheckConstraint(
                name="goals_map_link_to_one_part",
                condition=Q(step__isnull=False, gap__isnull=True) | Q(step__isnull=True, gap__isnull=False),
            ),
            models.CheckConstraint(name="goals_map_link_for_a_reason", condition=~Q(reason="")),
            *(
                models.UniqueConstraint(
                    fields=[target, part],
                    condition=Q(gone_at__isnull=True, **{f"{target}__isnull": False, f"{part}__isnull": False}),
                    name=f"goals_map_link_{target}_{part}_once",
                )
                for target in ("goal", "barrier")
                for part in ("step", "gap")
            ),
        ]

    def __str__(self):
        return f"{self.goal_id or self.barrier_id} ← {self.step_id or self.gap_id}"

    @property
    def lab_id(self) -> int:
        return self.journey.lab_id

    @property
    def part(self):
        """The step or the gap."""
        return self.step or self.gap
