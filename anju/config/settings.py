"""Every setting, read from the environment once. ``docs/howto/run-in-production.md`` explains each variable."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url

from anju.launch.home import home, media_folder, socket_folder

BASE_DIR = Path(__file__).resolve().parents[2]
PACKAGE_DIR = Path(__file__).resolve().parents[1]
HOME = home()


def flag(name: str, default: str) -> bool:
    """Whether the environment variable ``name`` says yes (1, true, yes, on)."""
    return os.environ.get(name, default).strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated words of the environment variable ``name``."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def secret_key() -> str:
    """``ANJU_SECRET_KEY``, else a key made once and kept in the data folder, readable by its owner only."""
    if given := os.environ.get("ANJU_SECRET_KEY"):
        return given
    path = HOME / "secret_key"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


DEBUG = flag("ANJU_DEBUG", "0")
DEMO = flag("ANJU_DEMO", "1")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ANJU_HOSTS", "localhost,127.0.0.1,[::1]") + (
    [os.environ["ANJU_HOST"]] if os.environ.get("ANJU_HOST", "0.0.0.0") != "0.0.0.0" else []
)
CSRF_TRUSTED_ORIGINS = words("ANJU_ORIGINS")

# Behind TLS cookies travel by https only and browsers are told to stay there. The proxy in front must set
# X-Forwarded-Proto itself, whatever a client sends.
TLS = flag("ANJU_TLS", "0")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
# Whether the other names below this domain are https only (W005), for ever (W021), is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

INSTALLED_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.postgres",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "anju.kernel",
    "anju.ui",
    "anju.places",
    "anju.people",
    "anju.standards",
    "anju.notices",
    "anju.connect",
    "anju.improvement",
    "anju.team",
    "anju.learning",
    "anju.assets",
    "anju.work",
    "anju.requests",
    "anju.incidents",
    "anju.complaints",
    "anju.proposals",
    "anju.channels",
    "anju.voice",
    "anju.insight",
    "anju.config",
]

COMMUNITY_MODEL = "places.Community"
AUTH_USER_MODEL = "people.Account"

MIDDLEWARE = [
    "anju.config.api_problems.ProblemsForApi",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anju.ui.middleware.TriesAgain",
    "anju.people.middleware.KnowsTheActor",
    "anju.ui.middleware.WordsForErrors",
]

ROOT_URLCONF = "anju.config.urls"
WSGI_APPLICATION = "anju.config.wsgi.application"

_loaders = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "anju.ui.context.shell",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "anju.ui.templatetags.ui",
            ],
        },
    }
]

DATABASES: dict[str, Any]
if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config(conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "anju",
            "HOST": str(socket_folder()),
            "PORT": "5432",
            "USER": "postgres",
        }
    }
DATABASES["default"].update(
    ATOMIC_REQUESTS=False,
    CONN_MAX_AGE=600,
    CONN_HEALTH_CHECKS=True,
    DISABLE_SERVER_SIDE_CURSORS=True,  # so that a pooler in transaction mode can be put in between
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("ANJU_STATIC_ROOT") or HOME / "static")
MEDIA_ROOT = media_folder()
# Photos lie in the data folder, or in an S3-compatible bucket; either way they are served through us only.
_photos = (
    {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["ANJU_S3_BUCKET"],
            "endpoint_url": os.environ.get("ANJU_S3_ENDPOINT") or None,
            "access_key": os.environ.get("ANJU_S3_KEY") or None,
            "secret_key": os.environ.get("ANJU_S3_SECRET") or None,
            "region_name": os.environ.get("ANJU_S3_REGION") or None,
            "default_acl": "private",
            "file_overwrite": False,
        },
    }
    if os.environ.get("ANJU_S3_BUCKET")
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"}
)
STORAGES: dict[str, Any] = {
    "default": _photos,
    "staticfiles": {"BACKEND": "anju.config.compression.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("map", "gz", "br", "woff2", "png", "jpg", "ttf")

# Signing in: by phone and password, by a one-time code to the phone, by passkey. Nobody signs up: the desk opens
# accounts. The rates are counted by anju.kernel.limits, over all web processes; allauth's own counter is off.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 60
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("ANJU_PROXIES", "0"))
ACCOUNT_ADAPTER = "anju.people.pages.adapter.PhoneAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 300
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
MFA_ADAPTER = "anju.people.pages.adapter.PasskeyAdapter"
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = False
# End of signing in

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "anju.kernel.queue.within_transactions"

SMS_CHANNEL = os.environ.get("ANJU_SMS", "anju.kernel.texting.LocalChannel")
SMS_URL = os.environ.get("ANJU_SMS_URL", "")
SMS_TOKEN = os.environ.get("ANJU_SMS_TOKEN", "")

# Whether webhooks may call addresses of private networks, and by plain http.
WEBHOOK_PRIVATE = flag("ANJU_WEBHOOK_PRIVATE", "0")
# How many API calls one token (or one signed-in browser) may make in a minute.
API_PER_MINUTE = int(os.environ.get("ANJU_API_PER_MINUTE", "600"))

SITE_URL = os.environ.get("ANJU_SITE_URL", f"http://localhost:{os.environ.get('ANJU_PORT', '8000')}")
DEFAULT_FROM_EMAIL = os.environ.get("ANJU_EMAIL_FROM", "anju@localhost")
EMAIL_HOST = os.environ.get("ANJU_EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("ANJU_EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("ANJU_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("ANJU_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("ANJU_EMAIL_TLS", "0")
EMAIL_TIMEOUT = 20
# Without a mail server, mails are kept as files in the data folder, to be read.
EMAIL_FILE_PATH = HOME / "mail"
EMAIL_BACKEND = "django.core.mail.backends." + (
    "smtp.EmailBackend" if os.environ.get("ANJU_EMAIL_HOST") else "filebased.EmailBackend"
)

# Mail that comes in (docs/howto/mail.md): by a pipe to "anju mail-in", or fetched from a box by IMAP.
MAIL_DOMAIN = os.environ.get("ANJU_MAIL_DOMAIN", "").lower()
MAIL_ADDRESSES = dict(pair.split("=", 1) for pair in words("ANJU_MAIL_ADDRESSES") if "=" in pair)
MAIL_PER_HOUR = int(os.environ.get("ANJU_MAIL_PER_HOUR", "20"))
IMAP_URL = os.environ.get("ANJU_IMAP_URL", "")
IMAP_PASSWORD = os.environ.get("ANJU_IMAP_PASSWORD", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ANJU_LOG_LEVEL", "WARNING")},
}
