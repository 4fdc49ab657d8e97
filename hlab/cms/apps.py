from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "hlab.cms"
    label = "cms"
    verbose_name = "Webbplatsen"

    def ready(self):
        from hlab.cms import showing, wiring  # noqa: F401  (registers)

        wiring.connect()
