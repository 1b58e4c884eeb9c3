"""Settings of the site. What an installation may change comes from the environment:

``JINGKAI_DATA``
    folder of the database, the received files and the search index (``var``).
``JINGKAI_DEBUG``
    ``1`` shows tracebacks in the browser; never on a machine that others reach.
``JINGKAI_HOSTS``
    names under which the site may be asked for, separated by commas (this machine only).
``JINGKAI_SECRET_KEY``
    else made once and kept in the data folder.
``DATABASE_URL``
    else SQLite in the data folder.
"""

from __future__ import annotations

from pathlib import Path

from jingkai.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()

DEBUG = environment.flag("JINGKAI_DEBUG")
SECRET_KEY = environment.secret_key(DATA)
ALLOWED_HOSTS = environment.words("JINGKAI_HOSTS", ("localhost", "127.0.0.1", "[::1]"))

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "jingkai.ledger",
    "jingkai.portal",
    "jingkai.documents",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jingkai.portal.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jingkai.portal.middleware.PreferencesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "jingkai.config.urls"
WSGI_APPLICATION = "jingkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["jingkai.portal.templatetags.portal", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "jingkai.portal.context_processors.layout",
            ],
        },
    }
]

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Received files lie outside everything the web server can hand out, under names that say nothing.
RECEIVED_FILES = DATA / "received"
SEARCH_INDEX = DATA / "search.sqlite3"
UPLOAD_LIMIT_BYTES = 100 * 1024 * 1024
UPLOAD_LIMIT_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = UPLOAD_LIMIT_FILES
FILE_UPLOAD_TEMP_DIR = None

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = sorted(str(folder) for folder in PACKAGE.glob("*/locale"))
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # files are served from the installed packages: nothing to collect at set-up

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "jingkai.portal.views.forgery_suspected"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
