"""`jixiao dip lists`: the quality of a year's discharge lists, check by check and hospital by hospital."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from jixiao.cli.dip_terms import end_of, show_terms, terms_of, with_terms
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command

_SHOWN = 10
"""How many departments are printed; the kept table has all."""

if TYPE_CHECKING:
    from jixiao.fund.grouping.quality.departments import DepartmentLists
    from jixiao.fund.grouping.quality.rates import CheckedLists
    from jixiao.fund.grouping.quality.returns import HospitalReturn


@click.command(short_help="结算清单质控：标出要退回的清单，各机构六个率。", cls=Command)
@click.argument("folder", metavar="DIR")
@click.option("--year", required=True, type=COUNT, help="哪一年出院的。")
@click.option(
    "--letters",
    metavar="DIR",
    help="给每家有退回的机构写一份退回函（docx），写进这个文件夹。",
)
@click.option(
    "--rules", metavar="DIR", help="编目录用的先期分组和并项规则，比更正前后时用。"
)
@with_terms
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def lists(
    folder: str, *, year: int, letters: str | None, rules: str | None, code: str,
    parameters: str | None, as_json: bool,
) -> int:  # fmt: skip
    """逐项核对一年的结算清单：拒绝的退回医院，警告和提示由人看；标出的留在 list_marks 表。

    各机构的六个率留在 list_rates 表，各年的都留着；各科室、各主治医生有几张要退回，留在
    list_departments 表。高套率、低套率只从医院更正过的清单算：首版和末版（SETL_LIST_D 的
    版次，诊断和手术写明清单ID）各按编好的目录入组，首版的病种分值高的算高套、低的算低套，留在
    list_corrections 表；不从提示里算。缺表查不了的检查写明缺什么。退回函逐张写要更正什么；警告列在后面，
    不退回。有拒绝的，退出码为 1。
    """
    from jixiao.fund.grouping.quality import Severity  # noqa: PLC0415
    from jixiao.fund.grouping.quality.rates import KEYS, check_lists  # noqa: PLC0415
    from jixiao.fund.grouping.quality.returns import returns_of  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415

    terms = terms_of(code, parameters, end_of(year))
    with open_engine(Path(folder)) as engine:
        checked = check_lists(engine, year, terms, Path(rules) if rules else None)
        returns = returns_of(engine, year) if letters else ()
    if letters:
        _write_letters(returns, Path(letters))
    refused = sum(
        m.lists for m in checked.marked if m.check.severity is Severity.REFUSED
    )
    if as_json:
        print_json({
            "schema": "jixiao.lists/1", "year": year,
            "checks": [{"code": m.check.code, "title": m.check.title, "lists": m.lists,
                        "severity": m.check.severity.word, "why_not": m.why_not} for m in checked.marked],
            "hospitals": [{"code": h.code, "lists": h.lists, "corrected": h.corrected, **h.rates}
                          for h in checked.hospitals],
            "uncorrected": checked.uncorrected, "departments": checked.departments,
        })  # fmt: skip
        return int(refused > 0)
    _show_checks(checked, year)
    _show_hospitals(checked)
    _show_departments(checked.departments)
    if checked.uncorrected:
        click.echo(
            f"高套率、低套率要有更正后的清单才能算，没有算：{checked.uncorrected}。"
        )
    click.echo(
        "高套率、低套率没有全国统一的公式，读作更正过的清单里首版分值高、低的；合规率读作没有拒绝也没有警告的。"
    )
    if letters:
        click.echo(f"退回函 {len(returns)} 份，写进 {letters}")
    show_terms(terms, list(KEYS))
    return int(refused > 0)


def _show_checks(checked: "CheckedLists", year: int) -> None:
    click.echo(f"{year} 年出院的清单 {sum(h.lists for h in checked.hospitals)} 张：")
    for each in checked.marked:
        count = f"没有查：{each.why_not}" if each.why_not else f"{each.lists} 张"
        click.echo(
            f"  {each.check.code}　{each.check.severity.word}　{each.check.title}：{count}"
        )


def _show_hospitals(checked: "CheckedLists") -> None:
    from jixiao.fund.grouping.quality.rates import changes, ranks  # noqa: PLC0415

    places = ranks(checked.hospitals)
    changed = changes(checked.hospitals, checked.before)
    for hospital in checked.hospitals:
        rates = "　".join(
            f"{name} {'不能算' if rate is None else f'{rate:.2%}'}"
            for name, rate in hospital.rates.items()
        )
        change = changed[hospital.code]
        against = "" if change is None else f"，准确率比上年 {change:+.2f} 个百分点"
        click.echo(
            f"  {hospital.code}　{hospital.lists} 张　{rates}　第 {places[hospital.code]} 名{against}"
        )


def _show_departments(departments: "Sequence[DepartmentLists]") -> None:
    for each in departments[:_SHOWN]:
        if each.refused:
            owner = "　".join(
                name or "没有写" for name in (each.department, each.doctor)
            )
            click.echo(
                f"  {each.hospital}　{owner}：清单 {each.lists} 张，要退回 {each.refused} 张"
            )


def _write_letters(returns: "Sequence[HospitalReturn]", into: Path) -> None:
    from jixiao.publication import write_list_return  # noqa: PLC0415

    for each in returns:
        name = quote(each.hospital, safe=" ")
        write_list_return(each, into / f"{each.year}-{name}-退回函.docx")
