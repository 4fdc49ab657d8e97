"""Production settings: everything comes from the environment, every default is the safe one.

The full list of variables stands in RUNBOOK.md.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.utils.translation import gettext_lazy as _

from hlab.settings.logs import logging_config

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env("HLAB_DATA_DIR", default=str(BASE_DIR / "var")))

SECRET_KEY = env("SECRET_KEY", default="")
RECEIPT_KEY = env("RECEIPT_KEY", default=SECRET_KEY)  # its own variable, so that SECRET_KEY can be changed
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_URL = env("SITE_URL", default="https://halsolabb.example")
GALLERY = False

INSTALLED_APPS = [
    # Composition first, so that its templates win.
    "hlab.cms",
    "followup",
    "feedback",
    "goals",
    "journeys",
    "workshops",
    "hlab.labs",
    "hlab.accounts",
    "hlab.live",
    "hlab.core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_htmx",
    "django_cotton.apps.SimpleAppConfig",
    "rules",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hlab.core.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hlab.accounts.middleware.NothingKept",
    "csp.middleware.CSPMiddleware",
    "hlab.core.middleware.AdminPolicy",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hlab.core.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hlab.accounts.middleware.ViewerMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hlab.core.middleware.RulesInWords",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "hlab.urls"
ASGI_APPLICATION = "hlab.asgi.application"
WSGI_APPLICATION = "hlab.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hlab.core.context.page",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "hlab.core.templatetags.hlab"],
        },
    }
]
COTTON_DIR = "components"

# --- Data at rest -----------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR}/hlab.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "hlab.core.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000; "
        "PRAGMA recursive_triggers=ON;",  # so that a row which REPLACE removes is guarded like any other
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None  # opening the file anew costs as much as the queries of a page
else:
    DATABASES["default"]["OPTIONS"] = {"pool": {"min_size": 1, "max_size": env.int("DATABASE_POOL", default=12)}}
    # A look before use: after a restart of the database nobody is given a connection that has died.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "hlab.core.cache.RedisOrLocal",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "hlab",
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=REDIS_URL)

# --- People -----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "labs:mine"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "hlab.accounts.adapters.StaffAccountAdapter"
SOCIALACCOUNT_ADAPTER = "hlab.accounts.adapters.StaffSocialAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # the sender says who it is from
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hälsolabb"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_NAME = env("OIDC_NAME", default="")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env("OIDC_CLIENT_ID", default=""),
                "secret": env("OIDC_CLIENT_SECRET", default=""),
                "settings": {"server_url": env("OIDC_SERVER_URL", default="")},
            }
        ]
        if OIDC_NAME
        else []
    }
}

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Svenska")), ("en", _("Engelska"))]
LOCALE_PATHS = [BASE_DIR / "hlab" / "locale"]
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["hlab.formats"]

# --- Files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "hlab" / "static"]
MEDIA_URL = "/media/"  # hlab/cms/urls.py gives out what pages show from there
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MAX_REQUEST_BYTES = env.int("MAX_REQUEST_BYTES", default=26_000_000)  # a form with its files

# --- The browser's guard rails --------------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "hlab_session"
CSRF_COOKIE_NAME = "hlab_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hlab.core.views.errors.csrf_failure"
RECEIPT_COOKIE_SECURE = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# What Wagtail's own pages need beyond that, as seen in a browser's console: small scripts and the text editor's
# styles inline, previews in a frame, pictures that are being uploaded. Not eval.
ADMIN_PREFIX = "/redaktion/"
ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture", "midi")
} | {"publickey-credentials-get": "self", "publickey-credentials-create": "self"}

# --- Wagtail, REST ------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Hälsolabb"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILEMBEDS_FINDERS = []
WAGTAILADMIN_LOGIN_URL = "/redaktion-in/"  # asks for a log-in, or says in words who may enter
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# We stem the words ourselves (hlab.core.stems), so that both databases find the same; "simple": not twice.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    WAGTAILSEARCH_BACKENDS["default"].pop("SEARCH_CONFIG")

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.PageNumberPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "hlab.core.problem.problem_json",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Hälsolabb",
    "DESCRIPTION": "Öppna data: labb och publicerade målbilder.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "PREPROCESSING_HOOKS": ["hlab.cms.api.described.only_ours"],
    # Fields of the same name with other codes have names of their own in the description.
    "ENUM_NAME_OVERRIDES": {
        "PerspectiveEnum": "hlab.labs.enums.Perspective",
        "DrawingEnum": "feedback.enums.Drawing",
        "ProposalKindEnum": "feedback.enums.ProposalKind",
        "ProposalStatusEnum": "feedback.enums.ProposalStatus",
        "MockupKindEnum": "feedback.enums.MockupKind",
        "RoundStateEnum": "feedback.enums.RoundState",
        "GoalStatusEnum": "goals.enums.GoalStatus",
        "JourneyKindEnum": "journeys.enums.JourneyKind",
        "IndicatorKindEnum": "followup.enums.IndicatorKind",
        "UnitKindEnum": "followup.enums.UnitKind",
        "HeadingEnum": "followup.enums.Heading",
        "PositionEnum": "followup.enums.Position",
        "WhyUnknownEnum": "followup.enums.WhyUnknown",
        "ShownEnum": [("shown", "shown"), ("hidden", "hidden")],
    },
}

# --- E-mail -------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="Hälsolabb <ej-svar@halsolabb.example>")

LOGGING = logging_config(json=env.bool("LOG_JSON", default=True), level=env("LOG_LEVEL", default="INFO"))

# --- Live wire ------------------------------------------------------------------------------------

WEB_THREADS = env.int("WEB_THREADS", default=8)  # requests at the same time in one process; more stand in line
LIVE_TICK_MS = env.int("LIVE_TICK_MS", default=100)
LIVE_SWEEP_SECONDS = env.float("LIVE_SWEEP_SECONDS", default=2.0)  # finds what a lost wake-up left behind
JOBS_WORKERS = env.int("JOBS_WORKERS", default=2)  # threads of the web process where there is no Celery
