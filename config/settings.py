"""Settings. Everything that differs between places comes from the environment (README.md lists the names).

Without DATABASE_URL the embedded servers are meant, and keys are made and kept under PORTAL_LOCAL.
"""

from pathlib import Path

import django.forms
import environ
import pghistory
from celery.schedules import crontab
from csp.constants import NONE, SELF

from jobs.states import GRACE, LONGEST

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
if env.str("ENV_FILE", default=""):
    env.read_env(env.str("ENV_FILE"))

EMBEDDED = not env.str("DATABASE_URL", default="")
if EMBEDDED:
    from devtools import embedded
    from devtools.local_secrets import local_key

    LOCAL = embedded.LOCAL
    DATABASE_URL, REDIS_URL = embedded.database_url(), embedded.redis_url()
    SECRET_KEY = env.str("SECRET_KEY", default="") or local_key("secret")
    FIELD_KEYS = env.list("FIELD_KEYS", default=[]) or [local_key("field")]
    HMAC_KEY = env.str("HMAC_KEY", default="") or local_key("hmac")
else:
    LOCAL = Path(env.str("PORTAL_LOCAL", default="/var/lib/mustafid"))
    DATABASE_URL, REDIS_URL = env.str("DATABASE_URL"), env.str("REDIS_URL")
    SECRET_KEY = env.str("SECRET_KEY")
    # newest first: the first encrypts, all decrypt
    FIELD_KEYS = env.list("FIELD_KEYS")
    HMAC_KEY = env.str("HMAC_KEY")

DEBUG = env.bool("DEBUG", default=EMBEDDED)
BEHIND_TLS = env.bool("BEHIND_TLS", default=not EMBEDDED)
# seeding invents people and opens sandbox pages: never on by itself where real servers are named
DEMO = env.bool("DEMO", default=EMBEDDED)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if EMBEDDED else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    # floor 10 down to 0, so that a template of ours wins over a library's
    "bench",
    "demo",
    "conformance",
    "exports",
    "desk",
    "merging",
    "channels_log",
    "delivery",
    "committee",
    "eligibility",
    "intake",
    "imports",
    "beneficiaries",
    "policy",
    "documents",
    "jobs",
    "accounts",
    "ledger",
    "ui",
    "config",
    "devtools",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "import_export",
    "csp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.UnkeptMiddleware",
    "accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccessMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "desk.presenters.navigation.portal",
            ],
        },
    },
    {
        "NAME": "rows",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates/jinja", Path(django.forms.__file__).parent / "jinja2"],
        "OPTIONS": {"environment": "ui.jinja.environment"},
    },
]
FORM_RENDERER = "ui.renderers.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# --- data ---
DATABASES = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DISABLE_SERVER_SIDE_CURSORS = env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False)
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = DISABLE_SERVER_SIDE_CURSORS

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL.replace("redis+socket://", "unix://"),
        "KEY_PREFIX": "portal",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    },
    # what every page shows and nearly nobody changes; each process learns of a change within its seconds
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 10},
}

# who, when and from which request stand in the event row itself: a table of contexts could be rewritten
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_CONTEXT_ID_FIELD = pghistory.ContextUUIDField()
PGHISTORY_DEFAULT_TRACKERS = (pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())

# --- people who sign in ---
AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["accounts.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# which roles an administrator gives out: the policy in force says, and accounts stands below it
ROLES_OFFERED = "committee.rules.roles_offered"
# an address missing from config/access.py: an error where it can still be mended, a 404 in production
ACCESS_MAP_STRICT = env.bool("ACCESS_MAP_STRICT", default=EMBEDDED)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.StaffAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# an account comes from an administrator, who knows the address
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key"}
# proxies in front of us whose X-Forwarded-For may be believed; the rate limits need the visitor's own address
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1 if BEHIND_TLS else 0)

SESSION_ENGINE = "config.sessions"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=10) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- what a browser may do ---
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- language, place, time ---
LANGUAGE_CODE = "ar"
# each in its own language: who looks for theirs may not read the other
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"

