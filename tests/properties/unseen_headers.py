# ruff: noqa: E501
"""Forms whose headers print labels that no list has, each with a value of its kind, and their true fields.

The labels are of makes that public forms print; some are put together so that no list can have them.
"""

from dataclasses import dataclass
from random import Random

from tests.properties.unseen import Cell, Grid, Unseen

BODIES = [
    "{p}农业农村局",
    "{p}教育局",
    "{p}水务局",
    "{p}卫生健康委员会",
    "{p}民政局",
    "{p}残疾人联合会",
    "{p}人民政府办公室",
    "中共{p}委宣传部",
    "{p}市场监督管理局",
]
UNITS = [
    "{p}农业技术推广站",
    "{p}第一中学",
    "{p}河道管理处",
    "{p}疾病预防控制中心",
    "{p}图书馆",
    "{p}云溪镇人民政府",
    "{p}妇幼保健院",
    "{p}社会福利院",
    "{p}城市管理执法大队",
    "{p}供销合作社",
]
PLACES = ["甲山县", "乙水市", "丙林区", "丁河旗"]
PROJECTS = [
    "{p}农村公路养护项目", "基层动物防疫经费", "困难学生资助", "河湖管护经费", "公共图书馆免费开放补助资金", "{y}年高标准农田建设工程", "残疾人两项补贴", "县级储备粮", "文化下乡惠民演出",
    "计划生育特殊家庭扶助", "村级动物防疫员劳务补助", "老旧小区改造项目(二期)", "城乡居民医保参保缴费补助", "消防车辆购置", "老年人意外伤害保险", "“雪亮工程”运维费", "法律援助", "信息系统运行维护", "机关事业单位养老保险清算",
    "行政单位办公用房维修", "乡镇卫生院能力提升", "省级预算内基建投资", "职业院校实训基地建设", "全国智慧图书馆体系建设、公共文化云建设", "农村人居环境整治",
]  # fmt: skip
PEOPLE = ["周某", "旷某成", "某某某", "张某、李某"]

