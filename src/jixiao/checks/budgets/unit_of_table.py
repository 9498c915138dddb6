"""一张表印的单位与别的表差一万倍。"""

from collections.abc import Iterator

from jixiao.checks import Dossier, check
from jixiao.checks.table_units import unit_slips
from jixiao.findings import Breach, Severity


@check(
    code="BU19",
    title="一张表印的单位不对",
    says="{title}印的单位是“{unit}”，数字 {number} 却和{other}（单位：{meant}）的一样",
    suggests="把{title}的单位改为“{meant}”，或核对整张表的数字",
    severity=Severity.ERROR,
    basis="财预〔2016〕143号",
    rule="N09",
)
def unit_of_table(dossier: Dossier) -> Iterator[Breach]:
    """Other checks go on with the unit that is meant."""
    budget = dossier.reading.budget
    for slip in unit_slips(budget) if budget else ():
        yield Breach(
            [slip.table.evidence, *(row.evidence for row in slip.rows)],
            f"budget.tables.{slip.table.code}",
            title=slip.table.title,
            unit=slip.table.money_unit,
            number=slip.number,
            other=slip.other.title,
            meant=slip.meant,
        )
