"""同一条指标出现在几个项目。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.checks.satisfaction import measures_satisfaction
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


@check(
    code="CH18",
    title="同一条指标出现在几个项目",
    says="“{name} {stated}”在 {count} 个项目里一字不差",
    suggests="按各项目的内容写，不要套用同一句话",
    severity=Severity.WARNING,
    basis="财预〔2015〕88号",
    rule="P01",
)
def row_in_many_projects(dossier: Dossier, *, least: int) -> Iterator[Breach]:
    """Only effects: dates, costs and satisfaction are alike in many projects by nature."""
    rows_of: dict[tuple[str, str], list[Indicator]] = {}
    for table in dossier.tables:
        effects = {
            (chinese.key(row.name), chinese.key(row.target.text)): row
            for row in table.indicators
            if row.dimension == "效益指标"
            and not row.not_applicable
            and not measures_satisfaction(row)
        }
        for name_and_value, row in effects.items():
            rows_of.setdefault(name_and_value, []).append(row)
    for (name, stated), rows in rows_of.items():
        if len(rows) >= least and len(name) >= _SHORTEST:
            at = (row.evidence for row in rows)
            yield Breach(at, "tables", name=name, stated=stated, count=len(rows))


_SHORTEST = 6
