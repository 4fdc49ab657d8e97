from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = "Målbilder"

    def ready(self):
        from goals import rules, wiring  # noqa: F401  (registers)

        wiring.connect()
