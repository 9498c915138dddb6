"""The rooms of the fund: a line each, with who may enter; a page becomes one by its line here."""

from collections.abc import Sequence
from dataclasses import dataclass

STAFF = ("fund", "approver", "department", "leader", "auditor")
"""The roles that see the fund's own work: who does it, who signs for it, who looks on."""
FUND_WORK = ("fund",)
"""The roles that do it."""


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
ROOMS = (
    Room(
        "dip_steps",
        "从病例到清算",
        "清单质控、目录、分值、入组、清算，一步一步办",
        _PAYING,
        FUND_WORK,
    ),
    Room("dip_catalogue", "病种目录", "每个病种的例数、费用和分值", _PAYING),
    Room("dip_panels", "赋分论证", "开论证、逐轮表决、采用", _PAYING),
    Room("dip_case", "一例为什么入这一组", "逐步看一例怎样入组", _PAYING),
    Room("dip_settlement", "年度清算", "点值、各机构应得和应付", _PAYING),
    Room("dip_statement", "机构对账单", "一家机构一年的账，逐例可核", _PAYING),
    Room("dip_what_if", "改一改会怎样", "谁多得、谁少得，是哪些病种", _PAYING),
    Room("drg_simulation", "DRG 模拟运行", "与 DIP、按项目付费并列", _PAYING),
)
"""Every room, in the order in which the page lists them."""


def room_at(address: str) -> Room:
    """Return a room by the name of its address."""
    return next(room for room in ROOMS if room.address == address)
