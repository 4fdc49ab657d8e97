"""The suite: fast hashing, memory everywhere, the database from the environment."""

from hlab.settings.base import *  # noqa: F403
from hlab.settings.base import DATABASES, env

SECRET_KEY = RECEIPT_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
SITE_URL = "http://testserver"
GALLERY = True

if "DATABASE_URL" not in env.ENVIRON:
    DATABASES["default"]["NAME"] = ":memory:"
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # No pool: it would keep the test database busy when it is dropped. No waiting for the disk: nothing is to last.
    DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = RECEIPT_COOKIE_SECURE = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ACCOUNT_RATE_LIMITS = False
JOBS_WORKERS = 0  # a job has run when enqueue has committed
LANGUAGE_CODE = "sv"
