"""The monitoring form filled from what was measured and what people said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.checks import Dossier, library, run
from jixiao.errors import FaultyEntry
from jixiao.evaluation import Entries, Spending, load_entries
from jixiao.evaluation.entries import Outlook
from jixiao.measures.matching import Match, State
from jixiao.measures.midyear_form import fill
from jixiao.measures.monitoring import Answer, Course, MidyearValue, Monitored
from tests.evaluation.tables import table

TABLE = table(
    ("产出指标", "数量指标", "宣传场次", "≥12场", None),
    ("效益指标", "社会效益指标", "群众看病负担", "减轻", None),
)
PERSON = Match(State.PERSON, "由人评定")


def monitored(
    course: Course = Course.OPEN, spending: Spending | None = None
) -> Monitored:
    spent = spending or Spending(Decimal(100), Decimal(100), Decimal(70))
    progress = [
        MidyearValue(Answer(row, PERSON), None, None, None, None, course, "", place)
        for place, row in enumerate(TABLE.indicators)
    ]
    return Monitored(TABLE, spent, Decimal(70), Decimal(120), progress, [])


def entries(tmp_path: Path, text: str) -> Entries:
    path = tmp_path / "filled.toml"
    path.write_text(text, "utf-8")
    return load_entries(path)


def test_more_than_the_budget_is_not_expected_to_be_spent():
    total = fill(monitored(), 7, Entries()).budget_execution.total

    assert (Decimal(100), Decimal(70), Decimal(100)) == (
        total.initial,
        total.executed,
        total.expected,
    )
    assert total.budget is None


def test_a_changed_budget_is_printed():
    changed = monitored(spending=Spending(Decimal(100), Decimal(80), Decimal(70)))

    assert Decimal(80) == fill(changed, 7, Entries()).budget_execution.total.budget


def test_the_likelihood_follows_the_forecast_until_somebody_says_otherwise(
    tmp_path: Path,
):
    said = entries(
        tmp_path,
        '[[outlook]]\nindicator = "宣传场次"\nby = "张三"\non = 2026-08-01\nlikelihood = "有可能"\n'
        'causes = ["人员保障"]\nreason = "讲解员借调"\nremark = "九月补办"\nactual = "4场"\nexpected = "8场"\n',
    )

    form = fill(monitored(Course.ON), 7, said)

    first, second = form.indicators
    assert ("有可能", "确定能") == (first.likelihood, second.likelihood)
    assert (("人员保障",), "讲解员借调", "九月补办") == (
        first.causes,
        first.reason,
        first.remark,
    )
    assert ("4场", "8场") == (first.actual.text, first.expected.text)
    assert [] == [f.code for f in run(Dossier.of([form]), _checks()).findings]


def test_what_must_be_put_right_is_printed_below(tmp_path: Path):
    said = entries(
        tmp_path,
        '[[rectification]]\nproject = "示例项目"\nby = "李四"\non = 2026-08-20\n'
        'demands = "补办三场"\nuntil = 2026-09-30\n',
    )

    fields = fill(monitored(), 7, said).other_fields

    assert {
        "是否需要整改": "是",
        "整改要求和建议": "补办三场",
        "整改期限": "2026年9月30日",
    } == fields


@pytest.mark.parametrize(
    ("line", "named"),
    [('causes = ["没有钱"]', "经费保障"), ('likelihood = "能"', "完全不可能")],
)
def test_words_the_form_cannot_tick_are_refused(tmp_path: Path, line: str, named: str):
    with pytest.raises(FaultyEntry, match=named):
        entries(
            tmp_path,
            f'[[outlook]]\nindicator = "x"\nby = "张三"\non = 2026-08-01\n{line}\n',
        )


def test_the_later_of_two_entries_holds():
    said = entries_of("4场", "5场")

    assert "5场" == fill(monitored(), 7, said).indicators[0].actual.text


def entries_of(*actuals: str) -> Entries:
    outlook = [
        Outlook("宣传场次", "张三", date(2026, 8, 1), actual=actual)
        for actual in actuals
    ]
    return replace(Entries(), outlook=outlook)


def _checks() -> list:
    return [entry for entry in library().values() if entry.family == "monitoring"]
