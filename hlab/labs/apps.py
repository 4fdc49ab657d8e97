from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "hlab.labs"
    label = "labs"
    verbose_name = "Labb"

    def ready(self):
        from hlab.labs import rules, wiring  # noqa: F401  (registers)

        wiring.connect()
