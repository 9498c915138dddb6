"""A budget or a final account on a bureau's site, read and checked as any document is."""

from pathlib import Path

from jixiao.checks import library
from jixiao.errors import name_of
from jixiao.findings import Severity
from jixiao.publication.reports import judge_documents
from jixiao.service.disclosure.accounts import AccountSeen

_MOST = 20


def look_at_account(path: Path) -> AccountSeen:
    """Read a document and ask every check; errors are faults, what could not be read is a doubt."""
    judged, failures = judge_documents([path], library().values())
    if failures:
        return AccountSeen(
            None, is_account=False, faults=(), doubts=[failures[0].reason]
        )
    budget = judged[0].reading.budget
    if budget is None:
        doubt = f"{name_of(path.name)} 里没有读出预算决算的表"
        return AccountSeen(None, is_account=False, faults=(), doubts=[doubt])
    errors = [
        f"{finding.code} {finding.message}"
        for finding in judged[0].report.findings
        if finding.severity is Severity.ERROR
    ]
    more = [f"另有 {len(errors) - _MOST} 处"] if len(errors) > _MOST else []
    faults = [*errors[:_MOST], *more]
    return AccountSeen(budget.fiscal_year, is_account=True, faults=faults, doubts=())
