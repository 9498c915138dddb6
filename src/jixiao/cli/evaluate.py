"""`jixiao evaluate`: a year's self-evaluation from the records and from what people filled in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.cli.measure import period_of, with_mark
from jixiao.cli.progress_bar import progress_bar
from jixiao.cli.settle import print_json
from jixiao.cli.targets import TARGETS, tables_of_all
from jixiao.cli.words import COUNT, Command
from jixiao.errors import JixiaoError

if TYPE_CHECKING:
    from jixiao.evaluation import Rubric, SelfEvaluation

FILLED = "filled.toml"


@click.command(
    short_help="按评分办法自评：实际值、得分、缺什么，写成自评表。", cls=Command
)
@click.argument("folder", metavar="DIR")
@TARGETS
@click.option("--year", required=True, type=COUNT, help="哪一年。")
@click.option(
    "--rubric", default="mof_2020", show_default=True, metavar="CODE", help="评分办法。"
)
@click.option(
    "--rubrics",
    "folder_of_rubrics",
    metavar="DIR",
    help="自有评分办法（TOML）所在的文件夹。",
)
@click.option("--filled", metavar="FILE", help=f"人工填写的值；不写就用 DIR/{FILLED}。")
@click.option(
    "--to", multiple=True, metavar="FORM", help="写成自评表，.docx、.xlsx 或 .pdf。"
)
@click.option("--html", metavar="PAGE.html", help="写成网页：承诺与证据，可打印。")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON。")
def evaluate(
    folder: str,
    *,
    targets: tuple[str, ...],
    year: int,
    rubric: str,
    folder_of_rubrics: str | None,
    filled: str | None,
    to: tuple[str, ...],
    html: str | None,
    as_json: bool,
) -> int:
    """把一年的绩效自评做出来：能从记录里算的算出来，人工填写的从 filled.toml 取，逐条计分。

    每一分都写明怎么来的；没有填的、要写偏差原因的，一一列出，不替人编。缺东西时没有总分，退出码为 1。
    """
    from jixiao.fund.store.opening import open_engine  # noqa: PLC0415 — kept out of jixiao --help
    from jixiao.measures.bindings import BINDINGS, load_bindings  # noqa: PLC0415
    from jixiao.measures.year_proof import prove_year  # noqa: PLC0415
    from jixiao.publication import write_form, write_proof  # noqa: PLC0415
    from jixiao.publication.proof_lists import lay_out_proofs  # noqa: PLC0415

    tables = tables_of_all(targets)
    by_rubric = rubric_named(
        rubric, Path(folder_of_rubrics) if folder_of_rubrics else None
    )
    entries_file = Path(filled) if filled else Path(folder) / FILLED
    bindings = load_bindings(Path(folder) / BINDINGS)
    with open_engine(Path(folder)) as engine, progress_bar() as progress:
        proof = prove_year(
            engine,
            tables,
            period_of(year, None),
            by_rubric,
            entries_file,
            bindings,
            progress,
            shown=bool(html),
        )
    forms = [project.form for project in proof.projects]
    proofs = lay_out_proofs(proof)
    besides = [proofs] if proofs else []
    for path in to:
        write_form(forms, Path(path), "mof_self_2020", besides)
        sys.stderr.write(f"已写入 {path}（{len(forms)} 张自评表）\n")
    if html:
        write_proof(proof, Path(html))
        sys.stderr.write(f"已写入 {html}\n")
    if as_json:
        print_json(
            {
                "schema": "jixiao.evaluation/1",
                "rubric": by_rubric.rubric,
                "period": proof.period,
                "projects": [
                    {
                        "evaluation": project.evaluation,
                        "answers": [
                            with_mark(answered, proof.period)
                            for answered in project.answers
                        ],
                    }
                    for project in proof.projects
                ],
            }
        )
    else:
        for project in proof.projects:
            _show(project.evaluation)
        for name in proof.missing_files:
            click.echo(f"注意：附件 {name} 找不到")
    evaluations = [project.evaluation for project in proof.projects]
    return int(any(each.total is None or each.missing for each in evaluations))


def rubric_named(code: str, folder: Path | None) -> "Rubric":
    """A rubric by its code.

    Raises:
        JixiaoError: there is none of that code; the message lists those there are.
    """
    from jixiao.evaluation import rubrics  # noqa: PLC0415 — kept out of jixiao --help

    known = rubrics(folder)
    if code not in known:
        message = f"没有叫 {code} 的评分办法；可用 {'、'.join(known)}。自有的用 --rubrics 指明文件夹。"
        raise JixiaoError(message)
    return known[code]


def _show(evaluation: "SelfEvaluation") -> None:
    name = evaluation.table.project_name or "未印名称的项目"
    total, execution = evaluation.total, evaluation.execution
    result = "还算不出总分" if total is None else f"{total} 分，{evaluation.rating}"
    click.echo(f"\n{name}：{result}")
    points = _or_dash(execution.points)
    click.echo(f"  预算执行率（{execution.weight} 分）得 {points}：{execution.rule}")
    for row in evaluation.rows:
        actual = row.actual.shown if row.actual else "—"
        promise = f"{row.indicator.name}　{row.indicator.target.text}"
        points = f"{_or_dash(row.score.points)}/{row.weight}"
        click.echo(f"  {promise} → {actual}　{points}　{row.score.rule}")
        if row.missing and row.missing != row.score.rule:
            click.echo(f"      {row.missing}")
    for note in evaluation.notes:
        click.echo(f"  注：{note}")
    if evaluation.missing:
        lacking = len(evaluation.missing)
        click.echo(f"  还缺 {lacking} 条，已得 {evaluation.won}/{evaluation.possible}")


def _or_dash(points: object) -> str:
    return "—" if points is None else str(points)
