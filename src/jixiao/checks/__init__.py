"""Questions asked of a dossier: its target tables, its budget, both together."""

from jixiao.checks.declaration import Check, Scope, check
from jixiao.checks.dossier import Beside, CannotCheck, Dossier
from jixiao.checks.runner import library, run

__all__ = [
    "Beside",
    "CannotCheck",
    "Check",
    "Dossier",
    "Scope",
    "check",
    "library",
    "run",
]
