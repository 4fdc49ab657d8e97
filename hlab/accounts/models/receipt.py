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

    def __str__(self):
        return str(self.id)
