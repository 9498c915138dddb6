"""The office's settings in tests: a home of its own, and passwords that are hashed fast."""

import os
import tempfile

os.environ["JIXIAO_OFFICE_HOME"] = tempfile.mkdtemp(prefix="jixiao-office-")

from jinja2 import FileSystemBytecodeCache

from jixiao.web.settings import *  # noqa: F403 — what a home is must be set before

STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
WHITENOISE_USE_FINDERS = False  # each client of a test would look for all files anew
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS["default"] |= {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}  # noqa: F405
# Compiled by the first process that needs them, and again when a template changes.
TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache()  # noqa: F405
LOGGING = {"version": 1, "disable_existing_loggers": False}
