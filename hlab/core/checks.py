"""System checks of our own: what must be set before the site meets people."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def secrets_are_set(app_configs, **kwargs):
    """Production needs its own key and its own address."""
    problems = []
    if not settings.SECRET_KEY:
        problems.append(Error("SECRET_KEY saknas i miljön.", id="hlab.E001"))
    if not settings.ALLOWED_HOSTS:
        problems.append(Error("ALLOWED_HOSTS saknas i miljön.", id="hlab.E002"))
    return problems
