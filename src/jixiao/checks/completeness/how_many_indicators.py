"""指标太多或太少。"""

from collections.abc import Iterator

from jixiao.checks import check
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="CO11",
    title="指标太多或太少",
    says="{what} {count} 条，{reason}",
    suggests="多的归并为总数，只留最能说明项目的；少的补齐产出、效益和满意度",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="I17",
)
def how_many_indicators(
    table: TargetTable, *, most: int, most_of_one: int, least: int
) -> Iterator[Breach]:
    rows = [row for row in table.indicators if not row.not_applicable]
    told = []
    if len(rows) > most:
        told.append(("指标共", rows, f"多于 {most} 条"))
    elif rows and len(rows) < least:
        told.append(("指标共", rows, f"少于 {least} 条"))
    for aspect in dict.fromkeys(row.aspect for row in rows):
        own = [row for row in rows if row.aspect == aspect]
        if len(own) > most_of_one:
            told.append((f"{aspect}有", own, f"多于 {most_of_one} 条"))
    for what, own, reason in told:
        at = (own[0].evidence, own[-1].evidence)
        yield Breach(at, "indicators", what=what, count=len(own), reason=reason)
