from datetime import datetime

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hlab.accounts"
    label = "accounts"
    verbose_name = "Personer och organisationer"

    def ready(self):
        from hlab.accounts import rules  # noqa: F401  (registers)
        from hlab.core import housekeeping

        housekeeping.register("sessions", _ended_log_ins)


def _ended_log_ins(now: datetime) -> int:
    from django.contrib.sessions.models import Session

    return Session.objects.filter(expire_date__lt=now).delete()[0]
