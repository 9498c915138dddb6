"""What people call the facts that letters of supervision are told."""

from collections.abc import Mapping

FACT_TITLES: Mapping[str, str] = {
    "amount": "金额（元）",
    "answer_by": "答复期限",
    "answers": "问答",
    "case": "案由",
    "consequence": "处理或后果",
    "count": "多少人（户）",
    "found": "查明的事实",
    "grade": "等级",
    "month": "月份",
    "interviewee": "被询问人",
    "left": "尚未收回（元）",
    "loss": "造成的损失（元）",
    "matter": "事项",
    "of_letter": "所依的文书",
    "new_grade": "修复后的等级",
    "outcome": "结论",
    "people": "稽核人员",
    "period": "评定期间",
    "place": "地点",
    "points": "分值",
    "reason": "理由或情况",
    "recovered": "累计收回（元）",
    "repair": "修复的情况",
    "score": "得分",
    "since": "起始日期",
    "sum": "本年累计分值",
    "tip": "举报编号",
    "visit_on": "日期和时间",
}
"""What people call the facts that letters of supervision are told."""
