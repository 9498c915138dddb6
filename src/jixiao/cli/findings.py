"""Findings in the terminal, by project, most severe first."""

from itertools import groupby

from rich.console import Console
from rich.markup import escape

from jixiao.evidence import places
from jixiao.findings import Finding, Severity, by_reason
from jixiao.publication import DocumentReport, Reports

_PLAIN_WIDTH = 100
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def show(reports: Reports) -> None:
    """Print the findings of every document and the sum of them."""
    console = Console(highlight=False, emoji=False)
    if not console.is_terminal:
        console = Console(highlight=False, emoji=False, width=_PLAIN_WIDTH)
    for document in reports.documents:
        _show_document(console, document)
    counts = reports.summary
    console.print(
        f"\n共 {len(reports.documents)} 个文件：{counts['error']} 个错误，"
        f"{counts['warning']} 个警告，{counts['advice']} 条建议。"
    )


def _show_document(console: Console, document: DocumentReport) -> None:
    console.rule(escape(document.source.path), align="left")
    if not document.findings:
        console.print("没有发现。")

    def project(finding: Finding) -> str:
        return finding.project_name or ""

    order = {name: place for place, name in enumerate(map(project, document.findings))}
    by_project = sorted(document.findings, key=lambda finding: order[project(finding)])
    for name, findings in groupby(by_project, key=project):
        console.print(f"\n[bold]{escape(name or '全部门')}[/]")
        for finding in findings:
            severity = f"[{_COLOURS[finding.severity]}]{finding.severity.word}[/]"
            console.print(
                f"  {severity} {finding.code} {escape(finding.message)}（{places(finding.evidence)}）",
                soft_wrap=True,
            )
            console.print(
                f"       {escape(finding.suggestion)}（{escape(finding.basis)}）",
                soft_wrap=True,
            )
    for silenced in document.silenced:
        finding = silenced.finding
        place = f"{finding.project_name}：" if finding.project_name else ""
        message = f"{finding.code} {place}{finding.message}（理由：{silenced.reason}）"
        console.print(f"\n按 jixiao.toml 不再提示：{escape(message)}", soft_wrap=True)
    for reason, codes in by_reason(document.unchecked).items():
        message = f"{reason}：{'、'.join(codes)}"
        console.print(f"\n未能检查——{escape(message)}", soft_wrap=True)
