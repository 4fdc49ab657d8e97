from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "hlab.labs"
    label = "labs"
    verbose_name = "Labb"
