"""词没有写完。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.checks.printed_values import quoted
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO13",
    title="词没有写完",
    says="{names}停在半个词上，像没有写完",
    suggests="补全被截断的话，录入后对照原稿看一遍",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G15",
)
def words_cut(table: TargetTable) -> Iterator[Breach]:
    rows = [
        row
        for row in table.indicators
        if words("cut_words").search(row.target.text)
        or words("cut_words").search(row.name)
    ]
    if rows:
        yield Breach(
            (row.evidence for row in rows),
            "indicators",
            names=list(dict.fromkeys(quoted(row) for row in rows)),
        )
