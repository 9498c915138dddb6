"""What holds of checking whatever the table says."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.checks import Dossier, library, run
from jixiao.documents import Document, Line, Source
from jixiao.findings import Finding
from jixiao.reading import read_opened
from tests.drawn import drawn, examples

ITEMS = (
    "复印机",
    "笔记本电脑",
    "打印机",
    "投影仪",
    "扫描仪",
    "服务器",
    "交换机",
    "档案柜",
)
UNIT = "台"


class Purchase:
    """A consistent table: every total is the sum of its parts, said in three places."""

    def __init__(self, bought: list[tuple[str, int, int]], share: int) -> None:
        self.bought = [
            (name, count, Decimal(price) / 100) for name, count, price in bought
        ]
        self.whole = sum((count * price for _, count, price in self.bought), Decimal(0))
        other = (self.whole * share / 100).quantize(Decimal("0.01"))
        self.amounts = [self.whole, self.whole - other, other]
        self.amounts += [count * price for _, count, price in self.bought] * 2
        self.amounts.append(self.whole)

    def printed(
        self,
        spoilt: int | None = None,
        by: Decimal = Decimal("0.37"),
        *,
        shuffle: int | None = None,
        gap: str = "\t",
    ) -> str:
        """Give the table as text, one of its amounts spoilt, its rows in another order."""
        amounts = [a + (by if n == spoilt else 0) for n, a in enumerate(self.amounts)]
        said = amounts[3 : 3 + len(self.bought)]
        spent = amounts[3 + len(self.bought) : -1]
        parts = [
            f"{name}{count}{UNIT}每{UNIT}{price}万元合计{amount}万元"
            for (name, count, price), amount in zip(self.bought, said, strict=True)
        ]
        rows = [
            ("产出指标", "数量指标", name, f"{count}{UNIT}")
            for name, count, _ in self.bought
        ]
        rows += [
            ("产出指标", "成本指标", f"{name}", f"{amount}万元")
            for (name, *_), amount in zip(self.bought, spent, strict=True)
        ]
        rows += [
            ("产出指标", "质量指标", "验收合格率", "≥98%"),
            ("产出指标", "时效指标", "全部完成时间", "2026年11月底前"),
            ("效益指标", "社会效益指标", "设备使用率", "≥90%"),
            ("满意度指标", "服务对象满意度指标", "使用人员满意度", "≥90%"),
        ]
        if shuffle is not None:
            Random(shuffle).shuffle(rows)
        header = [
            "项目支出绩效目标表", "（2026年度）",
            f"项目名称{gap}设备购置", f"主管部门{gap}甲市医疗保障局", f"实施单位{gap}甲市医疗保障局",
            f"年度资金总额{gap}{amounts[0]}", f"其中：财政拨款{gap}{amounts[1]}",
            f"其他资金{gap}{amounts[2]}",
            f"年度总体目标{gap}购置设备：{'，'.join(parts)}，共计{amounts[-1]}万元。",
            gap.join(("一级指标", "二级指标", "三级指标", "指标值")),
        ]  # fmt: skip
        return "\n".join([*header, *(gap.join(row) for row in rows)])


def findings_in(text: str) -> list[Finding]:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    document = Document(
        source=Source(path="表.txt", sha256="", format="text"), lines=lines
    )
    return list(
        run(Dossier(read_opened(document), document), library().values()).findings
    )


def arithmetic(findings: list[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.code.startswith("AR")]


purchases = st.builds(
    Purchase,
    st.lists(
        st.tuples(st.sampled_from(ITEMS), st.integers(2, 60), st.integers(5, 900)),
        min_size=2,
        max_size=6,
        unique_by=lambda item: item[0],
    ),
    st.integers(0, 60),
)


@pytest.mark.slow
@drawn
@settings(max_examples=examples(60), deadline=None)
@given(purchases)
def test_a_consistent_table_has_no_arithmetic_finding(purchase: Purchase):
    assert [] == arithmetic(findings_in(purchase.printed()))


@drawn
@settings(max_examples=examples(120), deadline=None)
@given(purchases, st.integers(3, 50000), st.data())
def test_one_spoilt_amount_is_found(purchase: Purchase, by: int, data: st.DataObject):
    spoilt = data.draw(st.integers(0, len(purchase.amounts) - 1))

    assert arithmetic(findings_in(purchase.printed(spoilt, Decimal(by) / 100)))


@pytest.mark.slow
@drawn
@settings(max_examples=examples(60), deadline=None)
@given(purchases, st.integers(), st.sampled_from(["\t", "\t\t", "  \t", "    "]))
def test_the_order_of_rows_and_their_widths_change_nothing(
    purchase: Purchase, shuffle: int, gap: str
):
    def codes_and_words(findings: list[Finding]) -> list[tuple[str, str]]:
        return sorted((f.code, "".join(sorted(f.message))) for f in findings)

    spoilt = len(purchase.amounts) - 2
    assert codes_and_words(findings_in(purchase.printed(spoilt))) == codes_and_words(
        findings_in(purchase.printed(spoilt, shuffle=shuffle, gap=gap))
    )
