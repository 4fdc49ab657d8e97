"""OUTCOME: indicators linked to målbilder, what they come to and how sure we are, and what became of what people said.

Feedback *to those who contributed* lives here; feedback *on proposals* in `feedback`.
"""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "followup"
    label = "followup"
    verbose_name = "Uppföljning"

    def ready(self):
        from followup import rules, tasks, wiring  # noqa: F401  (registers)

        wiring.connect()
