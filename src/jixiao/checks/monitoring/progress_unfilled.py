"""监控表没有填完成情况。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.midyear import followed
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="MO11",
    title="监控表没有填完成情况",
    says="{count} 条指标没有填监控期的完成情况，也没有全年预计、可能性或说明：{names}",
    suggests="逐条填监控期的完成情况；还没有到期或没有开始的，写全年预计或在说明里写明",
    severity=Severity.WARNING,
    basis="财预〔2019〕136号",
    rule="M02",
)
def progress_unfilled(table: TargetTable) -> Iterator[Breach]:
    rows = followed(table)
    silent = [row for row in rows if not _says_anything(row)]
    if silent:
        yield Breach(
            (row.evidence for row in silent),
            "indicators",
            Severity.ERROR if len(silent) == len(rows) else None,
            count=len(silent),
            names=[f"“{row.name}”" for row in silent][:_MOST_NAMES],
        )


_MOST_NAMES = 4


def _says_anything(row: Indicator) -> bool:
    """Whether a row has a value so far or of the year, a likelihood, or a text that explains it."""
    return bool(
        row.actual or row.expected or row.reason or row.remark or row.likelihood
    )
