from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.enums import OwnView, Recognition
from hlab.core.constraints import only_codes


class Judgement(models.Model):
    """One person's answer to "känner du igen dig?" about one version. A second answer replaces the first.

    missing, wording: what is missing, and another wording, in their own words: notes like any other, so that they
    can be taken back. counted: not staff's (`workshops.rules.counts`).
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="judgements")
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="judgements")
    participation = models.ForeignKey("workshops.Participation", models.PROTECT, related_name="judgements")
    answer = models.CharField(max_length=13, choices=Recognition)
    missing = models.OneToOneField("workshops.Contribution", models.PROTECT, null=True, related_name="missing_in")
    wording = models.OneToOneField("workshops.Contribution", models.PROTECT, null=True, related_name="wording_for")
    counted = models.BooleanField(default=True)
    at = models.DateTimeField()
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version_id", "at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "participation"], name="goals_judgement_once"),
            only_codes("goals_judgement_codes", answer=Recognition),
        ]

    def __str__(self):
        return f"{self.version_id} {self.answer}"


class Dissent(models.Model):
    """A view that was not adopted and stays by the målbild, in page, print and export. Never changed or removed; a
    later version carries it on until it says why it no longer stands.

    carried_from: the same view in the version before. met: why this version no longer carries it, blank while it
    stands. group: who hold it, in words that point at nobody.
    """

    version = models.ForeignKey("goals.GoalVersion", models.PROTECT, related_name="dissents")
    text = models.TextField(_("invändningen"), max_length=600)
    group = models.CharField(_("vilka som menar det"), max_length=160, blank=True)
    note = models.ForeignKey("workshops.Contribution", models.PROTECT, null=True, related_name="+")
    carried_from = models.OneToOneField("self", models.PROTECT, null=True, related_name="carried_to")
    met = models.TextField(_("hur den är bemött"), max_length=600, blank=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["version_id", "at", "id"]
        constraints = [
            models.CheckConstraint(name="goals_dissent_says_something", condition=~Q(text="")),
            models.CheckConstraint(name="goals_dissent_met_later", condition=Q(met="") | Q(carried_from__isnull=False)),
        ]

    def __str__(self):
        return f"{self.version_id}"


class Representation(models.Model):
    """What the person behind a voice says of how they stand in a målbild, and what the lab answered.

    words: what should be another way, theirs. A voice whose owner refuses is left out of the next version, and its
    words are not shown meanwhile.
    """

    evidence = models.OneToOneField("goals.Evidence", models.PROTECT, related_name="own_view")
    answer = models.CharField(max_length=7, choices=OwnView)
    words = models.TextField(_("vad som behöver vara annorlunda"), max_length=600, blank=True)
    at = models.DateTimeField()
    reply = models.TextField(_("svar"), max_length=600, blank=True)
    replied_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    row_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="goals_correction_says_what", condition=~Q(answer=OwnView.CORRECT) | ~Q(words="")
            ),
            models.CheckConstraint(
                name="goals_reply_is_whole",
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
            only_codes("goals_representation_codes", answer=OwnView),
        ]

    def __str__(self):
        return f"{self.evidence_id} {self.answer}"

    @property
    def lab_id(self) -> int:
        return self.evidence.version.lab_id
