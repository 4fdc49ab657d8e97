from django.db import models


class Channel(models.Model):
    """A named wire with the order number of its latest event. The row is locked by whoever takes the next."""

    name = models.CharField(max_length=64, primary_key=True)
    seq = models.BigIntegerField(default=0)

    def __str__(self):
        return self.name


class Event(models.Model):
    """One change on a channel. seq is taken in the change's own transaction, so order is commit order.

    data: counts, ids and states; never anyone's words.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="events")
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=32)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["channel_id", "seq"]
        constraints = [models.UniqueConstraint(fields=["channel", "seq"], name="live_event_order")]

    def __str__(self):
        return f"{self.channel_id} {self.seq}"
