"""`jixiao grade`: a subject scored by a sheet."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.cli.cases import DONE_AT, done_at
from jixiao.cli.measure import period_of
from jixiao.cli.settle import print_json
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError, whole, writing
from jixiao.library import load_toml

if TYPE_CHECKING:
    from jixiao.fund.supervision.grading_data import Taken
    from jixiao.fund.supervision.score_sheet import Grading, ScoreSheet, Value


@click.command(short_help="按评分表给一家机构评分定级，说明差在哪几项。", cls=Command)
@click.argument("values", metavar="[VALUES.toml]", required=False)
@click.option(
    "--sheet",
    "sheet_file",
    metavar="SHEET.toml|xlsx",
    help="评分表；不写用随附的样例。",
)
@click.option(
    "--from",
    "folder",
    metavar="DIR",
    help="收进数据的文件夹：能数的项目从记录里数，要写 --subject 和 --year。",
)
@click.option("--cases", "counted", metavar="LEDGER.db", help="数查实案件用的案件账。")
@click.option(
    "--template",
    metavar="FILE.xlsx",
    help="把评分表写成工作簿，填好本地的再用 --sheet 读。",
)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
@click.option("--open", "ledger", metavar="LEDGER.db", help="把草案立为评定案件。")
@click.option("--subject", default="", metavar="机构编号", help="立案时写：评定哪家。")
@click.option("--year", type=COUNT, help="立案时写：评定哪一年。")
@click.option("--by", default="", metavar="姓名", help="立案时写：谁立案。")
@click.option("--at", metavar="DATE", help=DONE_AT)
def grade(
    values: str | None,
    *,
    sheet_file: str | None,
    folder: str | None,
    counted: str | None,
    template: str | None,
    as_json: bool,
    ledger: str | None,
    subject: str,
    year: int | None,
    by: str,
    at: str | None,
) -> int:
    """按评分表评分：VALUES.toml 的 [values] 一项一行，不适用的写 "不适用"。

    --from 把取数写明的项目先从记录、案件账里数出来；VALUES.toml 写了的按写的算，和数的不同时说明。
    满分合计不是 100、缺一项数据的，不评。--open 立案以后，草案、异议、定级、告知、修复用 jixiao cases 办。
    随附的评分表是样例，不是任何地方的规定。
    """
    import jixiao.fund.supervision as wing  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.score_sheet import grade as graded  # noqa: PLC0415
    from jixiao.fund.supervision.score_sheet import load_score_sheet  # noqa: PLC0415

    sample = Path(wing.__file__).with_name("sample_sheet.toml")
    sheet = load_score_sheet(_there(sheet_file) if sheet_file else sample)
    if template:
        return _write_template(sheet, Path(template))
    said = _stated(values) if values else {}
    if folder:
        taken = _taken(sheet, Path(folder), subject, year, counted or ledger)
        said = _filled(sheet, said, taken)
    elif not values:
        raise JixiaoError("请给出 VALUES.toml，或用 --from 从收进来的数据里数。")
    grading = graded(sheet, said)
    if as_json:
        print_json(_as_json(sheet, grading))
    else:
        _show(sheet, grading)
    if ledger:
        click.echo(
            f"立案 {_opened(Path(ledger), sheet, grading, subject, year, by, done_at(at))}"
        )
    return 0


def _write_template(sheet: "ScoreSheet", path: Path) -> int:
    from jixiao.publication.writers.score_sheet import score_sheet_xlsx  # noqa: PLC0415

    with writing(path.parent), whole(path) as half:
        half.write_bytes(score_sheet_xlsx(sheet))
    click.echo(f"已写入 {path}：填好本地的项目、满分和等级，用 --sheet {path} 读")
    return 0


def _stated(values: str) -> dict[str, "Value"]:
    content = load_toml(_there(values)).get("values")
    if not isinstance(content, Mapping):
        message = f"{values} 应有 [values]，下面一项一行，如 upload = 92.5。"
        raise JixiaoError(message)
    return {name: _value(each) for name, each in content.items()}


def _taken(
    sheet: "ScoreSheet",
    folder: Path,
    subject: str,
    year: int | None,
    counted: str | None,
) -> Mapping[str, "Taken"]:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.records import Records  # noqa: PLC0415
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415
    from jixiao.fund.supervision.grading_data import Graded, taken_values  # noqa: PLC0415

    if not subject or year is None:
        raise JixiaoError("从记录里数要写 --subject 和 --year。请补上。")
    period = period_of(year, None)
    with ExitStack() as stack:
        engine = stack.enter_context(open_engine(folder))
        has_ledger = counted is not None and Path(counted).is_file()
        ledger = (
            stack.enter_context(open_ledger(Path(str(counted)))) if has_ledger else None
        )
        return taken_values(
            sheet, Graded(subject, period, Records(engine, period), ledger)
        )


def _filled(
    sheet: "ScoreSheet", stated: Mapping[str, "Value"], taken: Mapping[str, "Taken"]
) -> dict[str, "Value"]:
    """Fill in what was counted, and print where a value came from or why it could not be counted."""
    from jixiao.fund.supervision.grading_data import filled  # noqa: PLC0415 — kept out of jixiao --help

    said, otherwise = filled(stated, taken)
    for item in sheet.items:
        if item.code in taken and item.code not in stated:
            each = taken[item.code]
            came = f"数得 {each.value}" if each.value is not None else each.why_not
            click.echo(f"{item.title}：{came}（{item.take}）")
    for note in otherwise:
        click.echo(f"注意：{note}")
    return said


def _opened(
    ledger: Path,
    sheet: "ScoreSheet",
    grading: "Grading",
    subject: str,
    year: int | None,
    by: str,
    at: datetime,
) -> str:
    from jixiao.fund.cases import open_ledger  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.fund.supervision.gradings import open_grading  # noqa: PLC0415

    if year is None or not by:
        raise JixiaoError("立案要写 --subject、--year 和 --by。请补上。")
    with open_ledger(ledger) as opened:
        return open_grading(
            opened, sheet, grading, subject=subject, year=year, by=by, at=at
        )


def _there(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        message = f"找不到 {name}。请核对文件名。"
        raise JixiaoError(message)
    return path


def _value(said: object) -> "Value":
    is_number = isinstance(said, int | Decimal) and not isinstance(said, bool)
    return Decimal(str(said)) if is_number else str(said)


def _as_json(sheet: "ScoreSheet", grading: "Grading") -> dict[str, Any]:
    return {
        "schema": "jixiao.grading/1",
        "sheet": sheet.code,
        "confirmed": sheet.confirmed,
        "score": str(grading.score),
        "grade": grading.grade,
        "vetoed": grading.vetoed,
        "would_change": grading.would_change,
        "items": {score.item.code: str(score.value) for score in grading.scores},
    }


def _show(sheet: "ScoreSheet", grading: "Grading") -> None:
    doubt = "" if sheet.confirmed else "，未核对"
    click.echo(f"{sheet.title}（{sheet.standing}，{sheet.basis}{doubt}）")
    click.echo(f"得分 {grading.score}，等级 {grading.grade}")
    for score in grading.scores:
        if score.earned is None:
            click.echo(f"  {score.item.title}：不适用")
            continue
        earned = f"{float(score.earned):.2f}"
        lost = f"，差 {float(score.lost):.2f}" if score.lost else ""
        click.echo(
            f"  {score.item.title}：{score.value}，得 {earned}{lost}（{score.item.source}）"
        )
    if grading.would_change:
        click.echo(f"要升一级，最少补上：{'、'.join(grading.would_change)}")
