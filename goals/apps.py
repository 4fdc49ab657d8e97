from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "goals"
    label = "goals"
    verbose_name = "Målbilder"

    def ready(self):
        from goals import happenings, rules, staff_section  # noqa: F401  (registers)
        from goals.actions import plan_uploads
        from goals.kinds import barriers
        from goals.kinds.validate import VALIDATE, invented
        from hlab.core import housekeeping, trail
        from hlab.labs import rooms
        from workshops import registry, rehearsing

        rooms.register("plans", staff_section.plans_section, staff_section.plans_line)
        rooms.register("goals", staff_section.section, staff_section.line)
        housekeeping.register("plan files", plan_uploads.forget_old)
        registry.register(VALIDATE)
        rehearsing.register(VALIDATE.key, invented)
        trail.register(happenings.ACTS)
        trail.register_titles(happenings.TITLES)
        trail.register_apart(happenings.is_practised)
        for fact, words in happenings.FACTS.items():
            trail.register_fact(fact, words)
        registry.register(barriers.BARRIERS)
        rehearsing.register(barriers.BARRIERS.key, barriers.invented)
