from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hlab.core"
    label = "core"
    verbose_name = "Grund"

    def ready(self):
        from hlab.core import checks, jobs, rules  # noqa: F401  (they register)
