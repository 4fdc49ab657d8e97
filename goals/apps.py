from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = "Målbilder"

    def ready(self):
        from goals import happenings, rules, staff_section  # noqa: F401  (registers)
        from goals.kinds.validate import VALIDATE, invented
        from hlab.core import trail
        from hlab.labs import rooms
        from workshops import registry, rehearsing

        rooms.register("goals", staff_section.section, staff_section.line)
        registry.register(VALIDATE)
        rehearsing.register(VALIDATE.key, invented)
        trail.register(happenings.ACTS)
        trail.register_titles(happenings.TITLES)
