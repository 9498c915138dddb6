"""A grading on the ledger of cases: its draft as evidence, and what letters say of it."""

from collections.abc import Mapping
from datetime import datetime

from jixiao.errors import JixiaoError
from jixiao.fund.cases import Case, CaseLedger, Evidence, Outcome
from jixiao.fund.supervision.score_sheet import Grading, ItemScore, ScoreSheet

ENGINE = "grading"
_RESULT = "结果"
_REPAIRED = "修复决定"
_MOST_LOST = 3


def open_grading(
    ledger: CaseLedger,
    sheet: ScoreSheet,
    grading: Grading,
    *,
    subject: str,
    year: int,
    by: str,
    at: datetime,
) -> str:
    """Open a case over the draft of a grading, and return its code.

    Raises:
        JixiaoError: nobody is graded, or was graded by this sheet for this year already.
    """
    if not subject.strip():
        raise JixiaoError("请写明评定哪家机构。")
    table = f"{sheet.code} {year} {subject}"
    code = ledger.open_case(
        engine=ENGINE,
        rule=sheet.code,
        title=f"{year} 年评定 {grading.score} 分，拟定 {grading.grade}",
        subject=subject,
        evidence=[
            Evidence(table, _RESULT, _result(sheet, grading, year), 0, 0),
            *(_item_row(table, score) for score in grading.scores),
        ],
        by=by,
        at=at,
    )
    if code is None:
        raise JixiaoError("这家机构这一年已经评定过。请在案件里办理异议或重开。")
    return code


def grading_facts(case: Case) -> dict[str, str]:
    """Return what letters say of a grading; the grade is left blank where it was changed by hand."""
    said = case.evidence[0].values
    if "得分" not in said:
        return {}
    facts = {
        "period": f"{said['年度']}年度",
        "score": said["得分"],
        "grade": said["等级"],
        "consequence": said["后果"],
        "matter": said["扣分"] or "没有",
    }
    repaired = [e.text for e in case.events if e.step == _REPAIRED and e.text]
    if repaired:
        facts["repair"] = repaired[-1]
    if case.outcome not in (None, Outcome.PROVEN):
        facts |= {"grade": "", "consequence": ""}
    return facts


def _result(sheet: ScoreSheet, grading: Grading, year: int) -> Mapping[str, str]:
    lost = sorted((s for s in grading.scores if s.lost), key=lambda s: -s.lost)
    change = "、".join(grading.would_change)
    unsure = "" if sheet.confirmed else "（未核对）"
    return {
        "项目": "得分和等级",
        "年度": str(year),
        "得分": str(grading.score),
        "等级": grading.grade,
        "后果": sheet.consequences.get(grading.grade, ""),
        "扣分": "、".join(score.item.title for score in lost[:_MOST_LOST]),
        "要升一级": change,
        "依据": f"{sheet.title}：{sheet.basis}{unsure}",
        "说明": f"得 {grading.score} 分，拟定 {grading.grade}"
        + (f"；要升一级，最少补上 {change}" if change else ""),
    }


def _item_row(table: str, score: ItemScore) -> Evidence:
    if score.earned is None:
        said = "不适用"
    else:
        said = f"数据 {score.value}，得 {float(score.earned):.2f}，差 {float(score.lost):.2f}"
    values = {"项目": score.item.title, "说明": said, "来源": score.item.source}
    return Evidence(table, score.item.code, values, 0, 0)
