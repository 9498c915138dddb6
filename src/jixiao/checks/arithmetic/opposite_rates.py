"""合格率与不合格率加起来超过 100%。"""

from collections.abc import Iterator
from decimal import Decimal

from jixiao import chinese
from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.quantity import Bound
from jixiao.targets import Indicator, TargetTable


@check(
    code="AR27",
    title="合格率与不合格率加起来超过 100%",
    says="“{name} {stated}”与“{other} {limit}”说的是一件事的两面，加起来是 {computed}%",
    suggests="只留一条，或使两条加起来是 100%",
    severity=Severity.WARNING,
    basis="财预〔2021〕101号",
    rule="I14",
)
def opposite_rates(table: TargetTable) -> Iterator[Breach]:
    rates = [
        (index, row) for index, row in enumerate(table.indicators) if _is_rate(row)
    ]
    of_name: dict[str, list[Indicator]] = {}
    for _, row in rates:
        of_name.setdefault(chinese.key(row.name), []).append(row)
    for index, row in rates:
        for other in (
            each for name in _opposites(row.name) for each in of_name.get(name, ())
        ):
            computed = (row.target.number or 0) + (other.target.number or 0)
            if computed > _HUNDRED:
                yield Breach(
                    (other.evidence, row.evidence),
                    CellPath.in_row(index, "target"),
                    name=row.name,
                    stated=row.target.text,
                    other=other.name,
                    limit=other.target.text,
                    computed=computed,
                )


_HUNDRED = Decimal(100)
_OPPOSITES = (
    ("合格", "不合格"), ("达标", "不达标"), ("通过", "未通过"), ("办结", "未办结"), ("完成", "未完成"),
    ("准确", "差错"), ("准确", "错误"), ("正确", "差错"), ("正确", "错误"), ("及时", "逾期"), ("及时", "超期"),
)  # fmt: skip


def _is_rate(row: Indicator) -> bool:
    return row.target.unit == "%" and row.target.bound is not Bound.ABOUT


def _opposites(name: str) -> list[str]:
    """Return what a rate is called that counts the faults: its name but for one word."""
    plain = chinese.key(name)
    called = (
        plain.replace(good, bad)
        for good, bad in _OPPOSITES
        if good in plain and bad not in plain
    )
    return list(dict.fromkeys(called))
