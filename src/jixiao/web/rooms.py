"""The rooms of the fund: a line each, with who may enter; a page becomes one by its line here."""

from collections.abc import Sequence
from dataclasses import dataclass

STAFF = ("fund", "approver", "department", "leader", "auditor")
"""The roles that see the fund's own work: who does it, who signs for it, who looks on."""
FUND_WORK = ("fund",)
"""The roles that do it."""

TIP_ROLES = ("fund", "approver")
"""The roles that see tips: who takes them in and who decides rewards; nobody looks on."""
HOSPITALS = ("institution",)
"""The role of those who answer for a hospital: they see what it was told, and no more."""


@dataclass(frozen=True, slots=True)
class Room:
    """A page of the fund: its address's name, its title, what it is for, in which row it stands.

    `roles` may enter.
    """

    address: str
    title: str
    about: str
    row: str
    roles: Sequence[str] = STAFF


_PAYING = "按病种付费"
_WATCHING = "基金监管"
_COURSE = "基金运行"
_PRICES = "药品价格"
_DESKS = "专项结算"
_HOUSE = "局里和市县"
ROOMS = (
    Room(
        "dip_steps",
        "从病例到清算",
        "清单质控、目录、分值、入组、清算，一步一步办",
        _PAYING,
        FUND_WORK,
    ),
    Room("dip_lists", "结算清单质量", "各机构六个率、各项检查、退回函", _PAYING),
    Room("dip_catalogue", "病种目录", "每个病种的例数、费用和分值", _PAYING),
    Room("dip_panels", "赋分论证", "开论证、逐轮表决、采用", _PAYING),
    Room("dip_case", "一例为什么入这一组", "逐步看一例怎样入组", _PAYING),
    Room("dip_settlement", "年度清算", "点值、各机构应得和应付", _PAYING),
    Room("dip_special", "特例单议", "谁可以申请、抽专家、投票、答复", _PAYING),
    Room("dip_statement", "机构对账单", "一家机构一年的账，逐例可核", _PAYING),
    Room("dip_publication", "给机构的数据", "清算过的一年，一家机构一份", _PAYING),
    Room("dip_what_if", "改一改会怎样", "谁多得、谁少得，是哪些病种", _PAYING),
    Room("drg_simulation", "DRG 模拟运行", "与 DIP、按项目付费并列", _PAYING),
    Room("outlook", "运行一览", "收支结余、信号、推算和简报，一个月一页", _COURSE),
    Room("outlook_signal", "预警信号", "看什么、限、增减从哪里来、准不准", _COURSE),
    Room(
        "outlook_cases",
        "预警和名单办理",
        "预警、因病致贫名单、预付金各到哪一步",
        _COURSE,
    ),
    Room("audit_queue", "审核案件", "谁办哪些，把握大、钱多的在前", _WATCHING),
    Room("audit_case", "一件案件", "证据、经过、能办的一步和文书", _WATCHING),
    Room(
        "supervision_picture", "监管一览", "案件、追回、过期和规则的查实率", _WATCHING
    ),
    Room("audit_rules", "审核规则", "标出多少、查实率、限和没能问的", _WATCHING),
    Room("inspection_plan", "检查计划", "全覆盖、按风险、公开种子随机抽取", _WATCHING),
    Room("inspection_sample", "现场检查", "检查包、住院样本、由样本推算", _WATCHING),
    Room("grading", "分级评定", "按评分表评一家机构，差在哪几项", _WATCHING),
    Room(
        "practitioner_points",
        "支付资格记分",
        "谁累计几分、暂停到哪天，登记决定",
        _WATCHING,
    ),
    Room("tips", "举报奖励", "登记、查阅身份留痕、定奖励、发放", _WATCHING, TIP_ROLES),
    Room(
        "audit_answers",
        "答复疑点",
        "看告知本单位的案件，一次答复几案",
        _WATCHING,
        HOSPITALS,
    ),
    Room("care_away", "异地就医", "直接结算率、流向、离目标差多少、本地能做的", _DESKS),
    Room("away_desk", "异地清算", "两方逐笔核对、预付金、手工报销、争议立案", _DESKS),
    Room(
        "bundle_months",
        "包干月结",
        "透析等按月包干：应付、实际用了、另收的、质量",
        _DESKS,
    ),
    Room(
        "batch_discharge",
        "集中办理出院",
        "没有结算的住院按证据分类、立批、两人签、执行、撤销",
        _DESKS,
    ),
    Room("receivables", "欠费账龄", "先诊疗后付费：谁欠多久、该催谁、对不上的", _DESKS),
    Room(
        "topup", "商业健康大病保险", "一个产品一年：参保、应赔、已赔、对不上的", _DESKS
    ),
    Room(
        "price_linkage",
        "挂网价联动",
        "和其他省份比，可联动的产品、企业答复、采购",
        _PRICES,
    ),
    Room("firm_credit", "招采信用", "医药企业的等级、依据和修复", _PRICES),
    Room("archives", "业务档案", "自己归档、装盒、目录、借阅、两人批准销毁", _HOUSE),
    Room(
        "house_systems",
        "信息系统",
        "运行率、响应和恢复、没有报告的停用、专线和服务点",
        _HOUSE,
    ),
    Room(
        "house_site",
        "政务公开巡检",
        "自己网站的导出对照检查指标，评分表和整改通知",
        _HOUSE,
    ),
    Room("house_opinion", "政务舆情", "去重、事由、突增，立案、定级和时限", _HOUSE),
    Room(
        "house_control",
        "内部控制",
        "岗位冲突、三方对账、控制点测试、整改和复测",
        _HOUSE,
    ),
    Room("identity", "身份核验", "单独同意、一对一比对、证件兜底、记录", _HOUSE),
    Room("tree", "市县汇总", "下级的上报包、指标矩阵、资金对不上的、正式表", _HOUSE),
)
"""Every room, in the order in which the page lists them."""


def room_at(address: str) -> Room:
    """Return a room by the name of its address."""
    return next(room for room in ROOMS if room.address == address)
