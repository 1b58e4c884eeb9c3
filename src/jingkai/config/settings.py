"""Settings of the site. What an installation may change is declared in :mod:`jingkai.config.options`."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from jingkai.config import environment, options
from jingkai.config.identity import data_key, openid_connect
from jingkai.config.logs import logging_settings

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()

DEBUG = options.DEBUG.switch()
SECRET_KEY = environment.secret_key(DATA)
DATA_KEY = data_key(DATA)
# Whoever asks whether the site works asks this machine itself, not the name that people use.
ALLOWED_HOSTS = sorted({*options.HOSTS.words(), "localhost", "127.0.0.1", "[::1]"})

INSTALLED_APPS = [
    "jingkai.accounts",  # first, because its templates stand in for those of allauth
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "simple_history",
    "jingkai.ledger",
    "jingkai.registry",
    "jingkai.portal",
    "jingkai.documents",
    "jingkai.policy",
    "jingkai.benefits",
]

MIDDLEWARE = [
    "jingkai.config.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "jingkai.portal.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jingkai.portal.middleware.PreferencesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "jingkai.accounts.middleware.PrincipalMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "jingkai.accounts.middleware.SessionLimitsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "jingkai.portal.middleware.MethodsMiddleware",
    "jingkai.accounts.middleware.GuardMiddleware",
    "jingkai.portal.middleware.RecentPagesMiddleware",
    "jingkai.portal.middleware.DemoFilesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "jingkai.config.urls"
WSGI_APPLICATION = "jingkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "jingkai.portal.templatetags.portal",
                "jingkai.portal.templatetags.frame",
                "django.templatetags.i18n",
            ],
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
DATA_UPLOAD_MAX_NUMBER_FILES = 10 * UPLOAD_LIMIT_FILES  # what is over the limit is refused file by file
FILE_UPLOAD_TEMP_DIR = None

LEDGER_HEAD_MINUTES = options.HEAD_MINUTES.number()
DISCOVER_DAILY = options.DISCOVER_DAILY.switch()

# People and how they sign in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:signed_out"
SECOND_FACTOR_FOR_EVERYBODY = options.SECOND_FACTOR.switch()
EVIDENCE_YEARS = options.EVIDENCE_YEARS.number()
TOKEN_MAXIMUM_DAYS = options.TOKEN_DAYS.number()

# The interface for programs: requests a minute, and where they are counted.
API_TOKEN_RATE = options.TOKEN_RATE.number()
API_ADDRESS_RATE = options.ADDRESS_RATE.number()
API_RATES = DATA / "rates.sqlite3"

PASSWORD_MAXIMUM_AGE_DAYS = options.PASSWORD_DAYS.number()
PASSWORD_HISTORY = options.PASSWORD_HISTORY.number()
_RULES = "django.contrib.auth.password_validation"
_OWN_RULES = "jingkai.accounts.services.password_rules"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_OWN_RULES}.LeastLength",
        "OPTIONS": {"min_length": options.PASSWORD_LENGTH.number()},
    },
    {
        "NAME": f"{_RULES}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
    {"NAME": f"{_RULES}.CommonPasswordValidator"},
    {"NAME": f"{_OWN_RULES}.KindsOfCharacters", "OPTIONS": {"kinds": options.PASSWORD_KINDS.number()}},
    {"NAME": f"{_OWN_RULES}.NotTakenBefore"},
]

SESSION_COOKIE_NAME = "jingkai_session"
SESSION_COOKIE_AGE = options.SESSION_HOURS.number() * 3600
SESSION_IDLE_SECONDS = options.IDLE_MINUTES.number() * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"  # the way back from another sign-in system comes from outside

ACCOUNT_ADAPTER = "jingkai.accounts.services.signing_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,12/5m/key", "login": "120/m/ip"}
ACCOUNT_FORMS = {
    "login": "jingkai.accounts.forms.SignInForm",
    "change_password": "jingkai.accounts.forms.ChangePasswordForm",
    "reauthenticate": "jingkai.accounts.forms.ConfirmPasswordForm",
}
MFA_ADAPTER = "jingkai.accounts.services.signing_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "jingkai.accounts.forms.SecondFactorForm",
    "reauthenticate": "jingkai.accounts.forms.ConfirmSecondFactorForm",
    "activate_totp": "jingkai.accounts.forms.SetUpSecondFactorForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "经开 Jingkai"
MFA_TOTP_TOLERANCE = 1  # clocks of phones are up to half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "jingkai.accounts.services.signing_in.OtherSystemAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = openid_connect()
OIDC_USERNAME_CLAIM = options.OIDC_USERNAME.text()

AXES_FAILURE_LIMIT = options.SIGN_IN_FAILURES.number()
AXES_COOLOFF_TIME = timedelta(minutes=options.LOCK_MINUTES.number())
AXES_LOCKOUT_PARAMETERS = ["username"]  # one person behind a shared address does not lock out the others
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "jingkai.accounts.services.signing_in.attempted_name"
AXES_LOCKOUT_CALLABLE = "jingkai.accounts.views.signing_in.locked"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # locking by name alone is meant: addresses are limited by allauth

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
if options.HTTPS.switch():
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from within, without the proxy
    SECURE_HSTS_SECONDS = options.HSTS_DAYS.number() * 24 * 3600
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
if options.PROXY.number():
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = options.PROXY.number()
CSRF_FAILURE_VIEW = "jingkai.portal.views.forgery_suspected"

LOGGING = logging_settings(
    options.LOG_FORM.one_of("text", "json"),
    options.LOG_LEVEL.one_of("debug", "info", "warning", "error").upper(),
)
