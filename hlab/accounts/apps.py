from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hlab.accounts"
    label = "accounts"
    verbose_name = "Personer och organisationer"

    def ready(self):
        from hlab.accounts import rules  # noqa: F401  (registers)
