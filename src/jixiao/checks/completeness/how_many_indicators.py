"""指标太多或太少。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator, TargetTable


@check(
    code="CO11",
    title="指标太多或太少",
    says="{what} {count} 条，{reason}",
    suggests="多的归并为总数，只留最能说明项目的；少的补齐产出、效益和满意度",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="I17",
    needs_all_rows=True,
)
def how_many_indicators(
    table: TargetTable, *, most: int, most_of_one: int, least: int
) -> Iterator[Breach]:
    """`most` and `least` are of all rows that apply, `most_of_one` of those of one aspect."""
    rows = [row for row in table.indicators if not row.not_applicable]
    if len(rows) > most:
        yield _breach("指标共", rows, f"多于 {most} 条")
    elif rows and len(rows) < least:
        yield _breach("指标共", rows, f"少于 {least} 条")
    by_aspect: dict[str | None, list[Indicator]] = {}
    for row in rows:
        by_aspect.setdefault(row.aspect, []).append(row)
    for aspect, rows_of_aspect in by_aspect.items():
        if len(rows_of_aspect) > most_of_one:
            yield _breach(f"{aspect}有", rows_of_aspect, f"多于 {most_of_one} 条")


def _breach(group: str, rows: list[Indicator], reason: str) -> Breach:
    at = (rows[0].evidence, rows[-1].evidence)
    return Breach(at, "indicators", what=group, count=len(rows), reason=reason)
