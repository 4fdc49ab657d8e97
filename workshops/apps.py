from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "workshops"
    label = "workshops"
    verbose_name = "Verkstäder"

    def ready(self):
        from workshops import rules, tasks, wiring  # noqa: F401  (registers)

        wiring.connect()
