from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hlab.core"
    label = "core"
    verbose_name = "Grund"

    def ready(self):
        from hlab.core import checks  # noqa: F401  (registers)
