from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = "Målbilder"

    def ready(self):
        from goals import happenings, rules, staff_section  # noqa: F401  (registers)
        from hlab.core import trail
        from hlab.labs import rooms

        rooms.register("goals", staff_section.section, staff_section.line)
        trail.register(happenings.ACTS)
        trail.register_titles(happenings.TITLES)
