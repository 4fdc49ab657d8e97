from datetime import datetime, timedelta

from django.apps import AppConfig

KEPT_DAYS = 30  # a listener who has been away for longer is told to reload


class LiveConfig(AppConfig):
    name = "hlab.live"
    label = "live"
    verbose_name = "Direktsändning"

    def ready(self):
        from hlab.core import health, housekeeping
        from hlab.live.hub import ready

        health.register("hub", ready)
        housekeeping.register("live", _old_events)


def _old_events(now: datetime) -> int:
    from hlab.live.actions import remove_old_events

    return remove_old_events(before=now - timedelta(days=KEPT_DAYS))
