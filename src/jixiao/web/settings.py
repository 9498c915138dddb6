"""Django's settings, all from the installation."""

from pathlib import Path

from csp.constants import SELF
from django.utils.translation import gettext_lazy

from jixiao.web.running.installation import Installation

OFFICE = Installation.load()
_HERE = Path(__file__).parent

SECRET_KEY = OFFICE.secret_key()
DEBUG = False
# The machine itself asks whether the office is well.
ALLOWED_HOSTS = [*OFFICE.hosts, "127.0.0.1", "localhost"]
INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "jixiao.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jixiao.web.middleware.choose_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jixiao.web.middleware.refuse_bodies_of_strangers",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jixiao.web.middleware.speak_plainly",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "jixiao.web.urls"
WSGI_APPLICATION = "jixiao.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "jixiao.web.template_environment.environment",
            "trim_blocks": True,
            "lstrip_blocks": True,
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "corner_templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
DATABASES = {"default": OFFICE.databases()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "office.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    # It lets nobody in unless JIXIAO_OFFICE_SIGNIN names a directory.
    "jixiao.web.people.directory.DirectoryBackend",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
# 等保二级：连续五次登录失败锁定十五分钟。
AXES_ENABLE_ADMIN = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "jixiao.web.request_values.address_of"
AXES_LOCKOUT_CALLABLE = "jixiao.web.views.errors.locked_out"

SESSION_COOKIE_AGE = OFFICE.session_minutes * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OFFICE.https
SECURE_SSL_REDIRECT = OFFICE.https
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OFFICE.https else None
SECURE_HSTS_SECONDS = 31_536_000 if OFFICE.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = (
    [f"https://{host}" for host in OFFICE.hosts] if OFFICE.https else []
)
CSRF_FAILURE_VIEW = "jixiao.web.views.errors.stale_page"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
    },
    # Its own policy is set in jixiao.web.middleware.
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_HERE / "locale"]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = OFFICE.https
LANGUAGE_COOKIE_AGE = 31_536_000
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = OFFICE.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "reading"],
    }
}
_SHADES = {
    "50": "#f2f7f9", "100": "#e0edf2", "200": "#c3dce6", "300": "#98c2d2", "400": "#659fb7",
    "500": "#3d7f9b", "600": "#1a5f7a", "700": "#174f66", "800": "#164255", "900": "#143848",
    "950": "#0b2431",
}  # fmt: skip
"""Around the colour of the bar of every page: see office.css."""
UNFOLD = {
    "SITE_TITLE": gettext_lazy("绩效办公"),
    "SITE_HEADER": "绩效",
    "SITE_URL": "/",
    "SITE_ICON": lambda _request: f"/{STATIC_URL}icon.svg",
    "SITE_FAVICONS": [
        {
            "rel": "icon",
            "type": "image/svg+xml",
            "href": lambda _request: f"/{STATIC_URL}icon.svg",
        }
    ],
    "COLORS": {"primary": _SHADES},
    "STYLES": [lambda _request: f"/{STATIC_URL}corner.css"],
    "SCRIPTS": [lambda _request: f"/{STATIC_URL}corner.js"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "jixiao.web.running.log_format.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        "django_tasks": {"level": "WARNING"},
    },
}
