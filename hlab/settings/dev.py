"""The embedded site on one machine: no server, no certificate, the same guard rails otherwise.

`DEBUG=1` turns on Django's error pages for developers; without it the site behaves as in production.
"""

import secrets

from hlab.settings.base import *  # noqa: F403
from hlab.settings.base import ALLOWED_HOSTS, BASE_DIR, DATA_DIR, RECEIPT_KEY, SECRET_KEY, env
from hlab.settings.logs import logging_config

DEBUG = env.bool("DEBUG", default=False)
GALLERY = True
(DATA_DIR / "static").mkdir(parents=True, exist_ok=True)

if not SECRET_KEY:
    # One key for each installation, made once and kept beside its data.
    key_file = DATA_DIR / "secret_key"
    if not key_file.exists():
        key_file.touch(mode=0o600)
        key_file.write_text(secrets.token_urlsafe(48))
    SECRET_KEY = key_file.read_text()
RECEIPT_KEY = RECEIPT_KEY or SECRET_KEY

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]", "testserver"]
SITE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
WAGTAILADMIN_BASE_URL = SITE_URL

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = RECEIPT_COOKIE_SECURE = False
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # browsers ignore it on plain http and complain

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
LOGGING = logging_config(json=False, level=env("LOG_LEVEL", default="WARNING"))
MIGRATION_LINTER_OPTIONS = {"project_root_path": str(BASE_DIR)}
