from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "journeys"
    label = "journeys"
    verbose_name = "Resor"

    def ready(self):
        from journeys import rules, wiring  # noqa: F401  (registers)

        wiring.connect()
