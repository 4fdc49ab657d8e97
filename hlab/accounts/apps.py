from datetime import datetime

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hlab.accounts"
    label = "accounts"
    verbose_name = "Personer och organisationer"

    def ready(self):
        from hlab.accounts import rules  # noqa: F401  (registers)
        from hlab.accounts.enums import SiteRole
        from hlab.accounts.trail import ACTS, TITLES
        from hlab.core import housekeeping, trail

        housekeeping.register("sessions", _ended_log_ins)
        trail.register(ACTS)
        trail.register_fact("role", dict(SiteRole.choices))
        trail.register_titles(TITLES)


def _ended_log_ins(now: datetime) -> int:
    from django.contrib.sessions.models import Session

    return Session.objects.filter(expire_date__lt=now).delete()[0]
