"""A sound department, in tables that agree, printed as other provinces print them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

Row = Sequence[str]

MONEY = {
    "2080505": (30, 0),
    "2101501": (300, 20),
    "2101506": (0, 70),
    "2210201": (25, 0),
}
"""What is spent on each item: as basic expenditure, as projects, in units of 万元."""
NAMES = {
    "208": "社会保障和就业支出", "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出", "210": "卫生健康支出", "21015": "医疗保障管理事务",
    "2101501": "行政运行", "2101506": "医疗保障经办事务", "221": "住房保障支出",
    "22102": "住房改革支出", "2210201": "住房公积金",
}  # fmt: skip
CARRIED = 20
"""What is left of last year, and goes on to the next."""
PAY = [("301", "工资福利支出", 290), ("30101", "基本工资", 290)]
PAY += [("303", "对个人和家庭的补助", 10), ("30302", "退休费", 10)]
GOODS = [
    ("302", "商品和服务支出", 55),
    ("30201", "办公费", 53),
    ("30217", "公务接待费", 2),
]
UNIT = "<p>单位：万元</p>"


def money(amount: int) -> str:
    return f"{Decimal(amount):,.2f}" if amount else ""


def spent(code: str) -> tuple[int, int]:
    """Basic expenditure and projects of a subject and all below it."""
    below = [pair for item, pair in MONEY.items() if item.startswith(code)]
    return sum(base for base, _ in below), sum(project for _, project in below)


def table(title: str, rows: Iterable[Row]) -> str:
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<p>{title}</p>{UNIT}<table>{body}</table>"


def by_subject(title: str, heads: Row, blanks: int = 0, *, split: bool) -> str:
    """A table of subjects: the sum, basic expenditure, projects, and blank columns."""
    codes = ["类", "款", "项"] if split else ["科目编码"]
    rows = [[*codes, "科目名称", *heads]]
    for code in ("", *NAMES):
        base, project = spent(code)
        parts = [code[:3], code[3:5], code[5:]] if split else [code]
        name = NAMES.get(code, "合计")
        amounts = [money(base + project), money(base), money(project)]
        rows.append([*parts, name, *amounts[: len(heads) - blanks], *[""] * blanks])
    return table(title, rows)


def halves(title: str, left: Sequence[Row], right: Sequence[Row], heads: Row) -> str:
    width = len(right[0])
    rows = [heads]
    for at in range(max(len(left), len(right))):
        start = left[at] if at < len(left) else ["", ""]
        rows.append([*start, *(right[at] if at < len(right) else [""] * width)])
    return table(title, rows)


def accounts(*, split: bool) -> str:
    """Final accounts; codes in three columns where they are `split`."""
    total = sum(spent(""))
    spending = [[f"八、{NAMES[code]}", money(sum(spent(code)))] for code in ("208",)]
    spending += [[f"九、{NAMES['210']}", money(sum(spent("210")))]]
    spending += [[f"十九、{NAMES['221']}", money(sum(spent("221")))]]
    spending += [["本年支出合计", money(total)], ["年末结转和结余", money(CARRIED)]]
    spending += [["总计", money(total + CARRIED)]]
    income = [
        ["一、一般公共预算财政拨款收入", money(total)],
        ["二、其他收入", ""],
        ["", ""],
    ]
    income += [["本年收入合计", money(total)], ["年初结转和结余", money(CARRIED)]]
    income += [["总计", money(total + CARRIED)]]
    basic = [["科目编码", "科目名称", "金额"] * 2]
    for pay, goods in zip(PAY, [*GOODS, ("", "", 0)], strict=True):
        basic.append([*pay[:2], money(pay[2]), *goods[:2], money(goods[2])])
    basic.append(["人员经费合计", "", "300.00", "公用经费合计", "", "55.00"])
    granted = [[*row, row[1]] for row in spending]
    sides = ["收入", "金额", "支出"]
    parts = ["合计", "基本支出", "项目支出"]
    official = [["项目", "预算数", "决算数"], ["合计", "3.00", "2.00"]]
    official += [["公务接待费", "3.00", "2.00"]]
    blank = [["科目编码", "科目名称", "合计"], ["合计", "", ""]]
    return "<p>示例市医疗保障局2024年度部门决算</p>" + "".join([
        halves("收入支出决算总表", income, spending, [*sides, "金额"]),
        by_subject("收入决算表", ["本年收入合计"], split=split),
        by_subject("支出决算表", ["本年支出合计", *parts[1:]], split=split),
        halves("财政拨款收入支出决算总表", income, granted, [*sides, "合计", "一般公共预算财政拨款"]),
        by_subject("一般公共预算财政拨款支出决算表", parts, split=split),
        table("一般公共预算财政拨款基本支出决算表", basic),
        table("财政拨款“三公”经费支出决算表", official),
        table("政府性基金预算财政拨款收入支出决算表", blank),
        table("国有资本经营预算财政拨款支出决算表", blank),
    ])  # fmt: skip


def budget(*, split: bool) -> str:
    """A budget whose income holds what is left of last year."""
    total = sum(spent(""))
    income = [
        ["一、一般公共预算拨款收入", money(total)],
        ["本年收入合计", money(total)],
    ]
    income += [["上年结转结余", money(CARRIED)], ["收入总计", money(total + CARRIED)]]
    spending = [
        ["一、社会保障和就业支出", money(sum(spent("208")))],
        ["二、卫生健康支出", money(sum(spent("210")))],
        ["三、住房保障支出", money(sum(spent("221")))],
        ["本年支出合计", money(total)],
    ]
    spending += [["结转下年", money(CARRIED)], ["支出总计", money(total + CARRIED)]]
    basic = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"]]
    basic += [["合计", "", "355.00", "300.00", "55.00"]]
    basic += [
        [code, name, money(amount), money(amount), ""] for code, name, amount in PAY
    ]
    basic += [
        [code, name, money(amount), "", money(amount)] for code, name, amount in GOODS
    ]
    parts = ["合计", "基本支出", "项目支出"]
    all_income = [money(total + CARRIED), money(total), money(CARRIED)]
    sources = [["部门名称", "合计", "本年收入", "上年结转"], ["合计", *all_income]]
    sources += [["示例市医疗保障局", *all_income]]
    items = [
        "合计",
        "因公出国（境）费",
        "公务用车购置费",
        "公务用车运行费",
        "公务接待费",
    ]
    official = [items, ["2.00", "", "", "", "2.00"]]
    return "<p>示例市医疗保障局2024年部门预算</p>" + "".join([
        halves("收支总表", income, spending, ["收入", "预算数", "支出", "预算数"]),
        table("收入总表", sources),
        by_subject("支出总表", [*parts, "上缴上级支出"], 1, split=split),
        by_subject("一般公共预算支出表", parts, split=split),
        table("一般公共预算基本支出表", basic),
        table("一般公共预算“三公”经费支出表", official),
    ])  # fmt: skip
