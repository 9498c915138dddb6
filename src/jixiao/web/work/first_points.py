"""The points that a review starts from: what the checks know of a table, item by item."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao import cycle
from jixiao.checks import library
from jixiao.cycle.procedure import Item
from jixiao.findings import Finding, Severity
from jixiao.web.work.findings import TableFindings


@dataclass(frozen=True, slots=True)
class FirstPoints:
    """The points that an item starts from, and how many errors and warnings took something off."""

    points: Decimal
    errors: int
    warnings: int


def first_points(
    judged: TableFindings, rules: cycle.Procedure
) -> Mapping[str, FirstPoints]:
    """Where each item starts in which checks have a say; of the others they know nothing.

    A finding for which a reason was given takes nothing off.
    """
    findings = [finding for finding, reason in judged.findings if reason is None]
    items = [item for head in rules.review for item in head.items if item.families]
    return {item.name: _starts(item, findings, rules.takes_off) for item in items}


def _starts(
    item: Item, findings: list[Finding], takes_off: Mapping[str, Decimal]
) -> FirstPoints:
    checks = library()
    severities = [
        finding.severity
        for finding in findings
        if finding.code in checks and checks[finding.code].family in item.families
    ]
    off = sum((takes_off.get(of.value, Decimal(0)) for of in severities), Decimal(0))
    return FirstPoints(
        max(item.points - off, Decimal(0)),
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
    )
