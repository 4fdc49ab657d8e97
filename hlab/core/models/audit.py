from django.db import models


class AuditEvent(models.Model):
    """One act, as it happened. Rows are only ever added: the database refuses to change or remove them.

    actor is a reference ("user:12", "participation:…", "system"), never a name: a person who leaves is
    forgotten by forgetting the person, not by rewriting what happened.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=64)
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, db_index=True)
    lab_id = models.BigIntegerField(null=True, db_index=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.act} {self.subject}"
