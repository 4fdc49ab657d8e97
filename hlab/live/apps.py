from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "hlab.live"
    label = "live"
    verbose_name = "Direktsändning"
