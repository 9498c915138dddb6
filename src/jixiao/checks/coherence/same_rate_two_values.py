"""同一指标在几个项目里的值不同。"""

from collections.abc import Iterator

from jixiao import chinese
from jixiao.checks import Dossier, check
from jixiao.findings import Breach, Severity
from jixiao.targets import Indicator


@check(
    code="CH22",
    title="同一指标在几个项目里的值不同",
    says="“{name}”在 {count} 个项目里是 {values}",
    suggests="同一个数只有一个目标；确有不同的，在名称里写明",
    severity=Severity.ADVICE,
    basis="财预〔2021〕101号",
    rule="I14",
)
def same_rate_two_values(dossier: Dossier) -> Iterator[Breach]:
    for rows in _rates_by_name_and_year(dossier).values():
        values = sorted(
            {row.target.number for row in rows if row.target.number is not None}
        )
        if len(values) > 1:
            yield Breach(
                (row.evidence for row in rows),
                "tables",
                name=rows[0].name,
                count=len(rows),
                values="、".join(f"{value}%" for value in values),
            )


def _rates_by_name_and_year(
    dossier: Dossier,
) -> dict[tuple[str, int | None], list[Indicator]]:
    """The rows whose target is a rate; names that differ by 的 are one."""
    rates: dict[tuple[str, int | None], list[Indicator]] = {}
    for table in dossier.tables:
        for row in table.indicators:
            if row.target.unit == "%" and row.target.number is not None:
                name = chinese.key(row.name).replace("的", "")
                rates.setdefault((name, table.fiscal_year), []).append(row)
    return rates
