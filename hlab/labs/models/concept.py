from django.db import models
from django.utils.translation import gettext_lazy as _


class Concept(models.Model):
    """A word and one of its definitions. A lab may use several; "ingen gemensam definition" is a valid state."""

    term = models.CharField(_("ord"), max_length=80)
    definition = models.TextField(_("betydelse"), max_length=800, blank=True)
    source = models.CharField(_("vem använder ordet så"), max_length=160, blank=True)
    labs = models.ManyToManyField("labs.Lab", related_name="concepts", blank=True)

    class Meta:
        ordering = ["term", "id"]
        constraints = [models.UniqueConstraint(fields=["term", "source"], name="labs_concept_once")]

    def __str__(self):
        return self.term
