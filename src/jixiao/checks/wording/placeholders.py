"""模板的空位没有填。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.standard import words
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="WO05",
    title="模板的空位没有填",
    says="“{text}”里“{found}”像是模板的空位",
    suggests="填上实际的内容，或删去这一条",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="I20",
)
def placeholders(table: TargetTable) -> Iterator[Breach]:
    for index, row in enumerate(table.indicators):
        for place, text in (("name", row.name), ("target", row.target.text)):
            if found := words("placeholders").search(text):
                yield Breach(row.evidence, CellPath.in_row(index, place), text=text, found=found[0])
    text = table.objective.text if table.objective else ""
    for found in words("placeholders").finditer(text):
        around = text[max(0, found.start() - 6) : found.end() + 6]
        yield Breach(table.evidence.get("objective"), "objective", text=around, found=found[0])
