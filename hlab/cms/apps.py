from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "hlab.cms"
    label = "cms"
    verbose_name = "Webbplatsen"
