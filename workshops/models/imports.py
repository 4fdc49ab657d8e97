import uuid

from django.db import models
from django.db.models import Q

from hlab.core.constraints import only_codes
from workshops.enums import ImportState


class ImportBatch(models.Model):
    """A file of paper contributions on its way in: shown first, then read in whole or not at all.

    content: the file's text while it is looked at; emptied when the batch is done.
    mapping: {our field: column heading in the file}.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey("workshops.Exercise", models.PROTECT, related_name="imports")
    site = models.ForeignKey("workshops.Site", models.PROTECT, related_name="imports")
    filename = models.CharField(max_length=200)
    content = models.TextField(blank=True)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=ImportState, default=ImportState.DRAFT)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    job = models.ForeignKey("core.Job", models.SET_NULL, null=True, related_name="+")
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            only_codes("workshops_import_codes", state=ImportState),
            models.CheckConstraint(
                name="workshops_import_done_keeps_no_words", condition=~Q(state=ImportState.DONE) | Q(content="")
            ),
        ]

    def __str__(self):
        return self.filename