LABELS: dict[str, list[str]] = {
    "person": ["具体经办人员", "责任人姓名", "项目负责人及职务", "绩效专管员姓名", "主管部门联系人", "现场负责人", "资金监管责任人", "项目首席专员", "包保责任人"],
    "phone": ["项目负责人电话", "经办人联系电话", "单位联系电话", "责任人手机", "监督举报电话", "办公室电话", "现场联系方式"],
    "date": ["批复日期", "项目启动时间", "项目申报时间", "预计完工时间", "计划实施起始时间", "合同签订日期", "预计投用时间", "资金到位时间", "绩效考核时间"],
    "body": ["验收单位", "督导部门", "代管机构", "结对帮扶单位", "联审部门", "项目管护单位", "资金核算单位", "后期管护部门", "督战单位", "包联单位", "委托代建单位", "业务管理处室", "资金接收单位"],
    "code": ["项目库编号", "文件编号", "主管单位代码", "一体化系统编码", "立项批复文号", "专项代码编号"],
    "kind": ["项目等级", "资金管理方式", "项目申报类型", "资金安排性质", "项目储备级次", "经费开支类别", "财政资金类型"],
    "place": ["项目覆盖地区", "具体实施地点", "工程所在地", "资金投向区域", "服务覆盖范围"],
    "text": ["文件依据", "可行性分析", "申报主要依据", "项目申报内容", "资金使用计划", "年度工作内容", "主要保障措施"],
    "money": ["上年度预算安排", "累计到位资金", "上年结转金额", "中央补助安排", "省级财政安排", "自筹金额", "上年度安排资金", "去年执行金额"],
}  # fmt: skip
"""Labels by the kind of value behind them."""
VALUES: dict[str, list[str]] = {
    "kind": ["一般公共预算", "延续项目", "新增项目", "专项业务类", "是", "否", "二级项目", "国库集中支付"],
    "place": ["{p}", "云溪镇、白鹿乡", "{p}各乡镇"],
    "text": ["甲财教〔{y}〕41号", "保障基层单位正常运转", "巩固前期成果,补齐短板", "城乡低收入群体"],
}  # fmt: skip
TOTALS = [
    "年度资金总额",
    "年度资金总额",
    "资金总额",
    "年度金额",
    "预算金额",
    "本年度资金总额",
    "年度预算金额",
    "本年度财政资金合计",
    "项目年度投入总额",
]
FIELDS = {
    "project_name": ["项目名称", "项目名称", "专项名称", "项目(专项)名称", "资金名称", "申报项目名称"],
    "supervising_department": ["主管部门", "主管部门", "项目主管部门", "主管部门(单位)名称", "区县主管部门", "项目主管部门及编码"],
    "implementing_unit": ["实施单位", "实施单位", "项目单位", "资金使用单位", "具体实施单位", "项目具体承办单位"],
    "term": ["实施期限", "项目起止时间", "项目期", "项目实施年限"],
}  # fmt: skip
ROWS = [
    ("产出指标", "数量指标", "巡查河道次数", "≥12次"),
    ("产出指标", "质量指标", "项目验收合格率", "100%"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥300人"),
    ("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥90%"),
]
_WIDTH = 4


@dataclass
class UnseenHeader:
    """A form, the fields of its header as it means them, and its year's money."""

    form: Unseen
    fields: dict[str, str]
    total: str


def unseen_header(seed: int) -> UnseenHeader:
    """Draw a form with two to six labels that no list has, between those of its fields."""
    draw = Random(seed)
    place, year = draw.choice(PLACES), draw.choice(["2021", "2023", "2024"])

    def filled(words: list[str]) -> str:
        return draw.choice(words).format(p=place, y=year)

    fields = {
        "project_name": filled(PROJECTS),
        "supervising_department": filled(BODIES),
        "implementing_unit": filled(UNITS),
        "term": draw.choice(
            [f"{year}年", f"{year}年1月至{year}年12月", f"{year}.01-{year}.12"]
        ),
    }
    if draw.random() < 0.5:
        del fields["term"]
    pairs = [(draw.choice(FIELDS[name]), value) for name, value in fields.items()]
    first, others = pairs[0], pairs[1:]
    others += _unknown(draw, place, year)
    draw.shuffle(others)
    pairs = (
        [first, *others] if draw.random() < 0.8 else [*others[:1], first, *others[1:]]
    )
    total = f"{draw.randint(5, 900)}{draw.choice(['', '.5', '.36'])}"
    grid = [*_in_rows(draw, pairs), *_money(draw, total), *_rows()]
    above = [
        draw.choice(["项目支出绩效目标表", "项目绩效目标申报表", "绩效目标表"]),
        f"({year}年度)",
    ]
    return UnseenHeader(
        Unseen("target", "", above, grid, [], [], fields), fields, total
    )


def _unknown(draw: Random, place: str, year: str) -> list[tuple[str, str]]:
    kinds = draw.choices(list(LABELS), k=draw.randint(2, 6))
    pairs = {}
    for kind in kinds:
        value = {
            "person": draw.choice(PEOPLE),
            "phone": draw.choice(["0000-0000000", "13000000000"]),
            "date": draw.choice([f"{year}-01-01", f"{year}年3月", f"{year}年12月31日"]),
            "body": draw.choice([*BODIES, *UNITS]).format(p=place),
            "code": str(draw.randint(100000, 999999)),
            "money": f"{draw.randint(5, 900)}万元",
        }.get(kind) or draw.choice(VALUES[kind]).format(p=place, y=year)
        pairs[draw.choice(LABELS[kind])] = value
    return list(pairs.items())


def _in_rows(draw: Random, pairs: list[tuple[str, str]]) -> Grid:
    """Set labels and values in rows of one pair or two."""
    rows: Grid = []
    left = list(pairs)
    while left:
        label, value = left.pop(0)
        if left and draw.random() < 0.6:
            second, behind = left.pop(0)
            rows.append([Cell(label), Cell(value), Cell(second), Cell(behind)])
        else:
            rows.append([Cell(label), Cell(value, columns=3), None, None])
    return rows


def _money(draw: Random, total: str) -> Grid:
    words = draw.choice(TOTALS)
    lines = [
        (f"{words}:" if draw.random() < 0.5 else words, total),
        ("其中:财政拨款", total),
        ("其他资金", "0"),
    ]
    head = Cell("项目资金(万元)", rows=3)
    return [
        [head if at == 0 else None, Cell(label), Cell(amount, columns=2), None]
        for at, (label, amount) in enumerate(lines)
    ]


def _rows() -> Grid:
    objective: Grid = [
        [
            Cell("年度总体目标"),
            Cell("按计划完成各项任务,群众受益。", columns=3),
            None,
            None,
        ]
    ]
    heads: Grid = [
        [Cell(word) for word in ("一级指标", "二级指标", "三级指标", "指标值")]
    ]
    return [*objective, *heads, *([Cell(text) for text in row] for row in ROWS)]
