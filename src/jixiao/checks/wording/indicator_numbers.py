"""指标编号不连续。"""

import re
from collections.abc import Iterator

from jixiao.checks import check
from jixiao.evidence import Evidence
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="WO08",
    title="指标编号不连续",
    says="编号有缺号或重号：{numbers}",
    suggests="按 1、2、3 重新编号",
    severity=Severity.ADVICE,
    basis="财预〔2015〕88号",
    rule="I21",
)
def indicator_numbers(table: TargetTable) -> Iterator[Breach]:
    """One finding for a table; a list may begin at any number.

    The order of rows is that of the text a file gives, which is not always the paper's.
    """
    at: list[Evidence] = []
    wrong: list[str] = []
    for aspect, rows in _numbered_rows(table).items():
        numbers = sorted(number for number, _ in rows)
        expected = list(range(numbers[0], numbers[0] + len(numbers)))
        if numbers != expected:
            first_row = rows[0][1]
            at.append(first_row.evidence)
            wrong.append(f"{aspect} {'、'.join(map(str, numbers))}")
    if wrong:
        yield Breach(at, "indicators", numbers="；".join(wrong))


_NUMBER = re.compile(r"\d+")


def _numbered_rows(table: TargetTable) -> dict[str | None, list[tuple[int, Indicator]]]:
    """The rows whose printed label holds a number, by aspect."""
    numbered: dict[str | None, list[tuple[int, Indicator]]] = {}
    for row in table.indicators:
        if match := _NUMBER.search(row.label or ""):
            numbered.setdefault(row.aspect, []).append((int(match[0]), row))
    return numbered