# --- files ---
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(LOCAL / "static" if EMBEDDED else BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("npm/bootstrap", BASE_DIR / "node_modules/bootstrap/dist"),
    ("npm/fonts", BASE_DIR / "node_modules/@fontsource"),
    ("npm/htmx", BASE_DIR / "node_modules/htmx.org/dist"),
    ("npm/signature_pad", BASE_DIR / "node_modules/signature_pad/dist"),
]
STATICFILES_FINDERS = [
    "ui.static_files.UsedFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
_static = "django.contrib.staticfiles.storage.StaticFilesStorage"
# compressing takes half a minute: worth it once in an image, not before each demo on one's own machine
_hashed = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
_packed = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_storage = _static if DEBUG else _hashed if EMBEDDED else _packed
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": env.str("STATIC_STORAGE", default=_storage)},
}
# never under a web root: only a view that authorises reads from here
PRIVATE_ROOT = Path(env.str("PRIVATE_ROOT", default=str(embedded.private_folder() if EMBEDDED else LOCAL / "private")))
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- notices ---
# "sandbox" keeps messages on a page of the demo; "real" sends through EMAIL_URL and SMS_GATEWAY_URL
NOTICE_TRANSPORTS = env.str("NOTICE_TRANSPORTS", default="sandbox" if DEMO else "real")
_email = env.email_url_config(env.str("EMAIL_URL", default="consolemail://"))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _email["EMAIL_BACKEND"], _email["EMAIL_HOST"], _email["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _email.get("EMAIL_USE_TLS", False), _email.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SMS_GATEWAY_URL = env.str("SMS_GATEWAY_URL", default="")
SMS_GATEWAY_TOKEN = env.str("SMS_GATEWAY_TOKEN", default="")
SMS_SENDER = env.str("SMS_SENDER", default="")
# True only where the contract says that one Idempotency-Key is delivered once; otherwise a broken line is for a person
SMS_GATEWAY_HONOURS_IDS = env.bool("SMS_GATEWAY_HONOURS_IDS", default=False)
# people are left in peace outside these hours of Riyadh; a demo shown at night still sends to its sandbox
NOTICE_QUIET = env.bool("NOTICE_QUIET", default=not DEMO)
NOTICE_HOURS = (env.int("NOTICE_FIRST_HOUR", default=8), env.int("NOTICE_LAST_HOUR", default=21))
# seconds that a claim holds: well above the 13 that connecting and reading may take
NOTICE_LEASE = env.int("NOTICE_LEASE", default=60)
NOTICE_MAX_TRIES = env.int("NOTICE_MAX_TRIES", default=10)
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=30.0)

# --- worker: it only wakes the sweep, the truth is in PostgreSQL ---
CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = REDIS_URL
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
# Redis delivers again what was not acknowledged in time, so all three must outlast the longest task
_visible = LONGEST + GRACE + 15 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": _visible}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": _visible}
CELERY_VISIBILITY_TIMEOUT = _visible
# a worker with a backlog ignored TERM for 20 s: after this many seconds it drops what it has, which is delivered again
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 8
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    # expires: a worker that was away must find one sweep waiting, not a thousand
    "sweep": {"task": "channels_log.tasks.sweep", "schedule": SWEEP_SECONDS, "options": {"expires": SWEEP_SECONDS}},
    "audit": {"task": "channels_log.tasks.audit", "schedule": crontab(hour=3, minute=30)},
    "lost jobs": {"task": "jobs.tasks.wake_lost", "schedule": 20.0, "options": {"expires": 20.0}},
    "like records": {"task": "beneficiaries.tasks.find_duplicates", "schedule": crontab(hour=2, minute=10)},
    "old files of jobs": {"task": "jobs.tasks.purge", "schedule": crontab(minute=40)},
    "names": {"task": "beneficiaries.tasks.recount_names", "schedule": crontab(hour=2, minute=45)},
    "old rows of imports": {"task": "imports.tasks.purge", "schedule": crontab(minute=50)},
}

# --- log ---
LOG_FORMAT = env.str("LOG_FORMAT", default="plain" if EMBEDDED else "json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "config.logs.PlainLines", "fmt": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # seven lines for each PDF
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
