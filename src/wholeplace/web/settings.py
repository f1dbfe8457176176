"""Django settings. One process serves one place, named by WHOLEPLACE_PLACE.

Without a place the settings still load (tests, ``makemigrations``) with a database in memory;
``manage`` and ``wsgi`` refuse to start that way.
"""

import secrets

from . import environment

PLACE_FOLDER = environment.place_folder()
BIND_ADDRESS = environment.bind_address()
LOCAL_ONLY = environment.is_loopback(BIND_ADDRESS)
REGISTER = PLACE_FOLDER / ".wholeplace" / "register" if PLACE_FOLDER else None
CACHE = PLACE_FOLDER / ".wholeplace" / "cache" if PLACE_FOLDER else None

# What a run is started with; the place folder is added at the end.
PIPELINE_COMMAND = ("-m", "wholeplace", "run", "--json-progress")

DEBUG = False
SECRET_KEY = (
    environment.kept_secret(REGISTER / "web-secret-key") if REGISTER else secrets.token_urlsafe(50)
)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *environment.host_names()]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in environment.host_names()]

INSTALLED_APPS = [
    "wholeplace.web.accounts",
    "wholeplace.web.access",
    "wholeplace.web.audit",
    "wholeplace.web.jobs",
    "wholeplace.web.design",
    "wholeplace.web.pool",
    "wholeplace.web.cohorts",
    "wholeplace.web.money",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wholeplace.web.results.pin_results",
]

ROOT_URLCONF = "wholeplace.web.urls"
WSGI_APPLICATION = "wholeplace.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["wholeplace.web.design.templatetags.design"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wholeplace.web.design.context.every_page",
                "wholeplace.web.accounts.context.demo_accounts",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": REGISTER / "web.sqlite3" if REGISTER else ":memory:",
        "OPTIONS": {
            # The web and the worker write to one file: wait for each other, never fail half-way.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 15,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = CACHE / "static" if CACHE else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if CACHE
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "wholeplace.web.accounts.backends.SignInBackend",
    "rules.permissions.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "wholeplace.web.accounts.adapters.ClosedSignUp"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "wholeplace.web.accounts.presenters.display_name"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "wholeplace"

SESSION_COOKIE_NAME = "wholeplace_session"
SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL_ONLY
CSRF_FAILURE_VIEW = "wholeplace.web.design.errors.stale_form"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    # Denials and unknown addresses are the audit log's business; only what broke is an error here.
    "loggers": {"django.request": {"level": "ERROR"}},
}
