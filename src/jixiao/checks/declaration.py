"""What a check is: its words, its severity and basis, over one pure function."""

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from jixiao.budgets import Budget
from jixiao.checks.dossier import Dossier
from jixiao.checks.standard import limits
from jixiao.errors import FaultyEntry
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable

Look = Callable[..., Iterable[Breach]]


class Scope(StrEnum):
    """What a check is asked of: one target table, one budget, or the whole dossier."""

    TABLE = "table"
    BUDGET = "budget"
    DOSSIER = "dossier"


_SCOPES = {TargetTable: Scope.TABLE, Budget: Scope.BUDGET, Dossier: Scope.DOSSIER}


@dataclass(frozen=True, slots=True)
class Check:
    """One entry of the catalogue.

    `says` is the message, with the facts of a breach in braces; `suggests` says what to do;
    `rule` is the id in the study of the regulations; `limits` are the function's keyword-only
    parameters with the values that standards/limits.toml gives them; an installation may set
    others.
    """

    code: str
    title: str
    says: str
    suggests: str
    severity: Severity
    basis: str
    rule: str
    scope: Scope
    limits: dict[str, Decimal | int]
    look: Look
    page: Path

    @property
    def family(self) -> str:
        """The folder the entry stands in."""
        return self.page.parent.name


def check(
    *, code: str, title: str, says: str, suggests: str, severity: Severity, basis: str, rule: str
) -> Callable[[Look], Check]:
    """Declare a check over a function whose first parameter is what it looks at.

    Raises:
        FaultyEntry: the function looks at nothing a check can be asked of, or its limits are not
            those of standards/limits.toml.
    """

    def declare(look: Look) -> Check:
        first, *others = inspect.signature(look).parameters.values()
        if first.annotation not in _SCOPES:
            message = f"检查 {code} 的第一个参数应为 TargetTable、Budget 或 Dossier。"
            raise FaultyEntry(message)
        return Check(
            code=code,
            title=title,
            says=says,
            suggests=suggests,
            severity=severity,
            basis=basis,
            rule=rule,
            scope=_SCOPES[first.annotation],
            limits=_limits(code, [other.name for other in others]),
            look=look,
            page=Path(inspect.getfile(look)).with_suffix(".md"),
        )

    return declare


def _limits(code: str, names: list[str]) -> dict[str, Decimal | int]:
    given = limits().get(code, {})
    if set(given) != set(names):
        message = f"检查 {code} 的限应是 {names}，limits.toml 里写的是 {list(given)}。"
        raise FaultyEntry(message)
    return {name: given[name].value for name in names}
