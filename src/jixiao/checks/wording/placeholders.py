"""模板的空位没有填。"""

from collections.abc import Iterator

from jixiao.cell_path import CellPath
from jixiao.checks import check
from jixiao.checks.objectives import objective_text
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
    pattern = words("placeholders")
    for index, row in enumerate(table.indicators):
        for place, text in (("name", row.name), ("target", row.target.text)):
            if match := pattern.search(text):
                yield Breach(
                    row.evidence,
                    CellPath.in_row(index, place),
                    text=text,
                    found=match[0],
                )
    text = objective_text(table)
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        yield Breach(
            table.evidence.get("objective"), "objective", text=around, found=match[0]
        )


_AROUND = 6
"""How many characters of the objective are shown on either side."""
