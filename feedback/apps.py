"""TRIAL: policy proposals as prototypes people can live themselves into, and an answer to every remark.

`feedback` is feedback *on proposals*; what contributors get back lives in `followup`.
"""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"
    label = "feedback"
    verbose_name = "Förslag"

    def ready(self):
        from feedback import rules, tasks, wiring  # noqa: F401  (registers)

        wiring.connect()
