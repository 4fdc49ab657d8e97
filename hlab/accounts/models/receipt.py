import uuid

from django.db import models


class Receipt(models.Model):
    """A participant: nothing but a code that only the participant has.

    code_hash: keyed hash (HMAC-SHA-256, hex) of the folded receipt code. The code itself is never stored,
    so "vi kan inte ta fram den åt dig" is true.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_receipt_keeps_no_code", condition=models.Q(code_hash__regex=r"^[0-9a-f]{64}$")
            )
        ]

    def __str__(self):
        return str(self.id)
