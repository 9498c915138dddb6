"""资金总额与分项之和不符。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks import Dossier, check
from jixiao.checks.sums_of_parts import unless_a_part_is_unread
from jixiao.findings import Breach, Severity
from jixiao.targets import TargetTable


@check(
    code="AR01",
    title="资金总额与分项之和不符",
    says="{block}资金总额 {stated}{unit}，各项资金来源之和 {parts}{unit}，相差 {gap}{unit}",
    suggests="核对{block}的资金总额与财政拨款、其他资金、结余结转，改正其中写错的一项",
    severity=Severity.ERROR,
    basis="财预〔2015〕88号",
    rule="G02",
)
def funding_adds_up(dossier: Dossier) -> Iterator[Breach]:
    return unless_a_part_is_unread(dossier, _gaps)


def _gaps(table: TargetTable) -> Iterator[Breach]:
    blocks = (
        ("annual", "年度", table.funding.annual),
        ("own_level", "本级", table.funding.own_level),
    )
    for key, name, block in blocks:
        parts = [block.fiscal_appropriation, block.other, block.carried_over]
        if block.total is None or all(part is None for part in parts):
            continue
        total = sum((part for part in parts if part is not None), Decimal(0))
        if total == block.total or _is_explained(table, total, block.total):
            continue
        yield Breach(
            (
                table.evidence.get(f"funding.{key}.{part}")
                for part in block.__struct_fields__
            ),
            f"funding.{key}.total",
            project_name=table.project_name,
            block=name,
            stated=block.total,
            parts=total,
            gap=abs(block.total - total),
            unit=table.money_unit,
        )


def _is_explained(table: TargetTable, parts: Decimal, total: Decimal) -> bool:
    """Whether the parts are those of the whole project, or money of another name makes the gap."""
    if parts == table.funding.project_total:
        return True
    others = (_AMOUNT.findall(value) for value in table.other_fields.values())
    return any(
        Decimal(amount) == total - parts for amounts in others for amount in amounts
    )


_AMOUNT = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
