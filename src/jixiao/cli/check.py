"""`jixiao check`: documents in, findings out, each with its place, rule and what to do."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.words import Command
from jixiao.errors import JixiaoError, UnreadableFile

if TYPE_CHECKING:
    from jixiao.checks import Check


@click.command(short_help="审核绩效目标表和部门预算，列出发现。", cls=Command)
@click.argument("paths", metavar="PATH…", nargs=-1)
@click.option(
    "--json", "as_json", is_flag=True, help="打印 JSON（交换格式 jixiao.report/1）。"
)
@click.option(
    "--html", metavar="FILE", help="写一份可打印的网页报告，单个文件，不用联网。"
)
@click.option(
    "--xlsx", metavar="FILE", help="写一份工作簿，每条发现一行，可筛选、可填核对结果。"
)
@click.option(
    "--review",
    metavar="FILE",
    help="上次在网页上标的审核意见（“保存意见”得到的文件），按原因带到这次的网页。",
)
@click.option(
    "--letter",
    metavar="FILE",
    help="把审核意见里标为“属实”的写成给单位的 Word 文件；要同时给 --review。",
)
@click.option(
    "--previous",
    metavar="PATH",
    multiple=True,
    help="上年的文件或文件夹，可与今年的比；可写多次。",
)
@click.option(
    "--peers",
    metavar="PATH",
    multiple=True,
    help="其他单位的文件或文件夹，可与本单位的比；可写多次。",
)
@click.option("--only", metavar="CODES", help="只问这些检查，如 AR01,TI01。")
@click.option("--skip", metavar="CODES", help="不问这些检查。")
def check(
    paths: tuple[str, ...],
    *,
    as_json: bool,
    html: str | None,
    xlsx: str | None,
    review: str | None,
    letter: str | None,
    previous: tuple[str, ...],
    peers: tuple[str, ...],
    only: str | None,
    skip: str | None,
) -> int:
    """审核绩效目标表和部门预算，列出发现，最重的在前。

    PATH 同 jixiao read。每条发现写明在第几行、依据什么、怎么改；jixiao explain 代码 说明一项检查。

    文件夹里的 jixiao.toml 可以写明理由不再提示某项检查（[[silence]]），也可以设检查的限（[limits.代码]）。

    给了上年的文件、其他单位的文件，才能查与之相比的各项。
    单位成本与 jixiao.toml 的 [[standard]] 比，没有写的与中央的标准比。

    退出码：0 没有发现；1 有发现；2 有文件读不了，或用法不对。
    """
    if not paths:
        raise UnreadableFile(
            "请给出要审核的文件或文件夹，例如 jixiao check 公开文件/。"
        )
    from jixiao.publication import (  # noqa: PLC0415 — kept out of jixiao --help
        encode_reports,
        gather,
        judge_documents,
        load_review,
        write_html,
        write_letter,
        write_xlsx,
    )

    if letter and not review:
        message = "写给单位的意见要有标过的审核意见，请用 --review 给出网页上“保存意见”得到的文件。"
        raise JixiaoError(message)
    marks = load_review(Path(review)) if review else None
    checks = _selected(only, skip)
    judged, failures = judge_documents(paths, checks, previous=previous, peers=peers)
    reports = gather(judged, failures)
    if html:
        write_html(judged, Path(html), failures, marks)
    if xlsx:
        write_xlsx(judged, Path(xlsx), failures)
    if letter and marks:
        write_letter(judged, Path(letter), marks)
    for file in filter(None, (html, xlsx, letter)):
        sys.stderr.write(f"已写入 {file}\n")
    if as_json:
        sys.stdout.write(encode_reports(reports))
    elif not (html or xlsx or letter):
        from jixiao.cli.findings import show  # noqa: PLC0415 — rich is slow to import

        show(reports)
    for failure in reports.failures:
        sys.stderr.write(f"未读：{failure.reason}\n")
    if reports.failures:
        return 2
    return 1 if any(report.findings for report in reports.documents) else 0


def _selected(only: str | None, skip: str | None) -> "list[Check]":
    from jixiao.checks import library  # noqa: PLC0415 — kept out of jixiao --help

    wanted, unwanted = _codes(only), _codes(skip)
    unknown = sorted((wanted | unwanted) - set(library()))
    if unknown:
        message = (
            f"没有代码为 {'、'.join(unknown)} 的检查。可用 jixiao checks 查看全部。"
        )
        raise JixiaoError(message)
    return [
        entry
        for code, entry in library().items()
        if (not wanted or code in wanted) and code not in unwanted
    ]


def _codes(text: str | None) -> set[str]:
    """The codes of a list parted by commas of either width."""
    parts = (text or "").replace("，", ",").split(",")
    return {code.strip().upper() for code in parts if code.strip()}
