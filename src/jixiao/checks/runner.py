"""Ask every check of a dossier and gather what they find."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from jixiao.checks.declaration import Check, Scope
from jixiao.checks.dossier import CannotCheck, Dossier
from jixiao.entry import Overrides
from jixiao.findings import Breach, Finding, Report, Unchecked
from jixiao.library import Library
from jixiao.targets import TargetTable

_DOUBTFUL = "有的内容读得不确定，对照原件确认后再查"


@cache
def library() -> Library[Check]:
    """Walk the folder once, when first asked."""
    return Library("jixiao.checks", Check)


def run(
    dossier: Dossier,
    checks: Iterable[Check] | None = None,
    limits: Overrides | None = None,
) -> Report:
    """Ask checks of a dossier: all of the library, or those given.

    `limits` are an installation's own. Findings come most severe first, then as they stand on the
    paper; a check that could not be answered is unchecked, with its reason, and so is what rests
    on a row or value that was not read surely.
    """
    entries = list(checks if checks is not None else library().values())
    findings: list[Finding] = []
    unchecked: list[Unchecked] = []
    for entry in entries:
        limit_values = entry.limit_values(limits)
        for table, subject in _subjects(entry, dossier):
            breaches: list[Breach] = []
            try:
                if table and entry.needs_all_rows:
                    dossier.require_all_rows(table)
                for breach in entry.look(subject, **limit_values):
                    breaches.append(breach)  # noqa: PERF402 — what was seen before it gave up counts
            except CannotCheck as reason:
                name = f"{table.project_name}：" if table and table.project_name else ""
                unchecked.append(Unchecked(code=entry.code, reason=f"{name}{reason}"))
            doubtful = [breach for breach in breaches if _is_doubtful(breach)]
            findings += [
                _finding(entry, table, breach)
                for breach in breaches
                if breach not in doubtful
            ]
            if doubtful:
                unchecked.append(Unchecked(code=entry.code, reason=_DOUBTFUL))
        if entry.scope is Scope.BUDGET and dossier.budget is None and dossier.tables:
            unchecked.append(Unchecked(code=entry.code, reason="文件里没有部门预算"))
    findings = _without_what_follows(findings, entries)
    findings.sort(key=lambda finding: (finding.severity.rank, _first_line(finding)))
    return Report(findings=tuple(findings), unchecked=tuple(unchecked))


def _without_what_follows(
    findings: list[Finding], entries: Iterable[Check]
) -> list[Finding]:
    """The findings without those that follow from another one of the same project."""
    follows = {entry.code: entry.tells_for for entry in entries if entry.tells_for}
    consequences = {
        (finding.project_name, code)
        for finding in findings
        for code in follows.get(finding.code, ())
    }
    return [
        finding
        for finding in findings
        if (finding.project_name, finding.code) not in consequences
    ]


def _is_doubtful(breach: Breach) -> bool:
    """Whether a breach rests on what was not read surely: then it may be our fault."""
    return any(not evidence.sure for evidence in breach.at)


def _subjects(
    entry: Check, dossier: Dossier
) -> Iterator[tuple[TargetTable | None, object]]:
    match entry.scope:
        case Scope.TABLE:
            yield from ((table, table) for table in dossier.tables)
        case Scope.BUDGET:
            if dossier.budget:
                yield None, dossier.budget
        case Scope.DOSSIER:
            yield None, dossier


def _finding(entry: Check, table: TargetTable | None, breach: Breach) -> Finding:
    facts = {name: plain(value) for name, value in breach.facts.items()}
    within = facts | {name: _quoted_once(entry.says, name, facts) for name in facts}
    return Finding(
        code=entry.code,
        severity=breach.severity or entry.severity,
        title=entry.title,
        message=entry.says.format(**within),
        project_name=table.project_name if table else breach.project_name,
        place=breach.place,
        evidence=breach.at,
        facts=facts,
        basis=entry.basis,
        suggestion=entry.suggests.format(**facts),
    )


def _quoted_once(says: str, name: str, facts: dict[str, object]) -> object:
    """A fact for its message: what stands in “” there has ‘’ where it has quotation marks itself."""
    value = facts[name]
    is_quoted = f"“{{{name}}}”" in says
    if is_quoted and isinstance(value, str) and "”、“" not in value:
        return value.replace("“", "‘").replace("”", "’")
    return value


def plain(value: object) -> object:
    """Print a fact as a person writes it: 7, not 7.00; names parted by 、."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
    if isinstance(value, list | tuple):
        return "、".join(str(plain(item)) for item in value)
    return value


def _first_line(finding: Finding) -> int:
    lines = [evidence.lines[0] for evidence in finding.evidence if evidence.lines]
    return min(lines, default=0)
